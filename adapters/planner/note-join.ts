/** Wishes about how shots come into one another: "dissolve into shot 3", "hard cuts", "fade to black at the end". */
import type { Change } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import type { Transition } from '../../src/domain/shot.ts'
import { onShots } from './note-on-shots.ts'
import { candidate } from './note-say.ts'
import { ask, type Clause, type Form, type Heard, MARK, type Target, wish } from './note-scene.ts'
import { targetOf } from './note-targets.ts'

const NO =
  /\b(?:no|without(?: any| the)?|not|don't|do not|never|remove|drop|lose|get rid of|instead of|skip|kein(?:e|en)?|ohne|sans)\s+(?:\w+\s+){0,3}$/i

/** What is to be seen of the cut, and what is left of the words. */
const KINDS: readonly (readonly [RegExp, Transition])[] = [
  [
    /\b(?:hard|straight|clean|normal|plain|simple|harte?n?)\s+(?:cuts?|schnitte?n?)\b|\bcut (?:hard|straight)\b/i,
    'cut',
  ],
  [
    /\b(?:(?:cross|lap)[\s-]?)(?:dissolv(?:e|es|ing)|fad(?:e|es|ing))\b|\bdissolv(?:e|es|ing)\b|(?<!\p{L})überblend(?:en|ung|ungen)\b|\bfondus? enchaînés?(?!\p{L})/iu,
    'dissolve',
  ],
  [/\b(?:dips?|fades?|fading)\s+(?:to|through)\s+black\b|\bfad(?:e|es|ing)\b|\bschwarzblenden?\b/i, 'fade'],
]
const ENDS =
  /\bfad(?:e|es|ing)[\s-]*(?:out|to black)\b|\b(?:end|ends|ending|finish|close)\s+(?:it |the film )?(?:on|in|with)\s+(?:black|a black (?:screen|frame)|a fade(?:[\s-]?out)?(?: to black)?)\b|\b(?:abblende|schwarzblende)\b|\bfondu au noir\b/i
const STARTS =
  /\bfad(?:e|es|ing)[\s-]*(?:in|up)(?!to)\b|\bfad(?:e|es|ing)\s+from\s+black\b|\b(?:start|starts|open|opens|begin|begins)\s+(?:it |the film )?(?:on|in|from|with)\s+(?:black|a fade(?:[\s-]?in)?)\b|\baufblende\b/i
const AT_END =
  /\b(?:at|in|on|by)?\s*(?:the |its )?(?:very )?(?:end|ending|finish|close)\b|\bam (?:ende|schluss)\b|\bà la fin\b/i
const BETWEEN = /\b(?:between|from|zwischen|entre)\b/i
const EVERYWHERE =
  /\b(?:everywhere|throughout|all|every|each|between (?:the |all )?(?:shots|scenes|them)|shots|scenes|cuts|only|überall|partout)\b/i
const WORDS =
  /\b(?:slow|slowly|soft|softly|smooth|gentle|gently|long|a|an|the|use|using|do|make|let's|let|please|can|could|should|we|you|i|want|would|like|have|add|put|go|come|with|by|be|is|it|in|into|to|for|of|between|from|and|at|on|instead|not|no|don't|transitions?|there|through|over|throughout|everywhere|only|nice|one|as|cuts?|remove|drop|without|any|lose|get rid|mit|bitte|eine?n?|zu|auf)\b|[.!?,:]/gi

export const joins: Form = (clause) => {
  const { text, scene } = clause
  // Of colours and light: "the colours are faded", "fade the blues a bit".
  if (/\bfaded\b|\bfade\s+(?:the|its)\s+(?!shots|scenes|film|end|start)/i.test(text)) return null
  const ends = ENDS.exec(text)
  const [first, last] = [scene.shots[0], scene.shots.at(-1)]
  if (first === undefined || last === undefined) return null
  const isOff = (found: RegExpExecArray) => NO.test(text.slice(0, found.index))
  const named = targetOf(clause, left(text))
  if (ends !== null && !BETWEEN.test(text) && !/\binto\b/i.test(text)) {
    const said = MARK.test(text) && !AT_END.test(text) && named.is === 'shots' ? named.ids : [last.id]
    if (said.includes(last.id)) return onEnd(clause, last.id, !isOff(ends))
    // A shot that goes to black goes through it into the next.
    const next = said.flatMap((id) => scene.shots[scene.shots.findIndex((s) => s.id === id) + 1]?.id ?? [])
    return set(clause, { is: 'shots', ids: next }, isOff(ends) ? 'cut' : 'fade')
  }
  const starts = STARTS.exec(text)
  if (starts !== null && (named.is !== 'shots' || named.ids.includes(first.id)))
    return set(clause, { is: 'shots', ids: [first.id] }, isOff(starts) ? 'cut' : 'fade')
  return between(clause, named, isOff)
}

function between(clause: Clause, named: Target, isOff: (found: RegExpExecArray) => boolean): Heard | null {
  const { text, scene } = clause
  const found = KINDS.flatMap(([pattern, to]) => {
    const match = pattern.exec(text)
    return match === null ? [] : [{ to, match }]
  })
  // "hard cuts instead of dissolves"
  const [wanted] = found.filter(({ match }) => !isOff(match))
  const kind = wanted?.to ?? (found.length > 0 ? 'cut' : null)
  if (kind === null || !isWish(text, kind)) return null
  const ids = scene.shots.map((s) => s.id)
  const later = ids.slice(1)
  if (named.is === 'shots') {
    // "between shots 2 and 3" is about the way into the third.
    const pair = BETWEEN.test(text) && named.ids.length > 1
    const sorted = ids.filter((id) => named.ids.includes(id))
    const into = (pair ? sorted.slice(1) : sorted).filter((id) => kind !== 'dissolve' || id !== ids[0])
    if (into.length === 0)
      return ask('Nothing comes before the first shot that it could dissolve from. Shall it come from black?', [
        { label: 'Fade it in', changes: change('fade')(ids.slice(0, 1)) },
      ])
    return set(clause, { is: 'shots', ids: into }, kind)
  }
  if (later.length === 0) return ask('There is only one shot, so nothing comes between two.', [])
  if (
    named.is === 'all' ||
    named.is === 'others' ||
    EVERYWHERE.test(text) ||
    found.some(({ match }) => /s$|en$/i.test(match[0]))
  )
    return every(
      clause,
      later.filter((id) => named.is !== 'all' || !named.except.includes(id)),
      kind,
    )
  return ask('Into which shot?', [
    ...later.slice(0, 8).map((id) => ({ label: candidate(scene, id), changes: change(kind)([id]) })),
    { label: 'All of them', changes: change(kind)(later) },
  ])
}

/** All that are not locked. */
function every(clause: Clause, ids: readonly ShotId[], kind: Transition): Heard {
  const all = clause.scene.shots.map((s) => s.id)
  const except = all.filter((id) => !ids.includes(id))
  return onShots({ clause, target: { is: 'all', except, film: false }, otherwise: 'all', change: change(kind) })
}

const set = (clause: Clause, target: Target, kind: Transition): Heard =>
  onShots({ clause, target, otherwise: 'ask', change: change(kind) })

const change =
  (transition: Transition) =>
  (shotIds: readonly ShotId[]): readonly Change[] => [{ type: 'finish', shotIds, transition }]

const onEnd = (clause: Clause, id: ShotId, fadeOut: boolean): Heard =>
  wish([{ type: 'finish', shotIds: [id], fadeOut }], { is: 'shots', ids: [id] })

const left = (text: string): string =>
  [ENDS, STARTS, AT_END, ...KINDS.map(([pattern]) => pattern), WORDS]
    .reduce((rest, pattern) => rest.replaceAll(new RegExp(pattern.source, 'giu'), ' '), text)
    .trim()

/** Hard cuts are asked for by name; a thing that dissolves or fades in the picture is none of the cut's. */
const isWish = (text: string, kind: Transition): boolean =>
  kind === 'cut' ||
  !/\b(?:the|his|her|their|its)\s+(?!shots?\b|scenes?\b|film\b|cuts?\b|end\b|start\b|first\b|last\b|slow\b|soft\b|cross\b|dissolves?\b|fades?\b|transitions?\b|black\b|next\b)\w+\s+(?:\w+\s+)?(?:dissolv|fad)/i.test(
    text,
  )
