/** Puts what the clauses of a note say together to one reading. */
import type { Change, Reading } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { conflictIn } from './note-conflict.ts'
import { changesSaid, shotsSaid } from './note-say.ts'
import { type Heard, type Scene } from './note-scene.ts'

export function together(scene: Scene, heard: readonly Heard[]): Reading {
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
