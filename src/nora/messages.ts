/** What platforms tell the core: which message shows what, whose a channel is, and what was said to a message. */
import { mayDo } from '../domain/access.ts'
import type { Failure } from '../domain/failure.ts'
import type { BriefId, PersonId, ProjectId } from '../domain/ids.ts'
import type { Channel, ChatMessage, MessagePlace } from '../domain/message.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Verdict, VerdictBy } from '../domain/review.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { GiveVerdict, Standing, TakeBackVerdict } from './give-verdict.ts'

type Deps = { readonly store: Store; readonly clock: Clock }

/** False when it was remembered before. */
export const createRememberMessage =
  (deps: Deps) =>
  (message: Omit<ChatMessage, 'at'>): Promise<boolean> =>
    deps.store.transact((tx) => tx.rememberMessage({ ...message, at: deps.clock.now() }))

/** For admins of the project. */
export const createBindChannel =
  (deps: Pick<Deps, 'store'>) =>
  (input: {
    readonly channel: Channel
    readonly projectId: ProjectId
    readonly personId: PersonId
  }): Promise<Result<void, Failure>> =>
    deps.store.transact(async (tx) => {
      const { channel, projectId, personId } = input
      if ((await tx.project(projectId)) === null) return fail({ type: 'project-unknown', projectId })
      const may = mayDo({ personId, role: await tx.role(projectId, personId) }, 'set')
      if (may.ok) await tx.bindChannel(channel, projectId)
      return may
    })

type OnMessage = {
  readonly place: MessagePlace
  /** Null: Nora's own account, which shows people what they may press. */
  readonly personId: PersonId | null
}
/** Null where the message shows no delivery: then nothing was said to one. */
type OnDelivery = Promise<Result<Standing | null, Failure>>

/** A verdict on any message of a delivery is one on the delivery. */
export const createJudgeMessage =
  (deps: Deps & { readonly giveVerdict: GiveVerdict }) =>
  (
    input: OnMessage & { readonly verdict: Verdict; readonly text: string | null; readonly by: VerdictBy },
  ): OnDelivery => {
    const { verdict, text, by } = input
    const on = by === 'reaction' ? { on: input.place } : {}
    return onDelivery(deps, input, (said) => deps.giveVerdict({ ...said, ...on, verdict, text, by }))
  }

/** A mark that goes: while another of the same kind stands under another message of the delivery, nothing is taken back. */
export const createTakeBackOnMessage =
  (deps: Deps & { readonly takeBackVerdict: TakeBackVerdict }) =>
  (input: OnMessage & { readonly which: Verdict }): OnDelivery =>
    onDelivery(deps, input, (said) => deps.takeBackVerdict({ ...said, which: input.which, on: input.place }))

async function onDelivery(
  deps: Deps,
  { place, personId }: OnMessage,
  say: (said: {
    readonly briefId: BriefId
    readonly deliveryNo: number
    readonly personId: PersonId
  }) => Promise<Result<Standing, Failure>>,
): OnDelivery {
  const message = await deps.store.messageAt(place)
  if (message === null || message.deliveryNo === null) return ok(null)
  const { briefId, deliveryNo } = message
  if (personId !== null) return say({ briefId, deliveryNo, personId })
  const failure = { type: 'own-verdict', deliveryNo } as const
  await deps.store.transact((tx) =>
    tx.appendEvents(briefId, [{ type: 'Refused', verb: 'verdict', failure, deliveryNo }], deps.clock.now()),
  )
  return fail(failure)
}
