/** Wishes to render what the cut would only come near to: "render shot 2 darker", "reshoot the lantern shot in slow motion". */
import { askedAnew } from '../../src/domain/approximation.ts'
import type { Change } from '../../src/domain/change.ts'
import { camerasIn } from './note-camera.ts'
import { gradesIn } from './note-grade.ts'
import { onShots } from './note-on-shots.ts'
import { type Form, type Heard, spoken } from './note-scene.ts'
import { targetOf } from './note-targets.ts'
import { treat } from './note-treat.ts'

const ANEW =
  /^(?:(?:please|pls|can|could|would|will|you|we|let's|let us|just|maybe|perhaps|then|and|also|now|ok|okay|nora|i'd like (?:you )?to|i want (?:you )?to|have)[\s,]+)*(?:re-?render|render|re-?shoot|shoot|re-?do|re-?make)\b\s+(.+)$/i

const AGAIN = /[\s,]*\b(?:again|anew|once more|from scratch|afresh|instead|but)\b[\s,]*/gi

/** "render shot 2 with more fog". */
const WITH =
  /^(.*?)\s+(?:with|in|under)\s+(?!(?:a |an |another |other |new |fresh |different )*(?:seeds?|takes?|try)\b)(.+)$/i

export const anew: Form = (clause) => {
  const said = ANEW.exec(clause.text.replace(/[\s.!?]+$/, ''))?.[1]
  if (said === undefined) return null
  const rest = said.replaceAll(AGAIN, ' ').trim()
  const text = spoken(clause.text, clause.marks)
  if (gradesIn(rest).grades.length > 0 || camerasIn(rest).cameras.length > 0) {
    const heard = treat({ ...clause, text: rest })
    return heard === null ? null : rendered(heard, text)
  }
  const [, where, add] = WITH.exec(rest) ?? []
  if (where === undefined || add === undefined) return null
  const target = targetOf(clause, where)
  // "render the film in 9:16" speaks of files.
  if (target.is === 'ask' || target.is === 'none' || (target.is === 'all' && target.film) || /\d/.test(add)) return null
  return onShots({
    clause,
    target,
    otherwise: 'ask',
    change: (shotIds) => [{ type: 'content', shotIds, add: spoken(add, clause.marks), text }],
  })
}

function rendered(heard: Heard, text: string): Heard {
  const all = (changes: readonly Change[]): readonly Change[] =>
    changes.map((change) =>
      change.type === 'finish'
        ? { type: 'content', shotIds: change.shotIds, instead: askedAnew(change), text }
        : change,
    )
  if (heard.type === 'wish') return { ...heard, changes: all(heard.changes) }
  if (heard.type !== 'ask') return heard
  return { ...heard, answers: heard.answers.map((a) => ({ ...a, changes: all(a.changes) })) }
}
