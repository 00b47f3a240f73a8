/** Joins the shots of a plan to one film with its sound, and makes what goes with it: poster, proxy where chat needs one, deliverables. */
import { advance } from '../coordination/advance.ts'
import { chosenClips } from '../coordination/chosen-clips.ts'
import { leaveJob } from '../coordination/leave-job.ts'
import type { StatusReport } from '../coordination/agents.ts'
import { retryOrFail } from '../coordination/retry-or-fail.ts'
import type { Asset, AssetCategory } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import { type Cut, filmName } from '../domain/cut.ts'
import type { Failure } from '../domain/failure.ts'
import type { Job } from '../domain/job.ts'
import { isWanted } from '../domain/lifecycle.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { cutFrames } from '../domain/shot.ts'
import { filmLength, type ShotPlan } from '../domain/shot-plan.ts'
import type { Clock } from '../ports/clock.ts'
import type { Running } from '../ports/jobs.ts'
import type { CutSource, Media } from '../ports/media.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'
import type { Vault } from '../ports/vault.ts'
import type { KeepMade } from './keep-made.ts'
import { localFile } from './local-file.ts'
import { type MakeDeliverables, variantsWanted } from './make-deliverables.ts'
import type { MakeProxy } from './make-proxy.ts'

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
  readonly keepMade: KeepMade
  readonly makeProxy: MakeProxy
  readonly makeDeliverables: MakeDeliverables
  readonly report: StatusReport
  readonly clock: Clock
  readonly randomness: Randomness
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
    const frames = filmLength(plan.shots, brief.fps)
    const of = frames * (1 + variantsWanted(brief).length)
    const report = (done: number) => void deps.report(brief.id, BY, { at: 'cutting', done, of }).catch(() => undefined)
    const out = `${folder.path}/film.mp4`
    const voiceover = await sound(brief, 'voiceover', files)
    if (!voiceover.ok) return voiceover
    const music = await sound(brief, 'music', files)
    if (!music.ok) return music
    const film = await deps.media.cut({
      sources: sources.value,
      size: brief.size,
      fps: brief.fps,
      voiceover: voiceover.value,
      music: music.value,
      out,
      signal,
      tick: report,
    })
    if (!film.ok) return film

    const name = (extension: string) => filmName(brief.title, brief.deliveryCount + 1, extension)
    const filmAsset = await deps.keepMade(brief, out, 'ai_short', name('mp4'))
    if (!filmAsset.ok) return filmAsset
    const poster = `${folder.path}/poster.jpg`
    const atSeconds = (frames / brief.fps) * POSTER_AT
    const drawn = await deps.media.poster({ path: out, atSeconds, width: brief.size.width, out: poster })
    if (!drawn.ok) return drawn
    const posterAsset = await deps.keepMade(brief, poster, 'poster', name('jpg'))
    if (!posterAsset.ok) return posterAsset
    const proxyAsset = await deps.makeProxy(brief, { path: out, bytes: filmAsset.value.bytes }, folder.path, signal)
    if (!proxyAsset.ok) return proxyAsset
    const also = await deps.makeDeliverables(brief, { path: out, frames }, folder.path, {
      signal,
      tick: (done) => report(frames + done),
    })
    if (!also.ok) return also
    return ok({
      assets: [
        filmAsset.value,
        posterAsset.value,
        ...(proxyAsset.value ? [proxyAsset.value] : []),
        ...also.value.assets,
      ],
      cut: {
        planVersion: plan.version,
        filmAssetId: filmAsset.value.id,
        posterAssetId: posterAsset.value.id,
        proxyAssetId: proxyAsset.value?.id ?? null,
        variants: also.value.variants,
        durationFrames: film.value.frames,
      },
    })
  }

  async function shotSources(
    brief: Brief,
    plan: ShotPlan,
    files: AsyncDisposableStack,
  ): Promise<Result<CutSource[], Failure>> {
    const clips = await chosenClips(deps.store, plan)
    const sources: CutSource[] = []
    for (const shot of plan.shots) {
      const chosen = clips.get(shot.id)
      if (!chosen) return fail({ type: 'internal', reason: `shot ${shot.index + 1} has no clip` })
      const clip = await localFile(deps.vault, chosen.clip)
      if (!clip.ok) return clip
      sources.push({
        path: files.use(clip.value).path,
        durationFrames: cutFrames(shot, brief.fps),
        finish: shot.finish,
        label: deps.isAnimatic(chosen.take.host) ? String(shot.index + 1) : null,
      })
    }
    return ok(sources)
  }

  /** The brief's sound of that kind; the last one sent counts. */
  async function sound(
    brief: Brief,
    category: AssetCategory,
    files: AsyncDisposableStack,
  ): Promise<Result<string | null, Failure>> {
    const asset = (await deps.store.assetsById(brief.assetIds)).filter((a) => a.category === category).at(-1)
    if (asset === undefined) return ok(null)
    const file = await localFile(deps.vault, asset)
    return file.ok ? ok(files.use(file.value).path) : file
  }
}
