/** How the thread words a plan: what it shows and costs, whether it waits for Go and why, and the buttons that answer. */
import type { BriefEvent, PlannedLine } from '../domain/event.ts'
import type { GateWait } from '../domain/gate.ts'
import { SECOND } from '../domain/time.ts'
import { card, type Card, type CardButton } from './card.ts'
import { count, sayBudget, seconds } from './say.ts'

type PlanMade = Extract<BriefEvent, { type: 'PlanMade' }>
export type Estimated = Pick<PlanMade, 'estimateGpuSeconds' | 'guessedGpuSeconds'>

/** The card of a plan; where it waits, somebody must act on it. */
export function planCard(
  briefId: string,
  planVersion: number,
  title: string,
  lines: readonly string[],
  plan: Pick<PlanMade, 'waits' | 'calls' | 'boardsAssetId'> | null,
): Card {
  const pictures = plan?.boardsAssetId ? [plan.boardsAssetId] : []
  const waits = plan?.waits ?? null
  return waits === null
    ? card(title, lines, { pictures })
    : card(title, [...lines, waitLine(waits)], {
        pictures,
        buttons: planButtons(briefId, planVersion),
        calls: plan?.calls ?? [],
      })
}

/** ", by a dissolve, and fades to black"; nothing of a cut. */
function joinWords({ index, transition, fadeOut }: PlannedLine): string {
  const comes = transition === undefined ? '' : index === 0 ? ', from black' : `, by a ${transition}`
  return `${comes}${fadeOut ? `${comes === '' ? ', ' : ' and '}to black at the end` : ''}`
}

/** What a film's look brings into the project's next films. */
export function lookCard(e: Extract<BriefEvent, { type: 'LookTaken' }>): Card {
  const words = [...e.styleTags, e.promptAddition].filter((w) => w !== '').join(', ')
  return card(
    `${e.who} made this the look of the project`,
    [`Every new shot goes by these pictures${words === '' ? '' : ` and by: ${words}`}.`],
    { pictures: e.pictures },
  )
}

/** ", about 40 seconds of GPU time (no takes yet: a guess)"; nothing below a second. */
export function estimateWords({ estimateGpuSeconds, guessedGpuSeconds }: Estimated): string {
  const [all, guessed] = [Math.round(estimateGpuSeconds), Math.round(guessedGpuSeconds)]
  if (all < 1) return ''
  const guess =
    guessed < 1
      ? ''
      : guessed >= all
        ? ' (no takes yet: a guess)'
        : ` (${seconds(guessed)} of it a guess: no takes like it yet)`
  return `, about ${seconds(all)} of GPU time${guess}`
}

function waitLine(waits: GateWait): string {
  switch (waits.for) {
    case 'a-word':
      return 'It waits for Go.'
    case 'a-long-render':
      return `It waits for Go: more than ${seconds(waits.limitMs / SECOND)} of GPU time need a word in this project.`
    case 'budget':
      return sayBudget(waits.lack)
  }
}

/** Each carries which plan it was shown under: a late click on an old one changes nothing. */
export const planButtons = (briefId: string, planVersion: number): readonly CardButton[] => {
  const value = `${briefId}:${planVersion}`
  return [
    { label: 'Go', verb: 'go', value, style: 'primary' },
    { label: 'Change', verb: 'change', value, style: 'plain' },
    { label: 'Cancel', verb: 'cancel', value, style: 'danger' },
  ]
}

export const planTitle = (e: PlanMade): string =>
  `${e.planVersion === 1 ? 'The plan' : `Plan ${e.planVersion}`}: ${count(e.shots.length, 'shot')}${estimateWords(e)}`

export const planLine = (shot: PlannedLine, fps: number): string =>
  `${shot.index + 1}.${shot.caption === '' ? '' : ` ${shot.caption}`} (${shot.framing.replaceAll('-', ' ')}, ${shot.lens}, ${shot.cameraMove.replaceAll('-', ' ')}, ${
    Math.round((shot.durationFrames / fps) * 10) / 10
  } s)${joinWords(shot)}`
