/** Wishes that put one thing in the place of another: "replace the bird with an owl in the second one". */
import type { Change } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { onShots, whichShot } from './note-on-shots.ts'
import { type Clause, type Heard, MARK, shotOf } from './note-scene.ts'
import { asWritten } from './note-shot-words.ts'
import { targetOf } from './note-targets.ts'
import { article, IN, say } from './note-phrases.ts'

const REPLACE: readonly (readonly [RegExp, 1 | 2])[] = [
  [
    new RegExp(
      String.raw`\b(?:replace|swap(?: out)?|exchange|substitute|switch)\s+(.+?)\s+(?:with|for|by)\s+(.+?)${IN}$`,
      'i',
    ),
    1,
  ],
  [new RegExp(String.raw`\b(?:change|turn|make)\s+((?!§|it\b|this\b).+?)\s+(?:to|into)\s+(.+?)${IN}$`, 'i'), 1],
  [
    new RegExp(
      String.raw`^(the\s+(?:[\w'-]+\s+){0,2}?[\w'-]+)\s+(?:should|must|needs to|has to)\s+(?:rather\s+)?be\s+(an?\s+.+?)${IN}$`,
      'i',
    ),
    1,
  ],
  [
    new RegExp(
      String.raw`^(?:.*?\b(?:want|like|use|show|prefer|make it|have|be|put)\s+)?((?:an?|the)\s+.+?)\s+instead of\s+(.+?)${IN}$`,
      'i',
    ),
    2,
  ],
  [new RegExp(String.raw`\binstead of\s+(.+?)\s*,?\s+(?:show |use |put )?((?:an?|the)\s+.+?)${IN}$`, 'i'), 1],
]

export function replace(clause: Clause, text: string): Heard | null {
  for (const [pattern, order] of REPLACE) {
    const match = pattern.exec(text)
    if (match === null) continue
    const [first = '', second = ''] = [match[1], match[2]]
    const from = article(order === 1 ? first : second)
    const to = article(order === 1 ? second : first)
    if (MARK.test(from) || MARK.test(to) || /^\d|^(?:time|date|plan|subject|topic)\b/i.test(from)) continue
    const { shots } = clause.scene
    const target = match[3] === undefined ? ({ is: 'none' } as const) : targetOf(clause, match[3])
    const having = shots.filter((s) => asWritten(s, from) !== null).map((s) => s.id)
    const change = (ids: readonly ShotId[]): readonly Change[] => exchange(clause, ids, from, to)
    if (target.is !== 'none') return onShots({ clause, target, otherwise: 'ask', change })
    if (having.length === 0)
      return whichShot(clause, `No shot’s words have “${from}”. Where shall I show ${to} instead?`, (id) =>
        change([id]),
      )
    const rest = shots.map((s) => s.id).filter((id) => !having.includes(id))
    return onShots({ clause, target: { is: 'all', except: rest, film: false }, otherwise: 'ask', change })
  }
  return null
}

/** In the words of each shot; where it has none of them, the new thing is added. */
function exchange(clause: Clause, ids: readonly ShotId[], from: string, to: string): readonly Change[] {
  const groups = Map.groupBy(ids, (id) => asWritten(shotOf(clause.scene, id), from))
  return [...groups].map(([written, shotIds]) =>
    written === null
      ? { ...say(clause), shotIds, add: `${to} instead of ${from}` }
      : { ...say(clause), shotIds, replace: { from: written, to } },
  )
}
