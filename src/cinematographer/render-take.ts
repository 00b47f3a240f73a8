/** Gets a take of a shot from a host: goes back to one that may still run, else stages, submits, waits, fetches and verifies. */
import { z } from 'zod'
import type { StatusReport } from '../coordination/agents.ts'
import type { Asset } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import { loadOf } from '../domain/estimate.ts'
import { makeId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Shot } from '../domain/shot.ts'
import type { RenderLoad, Take } from '../domain/take.ts'
import { zGraph } from '../domain/workflow-document.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ended, Prompt } from '../ports/gpu-host.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store } from '../ports/store.ts'
import type { Workflows } from '../ports/workflows.ts'
import type { BringHome } from './bring-home.ts'
import type { Lanes } from './lanes.ts'
import type { Place } from './place.ts'
import { slotValues } from './slot-values.ts'
import type { StageFiles } from './stage-files.ts'
import { takeEnded } from './take-ended.ts'
import type { TellProgress } from './tell-progress.ts'

/**
 * What came of trying to get a take. `superseded`: the brief went another way before the host was asked; `gone`: the host
 * of an earlier take is no more, so that nobody renders it.
 */
export type Shooting =
  | { readonly came: 'take'; readonly take: Take; readonly clip: Asset; readonly gpuMs: number | null }
  | {
      readonly came: 'failure'
      readonly take: Take | null
      readonly failure: Failure
      /** The workflow declares smaller settings, and they were not used. */
      readonly canShrink: boolean
    }
  /** Something more urgent was given the place before the host had begun it. */
  | { readonly came: 'taken-back'; readonly take: Take | null }
  | { readonly came: 'gone'; readonly take: Take }
  | { readonly came: 'superseded' }

type With = { readonly place: Place; readonly smaller: boolean; readonly signal: AbortSignal }

export type RenderTake = (brief: Brief, planVersion: number, shot: Shot, o: With) => Promise<Shooting>

export function createRenderTake(deps: {
  readonly store: Pick<Store, 'openTake' | 'takes' | 'transact'>
  readonly workflows: Pick<Workflows, 'forProject'>
  readonly lanes: Pick<Lanes, 'named'>
  readonly stageFiles: StageFiles
  readonly bringHome: BringHome
  readonly isAnimatic: (host: string) => boolean
  readonly report: StatusReport
  readonly tellProgress: TellProgress
  readonly clock: Clock
  readonly randomness: Randomness
}): RenderTake {
  return async (brief, planVersion, shot, o) => {
    const open = await deps.store.openTake(brief.id, shot.id)
    if (open === null) return render(brief, planVersion, shot, o)
    if (open.host === o.place.leave) await endOpen(shot, open, 'lost', AWAY(open.host))
    else if (open.fingerprint === shot.fingerprint) return resume(brief, shot, open, o)
    else {
      // Of the shot as an older plan had it: its clip would be the wrong one. Where the host does not answer, it
      // renders for nothing; the shot does not wait for that.
      await (await deps.lanes.named(open.host))?.cancel(open.promptId)
      await endOpen(shot, open, 'cancelled', null)
    }
    return render(brief, planVersion, shot, o)
  }

  async function endOpen(
    shot: Shot,
    take: Take,
    outcome: 'cancelled' | 'lost',
    failure: Failure | null,
  ): Promise<void> {
    const at = deps.clock.now()
    await deps.store.transact(async (tx) => {
      await tx.endTake(take.id, { outcome, gpuMs: null, assetId: null, failure, endedAt: at })
      await tx.appendEvents(take.briefId, [takeEnded(shot, take, outcome, null, failure)], at)
    })
  }

  /** A take that an earlier try left behind: the host may have finished it, still run it, or know nothing of it. */
  async function resume(brief: Brief, shot: Shot, take: Take, { place, smaller, signal }: With): Promise<Shooting> {
    const lost = { type: 'host-lost-prompt', host: take.host, promptId: take.promptId } as const
    const lane = place.lane.host === take.host ? place.lane : await deps.lanes.named(take.host)
    const bound = boundOf(take)
    if (lane === null || bound === null) return { came: 'gone', take }
    const ended = await lane.attach(
      { promptId: take.promptId, ...bound },
      { ...(await deps.tellProgress(brief, shot, take)), signal },
    )
    const canShrink = !smaller && (await canBeSmaller(brief, shot))
    if (!ended.ok) return { came: 'failure', take, failure: ended.failure, canShrink }
    if (ended.value === null) return { came: 'failure', take, failure: lost, canShrink }
    return home(brief, shot, take, lane, ended.value, signal)
  }

  async function render(
    brief: Brief,
    planVersion: number,
    shot: Shot,
    { place, smaller, signal }: With,
  ): Promise<Shooting> {
    const { lane } = place
    const canShrink = !smaller && (await canBeSmaller(brief, shot))
    await deps.report(brief.id, BY, { at: 'staging', shotIndex: shot.index, host: lane.host })
    const takeId = makeId('take', deps.randomness.uuid())
    const prepared = await prepare(brief, shot, lane, `nora/${brief.id}/${takeId}`, smaller, signal)
    if (!prepared.ok) return { came: 'failure', take: null, failure: prepared.failure, canShrink }

    const take: Take = {
      id: takeId,
      briefId: brief.id,
      shotId: shot.id,
      planVersion,
      fingerprint: shot.fingerprint,
      host: lane.host,
      promptId: prepared.value.promptId,
      attempt: (await deps.store.takes(brief.id)).filter((t) => t.shotId === shot.id).length + 1,
      load: { ...prepared.value.load, isAnimatic: deps.isAnimatic(lane.host) },
      payload: {
        workflow: shot.workflow,
        outputNode: prepared.value.outputNode,
        graph: prepared.value.graph,
        frames: prepared.value.frames,
      },
      outcome: 'submitting',
      gpuMs: null,
      assetId: null,
      failure: null,
      createdAt: deps.clock.now(),
      endedAt: null,
    }
    const ended = await lane.render(prepared.value, {
      ...(await deps.tellProgress(brief, shot, take)),
      signal,
      // Stored before the host hears of it: after a crash we can look instead of rendering twice.
      beforeSubmit: () =>
        deps.store.transact(async (tx) => {
          const now = await tx.lockBrief(brief.id)
          if (now?.state.stage !== 'shooting' || now.state.planVersion !== planVersion) return false
          // Another attempt may have brought the shot home while this one waited for its turn.
          const wanted = (await tx.plan(brief.id, planVersion))?.shots.find((s) => s.id === shot.id)
          if (wanted?.currentTakeId !== null) return false
          await tx.insertTake(take)
          return true
        }),
    })
    if (!ended.ok) return { came: 'failure', take, failure: ended.failure, canShrink }
    if (ended.value === 'taken-back') return { came: 'taken-back', take }
    if (ended.value === 'not-submitted') return { came: 'superseded' }
    return home(brief, shot, take, lane, ended.value, signal)
  }

  async function home(
    brief: Brief,
    shot: Shot,
    take: Take,
    lane: Place['lane'],
    ended: Ended,
    signal: AbortSignal,
  ): Promise<Shooting> {
    await deps.report(brief.id, BY, { at: 'fetching', shotIndex: shot.index, host: lane.host })
    const clip = await deps.bringHome(brief, shot, take, lane, ended, signal)
    return clip.ok
      ? { came: 'take', take, clip: clip.value, gpuMs: ended.gpuMs }
      : { came: 'failure', take, failure: clip.failure, canShrink: false }
  }

  async function prepare(
    brief: Brief,
    shot: Shot,
    lane: Place['lane'],
    prefix: string,
    smaller: boolean,
    signal: AbortSignal,
  ): Promise<Result<Prompt & { readonly frames: number; readonly load: RenderLoad }, Failure>> {
    const workflows = await deps.workflows.forProject(brief.projectId)
    const facts = workflows.find(shot.workflow)
    if (facts === null)
      return fail({ type: 'workflow-unknown', given: shot.workflow, known: workflows.all.map((w) => w.name) })
    const staged = await deps.stageFiles(brief, shot, facts, lane, signal)
    if (!staged.ok) return staged
    const values = slotValues(facts, shot, brief, staged.value, prefix, { smaller })
    if (!values.ok) return values
    const bound = workflows.bind(facts.name, values.value)
    if (!bound.ok) return bound
    return ok({
      promptId: deps.randomness.uuid(),
      ...bound.value,
      workflow: facts.name,
      frames: Number(values.value['frames']),
      load: loadOf(values.value, bound.value.graph),
      // What no graph can hold; a real server ignores it, previz draws by it.
      note: {
        shotId: shot.id,
        shotIndex: shot.index,
        cameraMove: shot.cameraMove,
        lens: shot.lens,
        framing: shot.framing,
        caption: shot.caption,
        fps: brief.fps,
        seed: shot.seed,
      },
    })
  }

  async function canBeSmaller(brief: Brief, shot: Shot): Promise<boolean> {
    const facts = (await deps.workflows.forProject(brief.projectId)).find(shot.workflow)
    return (facts?.smaller ?? null) !== null
  }
}

const BY = 'master_cinematographer'

const AWAY = (host: string): Failure => ({ type: 'host-down', host, reason: 'it was away for too long' })

/** As it was sent. Without the graph it is gone back to all the same: only its progress is known less well. */
const zBound = z.object({
  outputNode: z.string(),
  workflow: z.string(),
  graph: zGraph.optional().catch(undefined),
})

function boundOf(take: Take): (Pick<Prompt, 'outputNode' | 'workflow'> & Partial<Pick<Prompt, 'graph'>>) | null {
  const sent = zBound.safeParse(take.payload).data
  if (sent === undefined) return null
  const { graph, ...bound } = sent
  return graph === undefined ? bound : { ...bound, graph }
}
