/** A long answer, a page at a time: its buttons carry the command that is run again, so that no process must remember it. */
import type { Card, CardButton } from '../src/words/card.ts'
import { pressId } from '../src/words/press.ts'
import type { Asked, Command } from './command.ts'

/** They fit into one message of every platform, as long as names go. */
const LINES_A_PAGE = 20
/** What a button of every platform carries. */
const MOST_CARRIED = 100

export type Turn = {
  readonly command: Command
  readonly given: Readonly<Record<string, unknown>>
  /** Counted from 0. */
  readonly page: number
}

/** How much of a list is read for the page that is asked for: up to the next, so that one knows whether there is one. */
export const roomFor = ({ page = 0 }: Pick<Asked, 'page'>): number => (page + 2) * LINES_A_PAGE

export function onPage(shown: Card, { command, given, page }: Turn): Card {
  const [from, to] = [page * LINES_A_PAGE, (page + 1) * LINES_A_PAGE]
  const hasMore = shown.lines.length > to
  if (page === 0 && !hasMore) return shown
  const turn = (label: string, to_: number): CardButton => ({
    label,
    verb: 'page',
    value: `${to_} ${command.name}${Object.keys(given).length === 0 ? '' : ` ${JSON.stringify(given)}`}`,
    style: 'plain',
  })
  const turns = [...(page > 0 ? [turn('◀ Back', page - 1)] : []), ...(hasMore ? [turn('More ▶', page + 1)] : [])]
  const canTurn = turns.every((b) => pressId(b).length <= MOST_CARRIED)
  return {
    ...shown,
    title: `${shown.title}, page ${page + 1}`,
    lines: [...shown.lines.slice(from, to), ...(canTurn ? [] : ['The rest is on the desk.'])],
    buttons: canTurn ? [...shown.buttons, ...turns] : shown.buttons,
  }
}
