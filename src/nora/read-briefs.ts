/** What chat, API and desk read: a brief with all that became of it, and the log as it grows. */
import type { Brief } from '../domain/brief.ts'
import type { Delivery, ExecutiveAction } from '../domain/delivery.ts'
import type { LoggedEvent } from '../domain/event.ts'
import type { Failure } from '../domain/failure.ts'
import type { BriefId } from '../domain/ids.ts'
import type { ChatMessage } from '../domain/message.ts'
import type { Preview } from '../domain/preview.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Take } from '../domain/take.ts'
import type { ReviewTask, Store } from '../ports/store.ts'

export type BriefInFull = {
  readonly brief: Brief
  /** Null until the first plan. */
  readonly plan: ShotPlan | null
  /** Oldest first, over all plans. */
  readonly takes: readonly Take[]
  readonly deliveries: readonly Delivery[]
  readonly actions: readonly ExecutiveAction[]
  /** Oldest first. */
  readonly tasks: readonly ReviewTask[]
  /** On every platform, oldest first. */
  readonly messages: readonly ChatMessage[]
}

export const createReadBrief =
  (deps: { readonly store: Store }) =>
  async (briefId: BriefId): Promise<Result<BriefInFull, Failure>> => {
    const brief = await deps.store.brief(briefId)
    if (brief === null) return fail({ type: 'brief-unknown', briefId })
    const [plan, takes, deliveries, actions, tasks, messages] = await Promise.all([
      brief.planVersion > 0 ? deps.store.plan(briefId, brief.planVersion) : null,
      deps.store.takes(briefId),
      deps.store.deliveries(briefId),
      deps.store.actions(briefId),
      deps.store.tasks(briefId),
      deps.store.messages(briefId),
    ])
    return ok({ brief, plan, takes, deliveries, actions, tasks, messages })
  }

/** Every event after `after`, then each new one, until the signal aborts. */
export const createFollowBrief =
  (deps: { readonly store: Store }) =>
  (briefId: BriefId, after: number, signal: AbortSignal): AsyncIterable<LoggedEvent> =>
    deps.store.follow(briefId, after, signal)

export const createReadPreview =
  (deps: { readonly store: Store }) =>
  async (briefId: BriefId): Promise<Result<Preview, Failure>> => {
    if ((await deps.store.brief(briefId)) === null) return fail({ type: 'brief-unknown', briefId })
    const preview = await deps.store.preview(briefId)
    return preview === null ? fail({ type: 'preview-unknown', briefId }) : ok(preview)
  }
