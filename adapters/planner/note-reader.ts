/** Reads notes by rules: the English forms of revision. The same note gets the same reading; what is not understood is asked. */
import type { Change, Reading } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { ok } from '../../src/domain/result.ts'
import type { NoteReader, NoteRequest } from '../../src/ports/note-reader.ts'
import { choice } from './note-choice.ts'
import { clausesOf } from './note-clauses.ts'
import { content } from './note-content.ts'
import { conflictIn } from './note-conflict.ts'
import { length } from './note-length.ts'
import { markShots } from './note-marks.ts'
import { order } from './note-order.ts'
import { changesSaid, shotsSaid } from './note-say.ts'
import { ask, type Clause, type Form, type Heard, MARK, type Mark, type Scene, type Target } from './note-scene.ts'
import { saysShot } from './note-shot-words.ts'
import { isComparison, isPraise, isSocial, sparedIn, talkOf, toSomebody } from './note-talk.ts'
import { targetOf } from './note-targets.ts'
import { plainNote, withoutTypos } from './note-text.ts'
import { shotsAt } from './note-times.ts'
import { treat } from './note-treat.ts'
import { compared, unclear } from './note-unclear.ts'

export const createRuleNoteReader = (): NoteReader => ({
  async read(request) {
    request.signal.throwIfAborted()
    return ok(readNote(request))
  },
})

/** Longer notes are read so far. */
const MOST_CHARACTERS = 8_000

function readNote(request: NoteRequest): Reading {
  let scene = sceneOf(request)
  const plain = plainNote(request.text.slice(0, MOST_CHARACTERS))
  if (plain === '' || toSomebody(plain)) return { kind: 'talk' }
  const note = withoutTypos(plain.replaceAll(/(?:^|(?<=\n))\s*@?nora\s*[,:]\s*|@nora\b\s*/gi, ''), scene.words)
  const { text, marks } = markShots(note, scene)
  const named = [...new Set(marks.flatMap((m) => (m.target.is === 'shots' ? m.target.ids : [])))]
  const heard: Heard[] = []
  let previous: Target | null = null
  for (const clause of clausesOf(text)) {
    const one: Heard = hear({ text: clause, marks, previous, named, scene })
    heard.push(one)
    if (one.type === 'wish') scene = withLocks(scene, one.changes)
    previous = one.type === 'wish' ? one.about : (mentioned(clause, marks, scene, named) ?? previous)
  }
  return together(scene, heard)
}

function sceneOf({ plan, brief, takes, newestDelivery, shotIndex, timecodeSeconds }: NoteRequest): Scene {
  const { shots } = plan
  const words = [brief.title, brief.summary, brief.script ?? '', ...shots.map((s) => `${s.caption} ${s.prompt}`)].join(
    ' ',
  )
  const scene: Scene = { shots, fps: brief.fps, takes, newestDelivery, pointed: null, words: words.toLowerCase() }
  const shot = shotIndex === null ? undefined : shots[shotIndex]
  if (shot !== undefined) return { ...scene, pointed: [shot.id] }
  const at = timecodeSeconds === null ? null : shotsAt(scene, timecodeSeconds, timecodeSeconds)
  return at?.is === 'shots' ? { ...scene, pointed: at.ids } : scene
}

/** What the same note has locked or unlocked so far. */
function withLocks(scene: Scene, changes: readonly Change[]): Scene {
  const locks = changes.filter((c) => c.type === 'lock')
  if (locks.length === 0) return scene
  const lockOf = (id: ShotId) => locks.findLast((c) => c.shotIds.includes(id))?.locked
  return { ...scene, shots: scene.shots.map((s) => ({ ...s, locked: lockOf(s.id) ?? s.locked })) }
}

/** The more particular before the more general. */
const FORMS: readonly Form[] = [choice, length, content, order, treat]
const MUSING =
  /^(?:so |and |or |hmm,? |maybe )*(?:should (?:we|i|you)|shall we|do we (?:want|need)|what if|what about|how about|i wonder|do you think|would (?:it|§\d+) (?:look|work|feel|be (?:better|nicer))|wouldn't|we could|we might|might)\b/i

function hear(clause: Clause): Heard {
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

/** What a clause that asks for nothing speaks of: "shot 2 is lovely", "the lantern shot". */
function mentioned(text: string, marks: readonly Mark[], scene: Scene, named: readonly ShotId[]): Target | null {
  const phrase = text.match(/§\d+/g)?.join(' ') ?? /\bthe [\w' -]+? (?:shot|one|scene)\b/i.exec(text)?.[0]
  if (phrase === undefined || !(MARK.test(phrase) || saysShot(phrase))) return null
  const target = targetOf({ text, marks, previous: null, named, scene }, phrase)
  return target.is === 'shots' ? target : null
}

function together(scene: Scene, heard: readonly Heard[]): Reading {
  const wishes = heard.filter((h) => h.type === 'wish')
  const spared = heard.flatMap((h) => (h.type === 'spare' ? h.ids : []))
  const changes = wishes.flatMap((w) => sparingThese(w.changes, w.about?.is === 'all' ? spared : []))
  const remarks = [...new Set(wishes.flatMap((w) => w.remarks))]
  const [open, ...more] = heard.filter((h) => h.type === 'ask')
  const understood = changes.length === 0 ? '' : `I understood: ${changesSaid(scene, changes)}. `
  if (open !== undefined) {
    const answers = open.answers.map((a) =>
      a.changes.length === 0 ? a : { ...a, changes: [...changes, ...a.changes] },
    )
    const rest = changes.length === 0 ? [] : [{ label: 'Only what you understood', changes }]
    const text = `${understood}${[open, ...more].map((o) => o.text).join(' ')}`
    return {
      kind: 'unclear',
      question: {
        text,
        answers:
          more.length > 0 ? [...rest, ...answers.slice(-1)] : [...answers.slice(0, -1), ...rest, ...answers.slice(-1)],
      },
    }
  }
  const conflict = conflictIn(
    scene,
    wishes.map((w) => w.changes),
  )
  if (conflict !== null) return { kind: 'unclear', question: conflict }
  if (changes.length > 0) return { kind: 'changes', changes, remarks }
  const question = heard.find((h) => h.type === 'question')
  if (question !== undefined) return { kind: 'question', about: question.about }
  const free = spared.filter((id) => !scene.shots.some((s) => s.id === id && s.locked))
  if (free.length === 0) return { kind: 'talk' }
  const lock: Change = { type: 'lock', shotIds: free, locked: true }
  const text = `Shall I lock ${shotsSaid(scene, free)}, so that nothing changes ${free.length === 1 ? 'it' : 'them'}?`
  return {
    kind: 'unclear',
    question: {
      text,
      answers: [
        { label: `Lock ${shotsSaid(scene, free)}`, changes: [lock] },
        { label: 'Leave it', changes: [] },
      ],
    },
  }
}

const sparingThese = (changes: readonly Change[], ids: readonly ShotId[]): readonly Change[] =>
  changes
    .map((c) => ('shotIds' in c ? { ...c, shotIds: c.shotIds.filter((id) => !ids.includes(id)) } : c))
    .filter((c) => !('shotIds' in c) || c.shotIds.length > 0)
