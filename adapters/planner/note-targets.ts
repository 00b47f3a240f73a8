/** Which shots does a phrase mean? */
import { byNumbers } from './note-marks.ts'
import { type Clause, spoken, type Target } from './note-scene.ts'
import { saysMany, saysNothing, shotsByWords } from './note-shot-words.ts'

const PRONOUN = /\b(?:it|this|that|them|these|those|here|there|this (?:one|shot|scene)|that (?:one|shot|scene))\b/i

const BARE_NUMBERS = /^(?:nos?\.?\s*|numbers?\s*)?\d{1,3}(?:\s*(?:,|and|&|-|to|\s)\s*\d{1,3})*$/i

/** What the phrase names; `none` when it names nothing. */
export function targetOf(clause: Clause, phrase: string): Target {
  const { scene } = clause
  const text = phrase.replaceAll(/^[\s,:;.!?-]+|[\s,:;.!?-]+$/g, '').replaceAll(/\s+/g, ' ')
  const marks = [...text.matchAll(/§(\d+)/g)].map((m) => clause.marks[Number(m[1])]?.target ?? NONE)
  const words = text.replaceAll(/§\d+/g, ' ')
  if (marks.length > 0) {
    const except = /\b(?:but|except(?: for)?|besides|apart from|other than|not)\b/i.exec(text)
    const whole = joined(clause, marks, except !== null)
    // "all the lantern shots"
    const many = whole.is === 'all' && saysMany(words) ? shotsByWords(scene, words) : []
    return many.length > 0 ? { is: 'shots', ids: many } : whole
  }
  if (BARE_NUMBERS.test(text)) return byNumbers(text, scene)
  if (saysNothing(text.replaceAll(new RegExp(PRONOUN, 'gi'), ' '))) return pointedAt(clause, PRONOUN.test(text))
  return byWords(clause, text)
}

const NONE: Target = { is: 'none' }

function joined(clause: Clause, targets: readonly Target[], except: boolean): Target {
  const asked = targets.find((t) => t.is === 'ask')
  if (asked !== undefined) return asked
  const ids = [...new Set(targets.flatMap((t) => (t.is === 'shots' ? t.ids : [])))]
  const all = targets.find((t) => t.is === 'all')
  if (targets.some((t) => t.is === 'others')) return { is: 'all', except: clause.named, film: false }
  if (all === undefined) return { is: 'shots', ids }
  // "in the whole film, shot 2 …" means the shot.
  return ids.length > 0 && !except ? { is: 'shots', ids } : { ...all, except: ids }
}

function pointedAt(clause: Clause, said: boolean): Target {
  if (clause.previous !== null) return clause.previous
  if (clause.scene.pointed !== null) return { is: 'shots', ids: clause.scene.pointed }
  const [only, ...more] = clause.scene.shots
  if (said && only !== undefined && more.length === 0) return { is: 'shots', ids: [only.id] }
  return NONE
}

function byWords(clause: Clause, phrase: string): Target {
  const ids = shotsByWords(clause.scene, phrase)
  const words = spoken(phrase, clause.marks)
  if (ids.length === 1 || (ids.length > 1 && saysMany(phrase))) return { is: 'shots', ids }
  if (ids.length > 1) return { is: 'ask', why: `“${words}” fits ${ids.length} shots.`, among: ids }
  return { is: 'ask', why: `I find no shot for “${words}”.`, among: clause.scene.shots.map((s) => s.id) }
}
