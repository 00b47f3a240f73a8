/** What people are shown when they ask how things stand: briefs, files, a project, the queue. */
import type { Asset } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import type { GpuUse } from '../domain/budget.ts'
import type { HostRecord } from '../domain/host.ts'
import type { Member, Project } from '../domain/project.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import { MINUTE, SECOND } from '../domain/time.ts'
import { card, type Card } from './card.ts'
import { bytes, count, seconds, stageWord } from './say.ts'

/** When a brief's shots are expected to be rendered. */
export type InQueue = {
  /** Shots that go before its first one. */
  readonly ahead: number
  /** Null when nobody can say. */
  readonly endsInMs: number | null
}

export function briefCard(brief: Brief, plan: ShotPlan | null, queue: InQueue | null): Card {
  const done = plan?.shots.filter((s) => s.currentTakeId !== null).length ?? 0
  const all = plan?.shots.length ?? 0
  const lines = [
    `It is ${stageWord(brief.state.stage)}${brief.state.stage === 'shooting' ? `: ${done} of ${count(all, 'shot')} done` : ''}.`,
    `${seconds(brief.durationSeconds)}, ${brief.size.width}x${brief.size.height}, ${brief.fps} frames a second${all > 0 ? `, ${count(all, 'shot')}` : ''}.`,
  ]
  if (brief.deliveryCount > 0)
    lines.push(`${brief.deliveryCount === 1 ? '1 delivery' : `${brief.deliveryCount} deliveries`} so far.`)
  return card(brief.title, queue === null ? lines : [...lines, queueLine(queue)])
}

const queueLine = ({ ahead, endsInMs }: InQueue): string =>
  `${ahead === 0 ? 'It is next' : `${count(ahead, 'shot')} of others ${ahead === 1 ? 'goes' : 'go'} before it`}${
    endsInMs === null ? '; no host takes work now' : `; rendered in about ${soon(endsInMs)}`
  }.`

const soon = (ms: number): string =>
  seconds(Math.max(1, ms < MINUTE ? Math.round(ms / SECOND) : Math.round(ms / MINUTE) * 60))

export const briefsCard = (briefs: readonly Brief[], more: boolean): Card =>
  briefs.length === 0
    ? card('No films yet', ['Begin one with /brief and a sentence, or mention me with one.'])
    : card('Films', [
        ...briefs.map((b) => `${b.title}: ${stageWord(b.state.stage)}`),
        ...(more ? ['Older ones are on the desk.'] : []),
      ])

const CATEGORY: Readonly<Record<Asset['category'], string>> = {
  reference: 'reference',
  footage: 'footage',
  storyboard: 'storyboard',
  voiceover: 'voice-over',
  music: 'music',
  script: 'script',
  shot_clip: 'clip of a shot',
  ai_short: 'film',
  poster: 'poster',
  proxy: 'proxy',
}

export const assetLine = (a: Asset): string =>
  [
    `${a.name} (${CATEGORY[a.category]}`,
    ...(a.width === null || a.height === null ? [] : [`${a.width}x${a.height}`]),
    ...(a.durationSeconds === null ? [] : [seconds(a.durationSeconds)]),
    `${bytes(a.bytes)})`,
  ].join(', ')

export const assetsCard = (assets: readonly Asset[], more: boolean): Card =>
  assets.length === 0
    ? card('The vault is empty', ['Send files with a brief, or with “assets add”.'])
    : card('In the vault', [...assets.map(assetLine), ...(more ? ['More are on the desk.'] : [])])

const GATE = {
  auto: 'waits for Go above',
  always: 'always waits for Go',
  never: 'never waits for Go',
} as const

export function projectCard(project: Project, members: readonly Member[], use: GpuUse): Card {
  const s = project.settings
  const minutes = (ms: number) => Math.round(ms / MINUTE)
  return card(project.name, [
    `A plan ${GATE[s.gate]}${s.gate === 'auto' ? ` ${s.autoGoGpuMinutes} GPU minutes` : ''}; ${count(s.quorum, 'approval')} ${s.quorum === 1 ? 'approves' : 'approve'} a film.`,
    `GPU time of this month: ${minutes(use.usedMs)} minutes used, ${minutes(use.reservedMs)} reserved${s.monthlyGpuMinutes === null ? ', no cap' : `, of ${s.monthlyGpuMinutes}`}.`,
    `Films are ${s.size.width}x${s.size.height} at ${s.fps} frames a second; workflow: ${s.defaultWorkflow ?? 'as the planner likes'}; planner: ${s.plannerModel ?? 'as the house has it'}.`,
    `Look: ${[...project.look.styleTags, project.look.promptAddition].filter((w) => w !== '').join(', ') || 'none'}.`,
    `Members: ${members.map((m) => `${m.name} (${m.role})`).join(', ') || 'none'}.`,
  ])
}

export type HostLine = HostRecord & {
  readonly has: readonly {
    readonly title: string
    readonly who: string
    readonly shot: number
    readonly endsInMs: number
  }[]
}
export type WaitingLine = {
  readonly title: string
  readonly who: string
  readonly shots: number
  readonly endsInMs: number | null
}

export const queueCard = (hosts: readonly HostLine[], waiting: readonly WaitingLine[]): Card =>
  card('The queue', [
    ...(hosts.length === 0 ? ['There is no GPU host.'] : hosts.map(hostLine)),
    ...(waiting.length === 0
      ? ['Nothing waits.']
      : waiting.map(
          (w) =>
            `${w.title}, for ${w.who}: ${count(w.shots, 'shot')} ${w.shots === 1 ? 'waits' : 'wait'}${w.endsInMs === null ? '' : `, done in about ${soon(w.endsInMs)}`}`,
        )),
  ])

function hostLine(h: HostLine): string {
  const [now] = h.has
  const is = h.pausedAt !== null ? 'paused' : h.standing
  const why = h.reason === null || h.standing === 'up' ? '' : ` (${h.reason})`
  return `${h.name} is ${is}${why}${now === undefined ? '' : `: shot ${now.shot} of ${now.title}, for ${now.who}, about ${soon(now.endsInMs)} left`}`
}

export const helpCard = (
  groups: readonly {
    readonly title: string
    readonly commands: readonly { readonly name: string; readonly description: string }[]
  }[],
  hints: readonly string[],
): Card =>
  card('What I can do', [
    ...hints,
    ...groups.flatMap((g) => [`${g.title}:`, ...g.commands.map((c) => `• ${c.name}: ${c.description}`)]),
  ])
