/** What is one clause: talk, a question, a shot to spare, a wish of some form, or something to ask about? */
import { anew } from './note-anew.ts'
import { colour } from './note-colour.ts'
import { choice } from './note-choice.ts'
import { content } from './note-content.ts'
import { joins } from './note-join.ts'
import { length } from './note-length.ts'
import { order } from './note-order.ts'
import { changesSaid } from './note-say.ts'
import { ask, type Clause, type Form, type Heard, MARK } from './note-scene.ts'
import { isComparison, isPraise, isSocial, sparedIn, talkOf } from './note-talk.ts'
import { targetOf } from './note-targets.ts'
import { treat } from './note-treat.ts'
import { compared, unclear } from './note-unclear.ts'

/** The more particular before the more general. */
const FORMS: readonly Form[] = [anew, joins, colour, choice, length, content, order, treat]

const MUSING =
  /^(?:so |and |or |hmm,? |maybe )*(?:should (?:we|i|you)|shall we|do we (?:want|need)|what if|what about|how about|i wonder|do you think|would (?:it|§\d+) (?:look|work|feel|be (?:better|nicer))|wouldn't|we could|we might|might)\b/i

export function hear(clause: Clause): Heard {
  const { text, scene } = clause
  const spared = sparedIn(text)
  if (spared !== null) return sparing(clause, spared)
  const talk = talkOf(clause)
  if (talk !== null) return talk
  if (isPraise(text)) return { type: 'talk' }
  const why = /^(?:\w+ )?(?:why|how come)\b/i.test(text)
  const heard = (why ? null : firstOf(clause)) ?? (isSocial(text, scene) ? null : unclear(clause)) ?? { type: 'talk' }
  // What names no shot and speaks of lunch is no half-understood note.
  if (heard.type === 'ask' && !MARK.test(text) && isSocial(text, scene)) return { type: 'talk' }
  if (heard.type === 'wish' && isComparison(text)) return compared(clause, heard.changes)
  if (heard.type !== 'wish' || !MUSING.test(text)) return heard
  return ask(`Shall I do this: ${changesSaid(scene, heard.changes)}?`, [{ label: 'Do it', changes: heard.changes }])
}

function firstOf(clause: Clause): Heard | null {
  for (const form of FORMS) {
    const heard = form(clause)
    if (heard !== null) return heard
  }
  return null
}

function sparing(clause: Clause, phrase: string): Heard {
  const target = targetOf(clause, phrase)
  if (target.is === 'shots') return { type: 'spare', ids: target.ids }
  return target.is === 'all' ? { type: 'spare', ids: [] } : { type: 'talk' }
}
