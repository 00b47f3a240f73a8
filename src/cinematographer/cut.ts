/** Joins the shots of a plan to one film with its sound, makes the poster and, where the film is too big for chat, a proxy. */
import { advance } from '../coordination/advance.ts'
import { leaveJob } from '../coordination/leave-job.ts'
import type { StatusReport } from '../coordination/agents.ts'
import { retryOrFail } from '../coordination/retry-or-fail.ts'
import type { Asset, AssetCategory } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import { type Cut, filmName, PROXY_BUDGET_BYTES } from '../domain/cut.ts'
import type { Failure } from '../domain/failure.ts'
import { makeId } from '../domain/ids.ts'
import type { Job } from '../domain/job.ts'
import { isWanted } from '../domain/lifecycle.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { type ShotPlan, totalFrames } from '../domain/shot-plan.ts'
import type { Clock } from '../ports/clock.ts'
import type { Running } from '../ports/jobs.ts'
import type { Log } from '../ports/log.ts'
import type { CutSource, Media } from '../ports/media.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'
import type { LocalFile, Vault } from '../ports/vault.ts'

type CutJob = Extract<Job, { kind: 'cut' }>
type Made = { readonly cut: Cut; readonly assets: readonly Asset[] }
const BY = 'master_cinematographer'
/** A third into the film something is to be seen, and the ending is not given away. */
const POSTER_AT = 1 / 3

export function createCut(deps: {
  readonly store: Store
  readonly vault: Vault
  readonly media: Media
  /** Whether a host draws animatics: their shot numbers are drawn at the cut, so that re-ordering renders nothing. */
  readonly isAnimatic: (host: string) => boolean
  readonly report: StatusReport
  readonly clock: Clock
  readonly randomness: Randomness
  readonly log: Log
}) {
  return async (job: CutJob, running: Running): Promise<void> => {
    const { briefId, planVersion } = job.payload
    const brief = await deps.store.brief(briefId)
    if (brief === null || !isWanted(job, brief.state)) return leaveJob(deps.store, job)
    const plan = await deps.store.plan(briefId, planVersion)
    if (plan === null) throw new Error(`there is no plan ${planVersion} of ${briefId}`)
    const made = await makeCut(brief, plan, running.signal)
    await deps.store.transact(async (tx) => {
      const at = deps.clock.now()
      const now = await tx.lockBrief(briefId)
      if (now === null || !isWanted(job, now.state)) return tx.jobs.settle(job)
      if (!made.ok)
        return retryOrFail(tx, now, job, made.failure, { by: BY, at, jitter: deps.randomness.below(1000) / 1000 })
      await tx.jobs.settle(job)
      for (const asset of made.value.assets) await tx.insertAsset(asset)
      await advance(tx, now, { type: 'cut-made', cut: made.value.cut }, at, { by: BY })
    })
  }

  async function makeCut(brief: Brief, plan: ShotPlan, signal: AbortSignal): Promise<Result<Made, Failure>> {
    await using files = new AsyncDisposableStack()
    const folder = files.use(await deps.vault.workspace())
    const sources = await shotSources(brief, plan, files)
    if (!sources.ok) return sources
    const frames = totalFrames(plan.shots)
    const out = `${folder.path}/film.mp4`
    const film = await deps.media.cut({
      sources: sources.value,
      size: brief.size,
      fps: brief.fps,
      voiceover: await sound(brief, 'voiceover', files),
      music: await sound(brief, 'music', files),
      out,
      signal,
      tick: (done) => void deps.report(brief.id, BY, { at: 'cutting', done, of: frames }).catch(() => undefined),
    })
    if (!film.ok) return film

    const kept: Asset[] = []
    const name = (extension: string) => filmName(brief.title, brief.deliveryCount + 1, extension)
    const filmAsset = await keep(brief, out, 'ai_short', name('mp4'))
    if (!filmAsset.ok) return filmAsset
    kept.push(filmAsset.value)

    const poster = `${folder.path}/poster.jpg`
    const drawn = await deps.media.poster({
      path: out,
      atSeconds: (frames / brief.fps) * POSTER_AT,
      width: brief.size.width,
      out: poster,
    })
    if (!drawn.ok) return drawn
    const posterAsset = await keep(brief, poster, 'poster', name('jpg'))
    if (!posterAsset.ok) return posterAsset
    kept.push(posterAsset.value)

    let proxyAssetId: Cut['proxyAssetId'] = null
    if (filmAsset.value.bytes > PROXY_BUDGET_BYTES) {
      const proxy = `${folder.path}/proxy.mp4`
      const made = await deps.media.proxy({ path: out, maxBytes: PROXY_BUDGET_BYTES, out: proxy, signal })
      // Ten minutes with sound cannot be made so small. The film is there all the same: chat then shows a link.
      if (!made.ok) deps.log.warn('proxy-not-made', { briefId: brief.id, reason: made.failure.reason })
      else {
        const proxyAsset = await keep(brief, proxy, 'proxy', name('proxy.mp4'))
        if (!proxyAsset.ok) return proxyAsset
        kept.push(proxyAsset.value)
        proxyAssetId = proxyAsset.value.id
      }
    }
    return ok({
      assets: kept,
      cut: {
        planVersion: plan.version,
        filmAssetId: filmAsset.value.id,
        posterAssetId: posterAsset.value.id,
        proxyAssetId,
        durationFrames: film.value.frames,
      },
    })
  }

  async function shotSources(
    brief: Brief,
    plan: ShotPlan,
    files: AsyncDisposableStack,
  ): Promise<Result<CutSource[], Failure>> {
    const takes = await deps.store.takes(brief.id)
    const sources: CutSource[] = []
    for (const shot of plan.shots) {
      // A reused take may be another brief's, so it need not be among these.
      const take =
        takes.find((t) => t.id === shot.currentTakeId) ??
        (shot.currentTakeId && (await deps.store.take(shot.currentTakeId)))
      const clip = take ? take.assetId && (await deps.store.asset(take.assetId)) : null
      if (!take || !clip) return fail({ type: 'internal', reason: `shot ${shot.index + 1} has no clip` })
      const local: LocalFile = files.use(await deps.vault.local(clip.storageKey))
      sources.push({
        path: local.path,
        durationFrames: shot.durationFrames,
        finish: shot.finish,
        label: deps.isAnimatic(take.host) ? String(shot.index + 1) : null,
      })
    }
    return ok(sources)
  }

  /** The brief's sound of that kind; the last one sent counts. */
  async function sound(brief: Brief, category: AssetCategory, files: AsyncDisposableStack): Promise<string | null> {
    const asset = (await deps.store.assetsById(brief.assetIds)).filter((a) => a.category === category).at(-1)
    return asset === undefined ? null : files.use(await deps.vault.local(asset.storageKey)).path
  }

  async function keep(
    brief: Brief,
    path: string,
    category: AssetCategory,
    name: string,
  ): Promise<Result<Asset, Failure>> {
    const probe = await deps.media.probe(path)
    if (!probe.ok) return probe
    const stored = await deps.vault.putLocal(path, { name })
    if (!stored.ok) return stored
    return ok({
      id: makeId('asset', deps.randomness.uuid()),
      projectId: brief.projectId,
      category,
      scope: 'cinematics',
      name,
      ...stored.value,
      ...probe.value,
      ...(category === 'poster' ? { durationSeconds: null, fps: null } : {}),
      provenance: { from: 'cut', briefId: brief.id },
      createdAt: deps.clock.now(),
    })
  }
}
