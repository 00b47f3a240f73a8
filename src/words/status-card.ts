/** The one card of a brief that changes in place: where it stands, and how much of it is done. Pure. */
import type { Stage } from '../domain/brief.ts'
import type { AgentStatus, BriefEvent } from '../domain/event.ts'
import { exhaustive } from '../domain/result.ts'
import { card, type Card } from './card.ts'
import { leftLine, queueLine } from './queue-words.ts'
import { count } from './say.ts'

/** What the card shows. */
export type Standing = {
  readonly title: string
  readonly stage: Stage
  /** By index: 0 not begun, 1 done, else the share of its steps. */
  readonly shots: readonly number[]
  readonly now: string
  readonly cutShare: number
  /** How much longer it is shot; null where that is not known, or said by `now`. */
  readonly left: string | null
  readonly preview: Card['preview']
}

export function handOffLine(task: Extract<BriefEvent, { type: 'TaskHandoff' }>['task']): string {
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

export function atWork(s: Standing & { readonly id: string }, status: AgentStatus): Partial<Standing> {
  switch (status.at) {
    case 'planning':
      return { now: 'The cinematographer plans the shots' }
    case 'staging':
      return { now: `Shot ${status.shotIndex + 1} goes to ${status.host}` }
    case 'rendering': {
      // The last tenth of a shot is bringing it home.
      const share = status.of > 0 ? (0.9 * status.done) / status.of : 0
      const shots = withShot(s.shots, status.shotIndex, Math.max(share, s.shots[status.shotIndex] ?? 0))
      const { previewAt } = status
      return {
        shots,
        now: `Shooting ${status.shotIndex + 1} of ${s.shots.length} on ${status.host}${nodeWords(status)}`,
        ...(previewAt === null ? {} : { preview: { briefId: s.id, at: previewAt } }),
      }
    }
    case 'waiting':
      return status.position === null
        ? { left: leftLine(status) }
        : { now: queueLine({ ...status, position: status.position }), left: null }
    case 'fetching':
      return { now: `Bringing shot ${status.shotIndex + 1} home` }
    case 'cutting':
      return { cutShare: status.of > 0 ? status.done / status.of : 0, now: 'Cutting the film' }
    default:
      return exhaustive(status)
  }
}

type Rendering = Extract<AgentStatus, { at: 'rendering' }>

/** Titles are of people's own graphs. */
const MOST_TITLE = 40

const nodeWords = ({ node, done, of }: Rendering): string =>
  node === null ? '' : `: ${node.replaceAll('_', ' ').slice(0, MOST_TITLE)}, step ${Math.min(done, of)} of ${of}`

export const withShot = (shots: readonly number[], index: number, share: number): readonly number[] =>
  shots.map((old, i) => (i === index ? Math.max(old, share) : old))

/** Planning is the first twentieth, shooting up to nine tenths, the cut the rest. */
function shareDone(s: Standing): number | null {
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

export function statusCard(s: Standing): Card {
  const done = s.shots.filter((share) => share === 1).length
  const shots = s.shots.length === 0 ? '' : `, ${done} of ${count(s.shots.length, 'shot')} done`
  return card(
    `${s.title}: ${STAGE_TITLE[s.stage]}${s.stage === 'shooting' ? shots : ''}`,
    [s.now, ...(s.left === null || done === s.shots.length ? [] : [s.left])],
    {
      progress: shareDone(s),
      preview: s.preview,
    },
  )
}

/** What the status card says on coming to a stage, where nothing else says it. */
export const STAGE_LINE: Readonly<Partial<Record<Stage, string>>> = {
  'plan-review': 'The plan waits for Go',
  revising: 'Reading the notes',
  cutting: 'Cutting the film',
  cancelled: 'Cancelled: what is done stays',
}

export const STAGES_AT: Readonly<Record<AgentStatus['at'], readonly Stage[]>> = {
  planning: ['planning', 'revising'],
  staging: ['shooting'],
  rendering: ['shooting'],
  waiting: ['shooting'],
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
