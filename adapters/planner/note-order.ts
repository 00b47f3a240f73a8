/** Wishes for another order: swap, move, drop, "start with shot 3", reverse. */
import type { Change } from '../../src/domain/change.ts'
import { drops } from './note-drop.ts'
import { moves } from './note-move.ts'
import { whichShot } from './note-on-shots.ts'
import { shotsSaid } from './note-say.ts'
import { ask, type Clause, type Form, type Heard, MARK, others, wish } from './note-scene.ts'
import { targetOf } from './note-targets.ts'

const SWAP =
  /\b(?:swap|switch|exchange|flip)\s+(?:around\s+|out\s+)?(?:the (?:order|places|positions) of\s+)?(.+?)(?:\s+(around|over))?$/i

const REVERSE = /\b(?:reverse|flip|invert)\s+(?:the\s+)?(?:whole\s+)?(?:shot\s+)?(?:order|sequence)\b/i

const bare = (text: string) =>
  text
    .replaceAll(/[.!?\s]+$/g, '')
    .replaceAll(/\s*,?\s*\b(?:please|pls|thanks|thank you|thx|instead|again|too|as well|bitte|now)$/gi, '')

export const order: Form = (clause) => {
  const text = bare(bare(clause.text))
  if (REVERSE.test(text)) return reversed(clause)
  const swap = SWAP.exec(text)
  if (swap !== null && !/\s(?:for|into)\s/i.test(swap[1] ?? '')) return swapped(clause, swap[1] ?? '')
  return moves(clause, text) ?? drops(clause, text)
}

function swapped(clause: Clause, said: string): Heard | null {
  const sides = said.split(/\s+(?:and|with|&)\s+/i)
  const targets = (sides.length === 2 ? sides : [said]).map((side) => targetOf(clause, side))
  const [a, b] = targets
  if (a === undefined) return null
  // "swap the bird with an owl" is no matter of order.
  if (b !== undefined && !MARK.test(said) && [a, b].some((t) => t.is === 'ask') && / with /i.test(said)) return null
  const asked = targets.find((t) => t.is === 'ask')
  if (asked?.is === 'ask') return ask(`${asked.why} Say it as “swap shots 1 and 3”.`, [])
  const ids = targets.flatMap((t) =>
    t.is === 'shots' ? t.ids : t.is === 'all' ? clause.scene.shots.map((s) => s.id) : [],
  )
  const [first, second, ...more] = ids
  if (first === undefined) return null
  if (second === undefined)
    return whichShot(
      clause,
      `Swap ${shotsSaid(clause.scene, [first])} with which?`,
      (id) => [{ type: 'swap', a: first, b: id }],
      others(clause, [first]),
    )
  if (more.length > 0 || first === second) return ask('Swapping takes two shots. Say it as “swap shots 1 and 3”.', [])
  return wish([{ type: 'swap', a: first, b: second }], null)
}

function reversed({ scene }: Clause): Heard {
  const changes: readonly Change[] = scene.shots
    .slice(1)
    .map((s) => ({ type: 'move', shotIds: [s.id], to: { place: 'front' } }))
  return wish(changes, null)
}
