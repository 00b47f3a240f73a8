/** Tells a brief's log as people read it in its thread: one status card that changes in place, and a few messages. Pure. */
import type { BriefEvent } from '../domain/event.ts'
import type { PersonId } from '../domain/ids.ts'
import { exhaustive } from '../domain/result.ts'
import { card, type Card } from './card.ts'
import { shotsWaitLine } from './hosts.ts'
import { lookCard, planCard, planLine, planTitle } from './plan-words.ts'
import {
  approvedCard,
  deliveredCard,
  failedCard,
  notedCard,
  questionCard,
  rejectedCard,
  stillWaitsCard,
} from './review-cards.ts'
import { remindedTitle, rendersLine, VERDICT_NOUN, verdictButtons, verdictLines, verdictTitle } from './review-words.ts'
import { sayFailure, seconds } from './say.ts'
import { atWork, handOffLine, STAGE_LINE, STAGES_AT, type Standing, statusCard, withShot } from './status-card.ts'

type PlanMade = Extract<BriefEvent, { type: 'PlanMade' }>

/** What the thread remembers between two events. */
export type ThreadState = Standing & {
  /** Of the brief. */
  readonly id: string
  readonly fps: number
  /** Of the newest plan. */
  readonly plan: Pick<PlanMade, 'estimateGpuSeconds' | 'guessedGpuSeconds' | 'waits' | 'calls' | 'boardsAssetId'> | null
  /** What was last said to stand in the way; null while work goes on. */
  readonly trouble: string | null
  /** Who asked for the film, once the log has said so. */
  readonly requester: readonly PersonId[]
  /** Attempts that were refused and answered. */
  readonly refused: readonly string[]
}

export type Told = { readonly state: ThreadState; readonly posts: readonly Card[]; readonly status: Card }

export const openThread = ({
  id,
  title,
  fps,
}: {
  readonly id: string
  readonly title: string
  readonly fps: number
}): ThreadState => ({
  id,
  title,
  stage: 'planning',
  fps,
  shots: [],
  now: 'Reading the brief',
  cutShare: 0,
  left: null,
  preview: null,
  plan: null,
  trouble: null,
  requester: [],
  refused: [],
})

/** What a new event changes: the next state, new messages in order, and the status card as it now reads. */
export function tell(before: ThreadState, event: BriefEvent): Told {
  const { state, posts } = step(before, event)
  return { state, posts, status: statusCard(state) }
}

function step(s: ThreadState, e: BriefEvent): { readonly state: ThreadState; readonly posts: readonly Card[] } {
  const only = (change: Partial<ThreadState>, ...posts: Card[]) => ({ state: { ...s, ...change }, posts })
  switch (e.type) {
    case 'BriefTaken':
      return only({ title: e.title, requester: [e.requesterId], now: 'Reading the brief' })
    case 'TaskHandoff':
      return only({ now: handOffLine(e.task) })
    case 'StageChanged':
      return only({
        stage: e.to,
        trouble: null,
        left: null,
        preview: null,
        ...(STAGE_LINE[e.to] === undefined ? {} : { now: STAGE_LINE[e.to] }),
      })
    case 'PlanMade': {
      const change = { shots: e.shots.map(() => 0), cutShare: 0, plan: e, now: 'The plan is ready' }
      // A revision is told by what it changes.
      if (e.isRevision) return only(change)
      const lines = [...e.shots.map((shot) => planLine(shot, s.fps)), e.rationale]
      return only(change, planCard(s.id, e.planVersion, planTitle(e), lines, e))
    }
    case 'AgentStatusUpdate':
      // Progress is only a hint and may come late: what is over is not told as going on.
      return only(STAGES_AT[e.status.at].includes(s.stage) ? atWork(s, e.status) : {})
    case 'TakeEnded':
      return e.outcome === 'rendered'
        ? only({
            shots: withShot(s.shots, e.shotIndex, 1),
            now: `Shot ${e.shotIndex + 1} is in the can`,
            trouble: null,
          })
        : only({ now: `Shot ${e.shotIndex + 1}: ${e.failure === null ? e.outcome : sayFailure(e.failure)}` })
    case 'ShotReused':
      return only({ shots: withShot(s.shots, e.shotIndex, 1), now: `Shot ${e.shotIndex + 1} is kept as it was` })
    case 'Delivered':
      return only({ now: 'Delivered', cutShare: 1 }, deliveredCard(s, e))
    case 'VerdictGiven':
      return only({}, card(verdictTitle(e), verdictLines(e)))
    case 'VerdictRevoked':
      return only({}, card(`${e.who} took back ${VERDICT_NOUN[e.verdict]} of delivery ${e.deliveryNo}`, []))
    case 'Approved':
      return only({ now: 'Approved' }, approvedCard(s, e))
    case 'Rejected':
      return only({ now: 'Rejected' }, rejectedCard(s, e))
    case 'NoteTaken':
      return only({}, notedCard(e))
    case 'QuestionAsked':
      return only({}, questionCard(e.text, [], e))
    case 'QuestionAnswered':
      return only({}, card(`${e.who}: ${e.answer}`, []))
    case 'Answered': {
      const [first = '', ...rest] = e.text.split('\n')
      return only({}, card(first, rest))
    }
    case 'PlanRevised':
      return only(
        { now: 'The plan is revised' },
        planCard(s.id, e.planVersion, `Plan ${e.planVersion}`, [...e.says, rendersLine(e.renders, s.plan)], s.plan),
      )
    case 'LookTaken':
      return only({}, lookCard(e))
    case 'ReviewReminded':
      return only({}, card(remindedTitle(e), [], { calls: e.calls, buttons: verdictButtons(s.id, e.deliveryNo) }))
    case 'StillWaits':
      return only({}, stillWaitsCard(s, e))
    case 'WorkRetried': {
      const trouble = sayFailure(e.failure)
      if (e.smaller)
        return only(
          { now: trouble },
          card('Once more, smaller', [trouble, 'The shot is rendered with settings for a tight GPU.']),
        )
      const now = `${trouble} Trying again in ${seconds(Math.max(1, Math.round(e.inMs / 1000)))}.`
      // Said once for as long as it lasts; the status card counts on.
      return trouble === s.trouble
        ? only({ now })
        : only({ now, trouble }, card('This waits', [trouble, 'It goes on by itself.']))
    }
    case 'Bumped':
      return only({}, card(`${e.who} let this film go first`, []))
    case 'ShotsWait': {
      const trouble = shotsWaitLine(e)
      // By a process that was started meanwhile, while nothing went on.
      if (trouble === s.now) return only({ trouble })
      return only({ now: trouble, trouble }, card('This waits', [trouble, 'It goes on by itself.']))
    }
    case 'Failed':
      return only({ now: 'Stopped' }, failedCard(s, 'This needs somebody', e))
    case 'Refused':
      return refused(s, e)
    default:
      return exhaustive(e)
  }
}

/** Whoever asked in words or pressed is answered there. A mark can only be answered here, the same one once, however often it comes. */
function refused(
  s: ThreadState,
  e: Extract<BriefEvent, { type: 'Refused' }>,
): { readonly state: ThreadState; readonly posts: readonly Card[] } {
  const line = sayFailure(e.failure)
  // Nora answers nobody but people.
  if (e.failure.type === 'own-verdict') return { state: s, posts: [] }
  if (e.personId === undefined) return { state: s, posts: [card('Not done', [line])] }
  if (e.who === undefined) return { state: s, posts: [] }
  const attempt = JSON.stringify([e.personId, e.verb, e.deliveryNo, e.failure])
  return s.refused.includes(attempt)
    ? { state: s, posts: [] }
    : { state: { ...s, refused: [...s.refused, attempt] }, posts: [card('Not done', [`${e.who}: ${line}`])] }
}
