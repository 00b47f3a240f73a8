/** Tells a brief's log as people read it in its thread: one status card that changes in place, and a few messages. Pure. */
import type { Stage } from '../domain/brief.ts'
import type { AgentStatus, BriefEvent, PlannedLine } from '../domain/event.ts'
import type { PersonId } from '../domain/ids.ts'
import { exhaustive } from '../domain/result.ts'
import { card, type Card } from './card.ts'
import { estimateWords, planCard } from './plan-words.ts'
import {
  answerButton,
  goButtons,
  listed,
  NOTED,
  remindedTitle,
  renderAnewButton,
  rendersLine,
  VERDICT_NOUN,
  verdictButtons,
  verdictLines,
  verdictTitle,
} from './review-words.ts'
import { count, dateAndTime, sayFailure, seconds } from './say.ts'

type PlanMade = Extract<BriefEvent, { type: 'PlanMade' }>

/** What the thread remembers between two events. */
export type ThreadState = {
  /** Of the brief. */
  readonly id: string
  readonly title: string
  readonly stage: Stage
  readonly fps: number
  /** By index: 0 not begun, 1 done, else the share of its steps. */
  readonly shots: readonly number[]
  readonly now: string
  readonly cutShare: number
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
      return only({ stage: e.to, trouble: null, ...(STAGE_LINE[e.to] === undefined ? {} : { now: STAGE_LINE[e.to] }) })
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
        ? only({ shots: withShot(s.shots, e.shotIndex, 1), now: `Shot ${e.shotIndex + 1} is in the can` })
        : only({ now: `Shot ${e.shotIndex + 1}: ${e.failure === null ? e.outcome : sayFailure(e.failure)}` })
    case 'ShotReused':
      return only({ shots: withShot(s.shots, e.shotIndex, 1), now: `Shot ${e.shotIndex + 1} is kept as it was` })
    case 'Delivered':
      return only(
        { now: 'Delivered', cutShare: 1 },
        card(
          `${s.title}: delivery ${e.deliveryNo}`,
          [
            `${e.fileName}, ${seconds(e.durationSeconds)}. Have a look and say what you think.`,
            ...(e.variants.length === 0 ? [] : [`Also made of it: ${e.variants.map((v) => v.name).join(', ')}.`]),
          ],
          {
            pictures: [e.posterAssetId],
            files: [
              { assetId: e.proxyAssetId ?? e.filmAssetId, name: e.fileName },
              ...e.variants.map(({ assetId, name }) => ({ assetId, name })),
            ],
            buttons: verdictButtons(s.id, e.deliveryNo),
            calls: e.calls,
          },
        ),
      )
    case 'VerdictGiven':
      return only({}, card(verdictTitle(e), verdictLines(e)))
    case 'VerdictRevoked':
      return only({}, card(`${e.who} took back ${VERDICT_NOUN[e.verdict]} of delivery ${e.deliveryNo}`, []))
    case 'Approved':
      return only(
        { now: 'Approved' },
        card(`Delivery ${e.deliveryNo} is approved by ${listed(e.by)}`, [
          `${e.when === null ? 'It' : `Approved on ${dateAndTime(e.when)}; it`} is kept. A note reopens it, once you confirm.`,
        ]),
      )
    case 'Rejected':
      return only(
        { now: 'Rejected' },
        card(`${e.who} rejected delivery ${e.deliveryNo}`, [
          ...(e.text === null ? [] : [e.text]),
          'The brief is closed; it can be reopened.',
        ]),
      )
    case 'NoteTaken':
      return only(
        {},
        card(NOTED[e.waitsFor], [...e.remarks, ...(e.offer === null ? [] : [e.offer])], {
          buttons: [...goButtons(e.noteId, e.waitsFor), ...(e.offer === null ? [] : [renderAnewButton(e.noteId)])],
        }),
      )
    case 'QuestionAsked':
      return only(
        {},
        card(e.text, [], {
          calls: e.personId === null ? [] : [e.personId],
          buttons: e.answers.map((label, i) => answerButton(e.noteId, label, i)),
        }),
      )
    case 'QuestionAnswered':
      return only({}, card(`${e.who}: ${e.answer}`, []))
    case 'Answered':
      return only({}, card(e.text, []))
    case 'PlanRevised':
      return only(
        { now: 'The plan is revised' },
        planCard(s.id, e.planVersion, `Plan ${e.planVersion}`, [...e.says, rendersLine(e.renders, s.plan)], s.plan),
      )
    case 'ReviewReminded':
      return only({}, card(remindedTitle(e), [], { calls: e.calls, buttons: verdictButtons(s.id, e.deliveryNo) }))
    case 'WorkRetried': {
      const trouble = sayFailure(e.failure)
      const now = `${trouble} Trying again in ${seconds(Math.max(1, Math.round(e.inMs / 1000)))}.`
      // Said once for as long as it lasts; the status card counts on.
      return trouble === s.trouble
        ? only({ now })
        : only({ now, trouble }, card('This waits', [trouble, 'It goes on by itself.']))
    }
    case 'Failed':
      return only({ now: 'Stopped' }, card('This needs somebody', [sayFailure(e.failure)], { calls: s.requester }))
    case 'Refused':
      return refused(s, e)
    default:
      return exhaustive(e)
  }
}

/** The same attempt of the same person is answered once, however often it comes. */
function refused(
  s: ThreadState,
  e: Extract<BriefEvent, { type: 'Refused' }>,
): { readonly state: ThreadState; readonly posts: readonly Card[] } {
  const post = card('Not done', [sayFailure(e.failure)])
  // Nora answers nobody but people.
  if (e.failure.type === 'own-verdict') return { state: s, posts: [] }
  if (e.personId === undefined) return { state: s, posts: [post] }
  const attempt = JSON.stringify([e.personId, e.verb, e.deliveryNo, e.failure])
  return s.refused.includes(attempt)
    ? { state: s, posts: [] }
    : { state: { ...s, refused: [...s.refused, attempt] }, posts: [post] }
}

const planTitle = (e: PlanMade): string =>
  `${e.planVersion === 1 ? 'The plan' : `Plan ${e.planVersion}`}: ${count(e.shots.length, 'shot')}${estimateWords(e)}`

const planLine = (shot: PlannedLine, fps: number): string =>
  `${shot.index + 1}.${shot.caption === '' ? '' : ` ${shot.caption}`} (${shot.framing.replaceAll('-', ' ')}, ${shot.lens}, ${shot.cameraMove.replaceAll('-', ' ')}, ${
    Math.round((shot.durationFrames / fps) * 10) / 10
  } s)`

function handOffLine(task: Extract<BriefEvent, { type: 'TaskHandoff' }>['task']): string {
  switch (task) {
    case 'plan':
      return 'The cinematographer plans the shots'
    case 'revise':
      return 'The cinematographer revises the plan'
    case 'shoot':
      return 'The cinematographer shoots'
    case 'cut':
      return 'Cutting the film'
    case 'deliver':
      return 'Bringing the film'
    default:
      return exhaustive(task)
  }
}

function atWork(s: ThreadState, status: AgentStatus): Partial<ThreadState> {
  switch (status.at) {
    case 'planning':
      return { now: 'The cinematographer plans the shots' }
    case 'staging':
      return { now: `Shot ${status.shotIndex + 1} goes to ${status.host}` }
    case 'rendering': {
      // The last tenth of a shot is bringing it home.
      const share = status.of > 0 ? (0.9 * status.done) / status.of : 0
      const shots = withShot(s.shots, status.shotIndex, Math.max(share, s.shots[status.shotIndex] ?? 0))
      return { shots, now: `Shooting ${status.shotIndex + 1} of ${s.shots.length} on ${status.host}` }
    }
    case 'fetching':
      return { now: `Bringing shot ${status.shotIndex + 1} home` }
    case 'cutting':
      return { cutShare: status.of > 0 ? status.done / status.of : 0, now: 'Cutting the film' }
    default:
      return exhaustive(status)
  }
}

const withShot = (shots: readonly number[], index: number, share: number): readonly number[] =>
  shots.map((old, i) => (i === index ? Math.max(old, share) : old))

/** Planning is the first twentieth, shooting up to nine tenths, the cut the rest. */
function shareDone(s: ThreadState): number | null {
  switch (s.stage) {
    case 'planning':
    case 'revising':
      return s.shots.length === 0 ? 0 : 0.05
    case 'plan-review':
      return 0.05
    case 'shooting':
      return 0.05 + 0.85 * (s.shots.reduce((sum, share) => sum + share, 0) / Math.max(1, s.shots.length))
    case 'cutting':
      return 0.9 + 0.09 * s.cutShare
    case 'delivering':
      return 0.99
    case 'in-review':
    case 'approved':
      return 1
    case 'cancelled':
    case 'failed':
      return null
    default:
      return exhaustive(s.stage)
  }
}

function statusCard(s: ThreadState): Card {
  const done = s.shots.filter((share) => share === 1).length
  const shots = s.shots.length === 0 ? '' : `, ${done} of ${count(s.shots.length, 'shot')} done`
  return card(`${s.title}: ${STAGE_TITLE[s.stage]}${s.stage === 'shooting' ? shots : ''}`, [s.now], {
    progress: shareDone(s),
  })
}

/** What the status card says on coming to a stage, where nothing else says it. */
const STAGE_LINE: Readonly<Partial<Record<Stage, string>>> = {
  'plan-review': 'The plan waits for Go',
  revising: 'Reading the notes',
  cutting: 'Cutting the film',
  cancelled: 'Cancelled: what is done stays',
}

const STAGES_AT: Readonly<Record<AgentStatus['at'], readonly Stage[]>> = {
  planning: ['planning', 'revising'],
  staging: ['shooting'],
  rendering: ['shooting'],
  fetching: ['shooting'],
  cutting: ['cutting'],
}

const STAGE_TITLE: Readonly<Record<Stage, string>> = {
  planning: 'planning',
  'plan-review': 'waiting for Go',
  shooting: 'shooting',
  cutting: 'cutting',
  delivering: 'delivering',
  'in-review': 'delivered, in review',
  revising: 'revising',
  approved: 'approved',
  cancelled: 'cancelled',
  failed: 'stopped',
}
