/** What a brief's log still asks for in its thread: each message, upload and mark as one step with a key of its own. Pure. */
import { createHash } from 'node:crypto'
import type { BriefEvent, LoggedEvent } from '../domain/event.ts'
import type { MessageRole } from '../domain/message.ts'
import type { Card } from '../words/card.ts'
import { openThread, tell, type ThreadState } from '../words/thread.ts'

export type Delivered = Extract<BriefEvent, { type: 'Delivered' }>

export type Step = { readonly key: string } & (
  | {
      readonly do: 'post'
      readonly card: Card
      readonly role: MessageRole | null
      readonly deliveryNo: number | null
      /** What is delivered by it. */
      readonly delivered: Delivered | null
    }
  | { readonly do: 'upload'; readonly delivered: Delivered; readonly card: Card }
  | { readonly do: 'mark'; readonly deliveryNo: number }
)

/** The steps of an event that are not all done. */
export type Untold = { readonly seq: number; readonly steps: readonly Step[] }

/** A log as far as it was read. */
export type Telling = {
  readonly toldSeq: number
  readonly readSeq: number
  readonly state: ThreadState
  readonly status: Card | null
  /** Oldest first. */
  readonly untold: readonly Untold[]
}

export const beginTelling = (brief: Parameters<typeof openThread>[0], toldSeq: number): Telling => ({
  toldSeq,
  readSeq: 0,
  state: openThread(brief),
  status: null,
  untold: [],
})

export function readOn(telling: Telling, log: readonly LoggedEvent[]): Telling {
  let { state, status, readSeq } = telling
  const untold = [...telling.untold]
  for (const { seq, event } of log) {
    const told = tell(state, event)
    state = told.state
    status = told.status
    readSeq = seq
    const steps = seq > telling.toldSeq ? stepsOf(state.id, seq, event, told.posts) : []
    if (steps.length > 0) untold.push({ seq, steps })
  }
  return { ...telling, state, status, readSeq, untold }
}

/** After all steps of the oldest untold event, or where there is none, of everything that was read. */
export function told(telling: Telling): Telling {
  const [, ...untold] = telling.untold
  const next = untold[0]
  return { ...telling, untold, toldSeq: next === undefined ? telling.readSeq : next.seq - 1 }
}

function stepsOf(briefId: string, seq: number, event: BriefEvent, posts: readonly Card[]): readonly Step[] {
  const key = (part: string) => `${briefId}:${seq}:${part}`
  const deliveryNo = event.type === 'Delivered' || event.type === 'ReviewReminded' ? event.deliveryNo : null
  return posts.flatMap((card, i): readonly Step[] => {
    const delivered = event.type === 'Delivered' ? event : null
    const post: Step = {
      do: 'post',
      key: key(`post${i}`),
      card,
      role: roleOf(event),
      deliveryNo,
      delivered,
    }
    // The message to react to is there before the upload, which may take long or fail.
    return delivered === null
      ? [post]
      : [
          post,
          { do: 'upload', key: key('files'), delivered, card },
          { do: 'mark', key: key('marks'), deliveryNo: delivered.deliveryNo },
        ]
  })
}

const roleOf = (event: BriefEvent): MessageRole | null =>
  event.type === 'StillWaits' ? WAITING[event.waitsFor.for] : (ROLES[event.type] ?? null)

const WAITING = { go: 'plan', answer: 'question', retry: 'failure' } as const
const ROLES: Readonly<Partial<Record<BriefEvent['type'], MessageRole>>> = {
  PlanMade: 'plan',
  PlanRevised: 'plan',
  Delivered: 'delivery',
  ReviewReminded: 'delivery',
  QuestionAsked: 'question',
  Failed: 'failure',
}

/** Tells one status card from another. */
export const cardHash = (card: Card): string => createHash('sha256').update(JSON.stringify(card)).digest('base64url')
