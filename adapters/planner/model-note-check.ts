/** Turns a model's whole answer to a note into a reading, or says what is wrong with it, one sentence a fault. */
import type { Change, Question, Reading } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import type { Read } from './model-turns.ts'
import { issuesSaid } from './model-form.ts'
import { changeOf } from './model-note-changes.ts'
import { type ChangeForm, noteForm } from './model-note-form.ts'
import { beyondReach, type Reach, reachOf } from './model-note-reach.ts'
import { modelText } from './model-text.ts'
import { changesSaid, shotsSaid } from './note-say.ts'
import type { Scene } from './note-scene.ts'

const MAX_CHANGES = 20
const MAX_ANSWERS = 4
const MAX_QUESTION = 240
const MAX_LABEL = 60

export function readNoteAnswer(json: unknown, scene: Scene, note: string): Read<Reading> {
  const parsed = noteForm.safeParse(json)
  if (!parsed.success) return { ok: false, errors: issuesSaid(parsed.error) }
  const { kind, about, changes, question } = parsed.data
  switch (kind) {
    case 'talk':
      return { ok: true, value: { kind } }
    case 'question':
      return about === null ? { ok: false, errors: ['`about` is missing.'] } : { ok: true, value: { kind, about } }
    case 'changes': {
      const reach = reachOf(note, scene)
      const made = changesOf(changes ?? [], scene, note, reach)
      if (!made.ok) return made
      const locked = lockedIn(made.value, scene)
      if (locked.some((id) => reach.named.includes(id)))
        return { ok: true, value: { kind: 'unclear', question: unlocking(made.value, locked, scene) } }
      const remarks = [`I read that as: ${changesSaid(scene, made.value)}.`, ...staying(locked, scene)]
      return { ok: true, value: { kind, changes: made.value, remarks } }
    }
    case 'unclear':
      return question === null ? { ok: false, errors: ['`question` is missing.'] } : questionOf(question, scene, note)
  }
}

function changesOf(said: readonly ChangeForm[], scene: Scene, note: string, reach: Reach): Read<readonly Change[]> {
  if (said.length === 0) return { ok: false, errors: ['`changes` is empty.'] }
  if (said.length > MAX_CHANGES)
    return { ok: false, errors: [`There are ${said.length} changes; ${MAX_CHANGES} at most.`] }
  const errors: string[] = []
  const changes: Change[] = []
  for (const [at, one] of said.entries()) {
    const made = changeOf(one, scene, note)
    const beyond = made.ok ? beyondReach(made.value, reach, scene) : null
    if (made.ok && beyond === null) changes.push(made.value)
    else errors.push(`Change ${at + 1}: ${made.ok ? beyond : made.failure}`)
  }
  return errors.length === 0 ? { ok: true, value: changes } : { ok: false, errors }
}

/** In an answer all shots may be named: it is the person who chooses it. */
function questionOf(
  {
    text,
    answers,
  }: { readonly text: string; readonly answers: readonly { label: string; changes: readonly ChangeForm[] }[] },
  scene: Scene,
  note: string,
): Read<Reading> {
  const asked = modelText(text, MAX_QUESTION)
  if (asked === '') return { ok: false, errors: ['`question.text` says nothing.'] }
  const wishes = answers.filter((a) => a.changes.length > 0)
  if (wishes.length === 0 || wishes.length > MAX_ANSWERS)
    return { ok: false, errors: [`\`question\` needs one to ${MAX_ANSWERS} answers with changes.`] }
  const errors: string[] = []
  const offered: Question['answers'][number][] = []
  for (const [at, answer] of wishes.entries()) {
    const made = changesOf(answer.changes, scene, note, { named: [], maybe: [], all: true })
    if (!made.ok) errors.push(...made.errors.map((error) => `Answer ${at + 1}: ${error}`))
    else
      offered.push({ label: modelText(answer.label, MAX_LABEL) || changesSaid(scene, made.value), changes: made.value })
  }
  if (errors.length > 0) return { ok: false, errors }
  const question = { text: asked, answers: [...offered, { label: 'Leave it', changes: [] }] }
  return { ok: true, value: { kind: 'unclear', question } }
}

function lockedIn(changes: readonly Change[], scene: Scene): readonly ShotId[] {
  const touched = changes.flatMap((c) => ('shotIds' in c && c.type !== 'lock' && c.type !== 'move' ? c.shotIds : []))
  return scene.shots.filter((s) => s.locked && touched.includes(s.id)).map((s) => s.id)
}

const staying = (ids: readonly ShotId[], scene: Scene): readonly string[] =>
  ids.length === 0
    ? []
    : [
        `${shotsSaid(scene, ids, true)} ${ids.length === 1 ? 'is locked and stays as it is' : 'are locked and stay as they are'}.`,
      ]

/** A shot that was locked and is named all the same. */
function unlocking(changes: readonly Change[], ids: readonly ShotId[], scene: Scene): Question {
  const shots = shotsSaid(scene, ids)
  return {
    text: `${shotsSaid(scene, ids, true)} ${ids.length === 1 ? 'is' : 'are'} locked. Unlock for this: ${changesSaid(scene, changes)}?`,
    answers: [
      { label: `Unlock ${shots}`, changes: [{ type: 'lock', shotIds: ids, locked: false }, ...changes] },
      { label: 'Leave it', changes: [] },
    ],
  }
}
