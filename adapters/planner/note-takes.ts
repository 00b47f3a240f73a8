/** Wishes for another picture of the same shot: a take that exists, or a new one. */
import type { ShotId } from '../../src/domain/ids.ts'
import type { Take } from '../../src/domain/take.ts'
import { onShots, whichShot } from './note-on-shots.ts'
import { shotsSaid } from './note-say.ts'
import { ask, type Clause, type Heard, MARK, type Scene, shotOf } from './note-scene.ts'
import { saysShot } from './note-shot-words.ts'
import { targetOf } from './note-targets.ts'
import { ordinal, RANK } from './note-versions.ts'

const TAKE = new RegExp(
  String.raw`\btakes?\s*(?:no\.?|number|#)?\s*(\d{1,3}|one|two|three|four|five)\b|\b(?:the\s+)?(${RANK}|1st|2nd|3rd)\s+take\b`,
  'i',
)

const REROLL =
  /\b(?:re-?roll|re-?do|re-?render|re-?generate|re-?shoot|roll)\b\s*(.*)$|\b(?:another|a new|a fresh|one more|a different|new)\s+(?:take|try|version|attempt|go|variation|seed)s?(?:\s+(?:of|for|at|on|with))?\s*(.*)$|\b(?:try|have another go at|give)\s+(.*?)\s*(?:again|once more|another (?:go|try|shot|chance))\b|\bagain for (.+)$|^(§\d+)\s+again\b/i

export function takeOf(clause: Clause): Heard | null {
  const { text, scene } = clause
  const match = TAKE.exec(text)
  if (match === null || /\b(?:another|new|more)\s+takes?\b/i.test(text)) return null
  if (!MARK.test(text) && !/\b(?:use|back to|choose|pick|go with|prefer|want|switch to|take take)\b/i.test(text))
    return null
  const said = (match[1] ?? match[2] ?? '').toLowerCase()
  const marks = /§\d+/.exec(text)?.[0]
  const phrase = marks ?? /\b(?:of|for|in|on)\s+(.+)$/i.exec(text.replace(match[0], ''))?.[1] ?? ''
  const target = targetOf(clause, phrase)
  const use = (id: ShotId) => [{ type: 'use-take', shotId: id, takeNo: takeNo(scene, id, said) } as const]
  if (target.is === 'shots' && target.ids.length === 1 && target.ids[0] !== undefined) {
    const [id] = target.ids
    const n = takeNo(scene, id, said)
    const takes = takesOf(scene, id)
    if (n >= 1 && n <= takes.length) return onShots({ clause, target, otherwise: 'ask', change: () => use(id) })
    const shot = shotsSaid(scene, [id], true)
    const count = takes.length === 1 ? 'has one take' : `has ${takes.length === 0 ? 'no' : takes.length} takes`
    return ask(
      `${shot} ${count}.${takes.length > 0 ? ' Which one shall I use?' : ''}`,
      takes.slice(-5).map((take) => ({
        label: `Take ${takes.indexOf(take) + 1}`,
        changes: [{ type: 'use-take', shotId: id, takeNo: takes.indexOf(take) + 1 }],
      })),
    )
  }
  if (target.is === 'ask' && target.among.length < scene.shots.length)
    return whichShot(clause, `${target.why} Take ${said} of which shot?`, use, target.among)
  const having = scene.shots
    .map((s) => s.id)
    .filter((id) => takeNo(scene, id, said) >= 1 && takeNo(scene, id, said) <= takesOf(scene, id).length)
  return whichShot(
    clause,
    `${target.is === 'ask' ? `${target.why} ` : ''}Of which shot shall I use take ${said}?`,
    use,
    having,
  )
}

const takesOf = (scene: Scene, id: ShotId): readonly Take[] =>
  scene.takes.filter((t) => t.shotId === id && t.outcome === 'rendered')

function takeNo(scene: Scene, id: ShotId, said: string): number {
  const takes = takesOf(scene, id)
  const current = takes.findIndex((t) => t.id === shotOf(scene, id).currentTakeId) + 1 || takes.length
  if (/^(?:previous|prior|earlier|other)$/.test(said)) return current - 1
  if (said === 'last') return takes.length
  return said === 'original' ? 1 : ordinal(said)
}

export function reroll(clause: Clause): Heard | null {
  const match = REROLL.exec(clause.text.replaceAll(/\b(?:please|pls)\b|[.!?]+$/gi, '').trim())
  const bare =
    /^(?:please )?(?:try |do it |once more |one more time|and )?(?:once more|again)(?: please)?[.!?]*$/i.test(
      clause.text,
    )
  if (match === null && !bare) return null
  const what = match?.slice(1).find((g) => g !== undefined) ?? ''
  const phrase = what.replace(
    /\b(?:with|using) (?:a )?(?:new|another|different|fresh) seeds?\b|\bagain$|\bonce more\b/i,
    '',
  )
  const target = targetOf(clause, phrase)
  // "try the bakery again" speaks of something else.
  if (
    target.is === 'ask' &&
    !MARK.test(phrase) &&
    !saysShot(phrase) &&
    target.among.length === clause.scene.shots.length &&
    !/^(?:\d|shot)/i.test(phrase)
  )
    return null
  return onShots({ clause, target, otherwise: 'ask', change: (shotIds) => [{ type: 'reroll', shotIds }] })
}
