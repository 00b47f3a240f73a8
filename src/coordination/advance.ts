/** Moves a brief to its next stage inside a transaction: decides, saves, logs, and sends the work that follows as a hand-off. */
import type { Brief, BriefState } from '../domain/brief.ts'
import type { AgentId, BriefEvent } from '../domain/event.ts'
import type { StaleFailure } from '../domain/failure.ts'
import { jobKey, type JobKind, type JobPayloads } from '../domain/job.ts'
import { decide, type Follow, type LifecycleEvent } from '../domain/lifecycle.ts'
import { exhaustive, ok, type Result } from '../domain/result.ts'
import type { Transaction } from '../ports/store.ts'
import { remindLater } from './remind-later.ts'

/** Changes of the brief's other fields that belong to the same step. */
type AlsoChanged = Partial<Pick<Brief, 'planVersion' | 'deliveryCount' | 'outputAssetIds' | 'llmNotes' | 'assetIds'>>

/** `brief` must come from `lockBrief` of the same transaction. Answers the brief as saved; `stale-event` changes nothing. */
export async function advance(
  tx: Transaction,
  brief: Brief,
  event: LifecycleEvent,
  at: Date,
  o: { readonly by: AgentId; readonly also?: AlsoChanged; readonly events?: readonly BriefEvent[] },
): Promise<Result<Brief, StaleFailure>> {
  const move = decide(brief.state, event)
  if (!move.ok) return move
  const { follow } = move.value
  // Letting it go first ends with its film.
  const queued = follow === 'shoot' ? { queuedAt: at } : follow === 'deliver' ? { bumpedAt: null } : {}
  const next: Brief = { ...brief, ...o.also, ...queued, state: move.value.state, updatedAt: at }
  await tx.saveBrief(next)
  await tx.appendEvents(
    brief.id,
    [
      ...(o.events ?? []),
      { type: 'StageChanged', from: brief.state.stage, to: next.state.stage },
      ...handOffs(o.by, move.value.follow, next.state),
    ],
    at,
  )
  if (brief.state.stage === 'shooting' && next.state.stage !== 'shooting') await tx.dropPreview(brief.id)
  await keepReviewTask(tx, brief, next)
  if (next.state.stage === 'plan-review') await remindLater(tx, brief.id, { planVersion: next.state.planVersion })
  if (next.state.stage === 'failed') await remindLater(tx, brief.id, { failedAt: at.toISOString() })
  await sendWork(tx, next, move.value.follow)
  return ok({ ...next, version: brief.version + 1 })
}

/** A review task is open for as long as its delivery is in review; who delivers opens it. */
async function keepReviewTask(tx: Transaction, before: Brief, after: Brief): Promise<void> {
  const [was, is] = [before.state.stage, after.state.stage]
  if (was === 'in-review' && is !== 'in-review') await tx.closeTasks(after.id)
  if (was !== 'delivering' && is === 'in-review') await tx.reopenTask(after.id)
}

/** Hands the first work of a new brief over. */
export async function handOffFirst(
  tx: Transaction,
  brief: Brief,
  events: readonly BriefEvent[],
  at: Date,
): Promise<void> {
  await tx.appendEvents(brief.id, [...events, ...handOffs('nora', 'plan', brief.state)], at)
  await sendWork(tx, brief, 'plan')
}

function handOffs(from: AgentId, follow: Follow, state: BriefState): readonly BriefEvent[] {
  const to = worker(follow)
  if (to === null || follow === null || follow === 'stop') return []
  return [{ type: 'TaskHandoff', from, to, task: state.stage === 'revising' ? 'revise' : follow }]
}

/** Which agent does a kind of work. */
function worker(follow: Follow): AgentId | null {
  switch (follow) {
    case 'plan':
    case 'shoot':
    case 'cut':
    case 'stop':
      return 'master_cinematographer'
    case 'deliver':
      return 'nora'
    case null:
      return null
    default:
      return exhaustive(follow)
  }
}

async function sendWork(tx: Transaction, brief: Brief, follow: Follow): Promise<void> {
  const briefId = brief.id
  const planVersion = 'planVersion' in brief.state ? brief.state.planVersion : brief.planVersion
  const tries = 0
  const send = <K extends JobKind>(kind: K, payload: JobPayloads[K], priority = 0) =>
    tx.jobs.send(kind, payload, { key: jobKey(kind, payload), priority })
  switch (follow) {
    case null:
      return
    case 'plan':
      await send('plan', { briefId, tries })
      return
    case 'shoot': {
      const shots = (await tx.plan(briefId, planVersion))?.shots ?? []
      const open = shots.filter((s) => s.currentTakeId === null)
      // Where every take is there already (a retry after a failure in between), one job looks and moves on.
      for (const shot of open.length > 0 ? open : shots.slice(0, 1))
        // In the film's order, as people expect to watch it grow.
        await send('shoot', { briefId, planVersion, shotId: shot.id, tries }, -shot.index)
      return
    }
    case 'cut':
      await send('cut', { briefId, planVersion, tries })
      return
    case 'deliver':
      await send('deliver', { briefId, planVersion, tries })
      return
    case 'stop':
      await send('stop', { briefId, tries })
      return
    default:
      exhaustive(follow)
  }
}
