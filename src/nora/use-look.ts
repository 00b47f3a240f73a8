/** "Use this look": an approved film's style, words and key frames become part of its project's look. */
import { mayDo } from '../domain/access.ts'
import type { Asset } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import { type BriefId, makeId, type PersonId, type ProjectId } from '../domain/ids.ts'
import { keyMoments, withLookOf } from '../domain/look-of-film.ts'
import type { Project } from '../domain/project.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Clock } from '../ports/clock.ts'
import type { Media } from '../ports/media.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Reads, Store } from '../ports/store.ts'
import type { Vault } from '../ports/vault.ts'

type Input = {
  readonly projectId: ProjectId
  readonly briefId: BriefId
  readonly personId: PersonId
  /** Under which it was asked for; left out: the one that is approved. */
  readonly deliveryNo?: number
}
type ApprovedFilm = {
  readonly project: Project
  readonly brief: Brief
  readonly plan: ShotPlan
  readonly film: Asset
  readonly deliveredAt: Date
}

/** As wide as any workflow renders. */
const WIDTH = 1280

export function createUseLook(deps: {
  readonly store: Store
  readonly vault: Vault
  readonly media: Pick<Media, 'poster' | 'probe'>
  readonly clock: Clock
  readonly randomness: Randomness
}) {
  return async (input: Input): Promise<Result<Project, Failure>> => {
    const approved = await approvedFilm(deps.store, input)
    if (!approved.ok) return approved
    const frames = await keyFrames(approved.value)
    if (!frames.ok) return frames
    return deps.store.transact(async (tx) => {
      // Somebody may have reopened it, or changed the look, while its frames were taken.
      const now = await approvedFilm(tx, input)
      if (!now.ok) return now
      const { project, brief, plan } = now.value
      const earlier = (await tx.assetsById(project.look.references)).filter(
        (a) => a.provenance.from === 'cut' && a.provenance.briefId === brief.id,
      )
      // Asked for twice, it is taken once; of another delivery of the film, that one's frames replace the earlier ones.
      if (earlier.length > 0 && earlier.every((a) => a.createdAt >= now.value.deliveredAt)) return ok(project)
      for (const frame of frames.value) await tx.insertAsset(frame)
      const ids = frames.value.map((f) => f.id)
      const references = project.look.references.filter((id) => !earlier.some((a) => a.id === id))
      const look = withLookOf({ ...project.look, references }, brief, plan.shots, ids)
      await tx.saveProject(project.id, { look })
      const who = (await tx.person(input.personId))?.name ?? 'Somebody'
      const { styleTags, promptAddition } = look
      await tx.appendEvents(
        brief.id,
        [{ type: 'LookTaken', who, styleTags, promptAddition, pictures: ids }],
        deps.clock.now(),
      )
      return ok({ ...project, look })
    })
  }

  async function keyFrames({ brief, plan, film }: ApprovedFilm): Promise<Result<readonly Asset[], Failure>> {
    await using folder = await deps.vault.workspace()
    await using local = await deps.vault.local(film.storageKey)
    const frames: Asset[] = []
    for (const [at, atSeconds] of keyMoments(plan.shots, brief.fps).entries()) {
      const out = `${folder.path}/frame-${at}.jpg`
      const name = `${brief.title} key frame ${at + 1}.jpg`
      const taken = await deps.media.poster({ path: local.path, atSeconds, width: WIDTH, out })
      if (!taken.ok) return taken
      const seen = await deps.media.probe(out)
      if (!seen.ok) return seen
      const stored = await deps.vault.putLocal(out, { name })
      if (!stored.ok) return stored
      frames.push({
        id: makeId('asset', deps.randomness.uuid()),
        projectId: brief.projectId,
        category: 'reference',
        scope: 'cinematics',
        name,
        ...stored.value,
        ...seen.value,
        durationSeconds: null,
        fps: null,
        provenance: { from: 'cut', briefId: brief.id },
        createdAt: deps.clock.now(),
      })
    }
    return ok(frames)
  }
}

async function approvedFilm(
  store: Reads,
  { projectId, briefId, personId, deliveryNo: shown }: Input,
): Promise<Result<ApprovedFilm, Failure>> {
  const project = await store.project(projectId)
  if (project === null) return fail({ type: 'project-unknown', projectId })
  const may = mayDo({ personId, role: await store.role(projectId, personId) }, 'set-look')
  if (!may.ok) return may
  const brief = await store.brief(briefId)
  if (brief?.projectId !== projectId) return fail({ type: 'brief-unknown', briefId })
  if (brief.state.stage !== 'approved') return fail({ type: 'not-approved', stage: brief.state.stage })
  const { deliveryNo } = brief.state
  if (shown !== undefined && shown !== deliveryNo)
    return fail({ type: 'stale-delivery', deliveryNo: shown, newest: deliveryNo })
  const delivery = (await store.deliveries(brief.id)).find((d) => d.number === deliveryNo)
  if (delivery === undefined) return fail({ type: 'no-delivery' })
  const plan = await store.plan(brief.id, delivery.planVersion)
  const film = await store.asset(delivery.filmAssetId)
  if (plan === null || film === null) return fail({ type: 'no-delivery' })
  return ok({ project, brief, plan, film, deliveredAt: delivery.createdAt })
}
