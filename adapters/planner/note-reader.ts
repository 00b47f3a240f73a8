/** Reads notes by rules: the English forms of revision. The same note gets the same reading; what is not understood is asked. */
import type { Change, Reading } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { ok } from '../../src/domain/result.ts'
import type { NoteReader, NoteRequest } from '../../src/ports/note-reader.ts'
import { clausesOf } from './note-clauses.ts'
import { hear } from './note-hear.ts'
import { markShots } from './note-marks.ts'
import { type Heard, type Mark, MARK, type Scene, type Target } from './note-scene.ts'
import { saysShot } from './note-shot-words.ts'
import { toSomebody } from './note-talk.ts'
import { targetOf } from './note-targets.ts'
import { plainNote, withoutTypos } from './note-text.ts'
import { shotsAt } from './note-times.ts'
import { together } from './note-together.ts'

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
  const sentences = plain.split(/(?<=[.!?])\s+|\n/)
  if (sentences[0] === undefined || toSomebody(sentences[0])) return { kind: 'talk' }
  const forNora = sentences.filter((sentence) => !toSomebody(sentence)).join('\n')
  const note = withoutTypos(forNora.replaceAll(/^\s*@?nora\s*[,:]\s*|@nora\b\s*/gim, ''), scene.words)
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

export function sceneOf({ plan, brief, takes, newestDelivery, shotIndex, timecodeSeconds }: NoteRequest): Scene {
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

/** What a clause that asks for nothing speaks of: "shot 2 is lovely", "the lantern shot". */
function mentioned(text: string, marks: readonly Mark[], scene: Scene, named: readonly ShotId[]): Target | null {
  const phrase = text.match(/§\d+/g)?.join(' ') ?? /\bthe [\w' -]+? (?:shot|one|scene)\b/i.exec(text)?.[0]
  if (phrase === undefined || !(MARK.test(phrase) || saysShot(phrase))) return null
  const target = targetOf({ text, marks, previous: null, named, scene }, phrase)
  return target.is === 'shots' ? target : null
}
