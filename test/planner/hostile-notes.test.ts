/** Does no answer of a model to a note, however bad, change a shot that nobody mentioned, or make anything fall over? */
import { expect, test } from 'vitest'
import { createModelNoteReader } from '../../adapters/planner/model-note-reader.ts'
import { createRuleNoteReader } from '../../adapters/planner/note-reader.ts'
import type { Reading } from '../../src/domain/change.ts'
import { fingerprint } from '../../src/domain/fingerprint.ts'
import { makeId } from '../../src/domain/ids.ts'
import { revise } from '../../src/domain/revise.ts'
import type { Shot } from '../../src/domain/shot.ts'
import type { NoteRequest } from '../../src/ports/note-reader.ts'
import { createPlainModel } from '../fakes/plain-model.ts'
import { chance, hostileAnswer, type Lies } from './hostile-answers.ts'
import { noteRequest } from './note-reading.ts'

/** About shot 2 alone, in words that the rules do not know. */
const NOTES: readonly (readonly [note: string, change: object])[] = [
  ['Einstellung 2 mit mehr Gischt', { type: 'content', shots: [2], add: 'spray', framing: 'wide' }],
  ['plan 2 un peu fade', { type: 'finish', shots: [2], saturationFactor: 1.3, exposure: 0.5 }],
  ['Bild 2: ein Adler', { type: 'content', shots: [2], replaceFrom: 'gull', replaceTo: 'eagle' }],
  ['la toma 2 otra vez', { type: 'reroll', shots: [2] }],
  ['Szene 2 kürzen auf drei Sekunden', { type: 'shot-length', shots: [2], seconds: 3 }],
]

const LIES: Lies = {
  type: [
    'content',
    'finish',
    'swap',
    'drop',
    'reroll',
    'move',
    'lock',
    'use-take',
    'shot-length',
    'film-length',
    'back-to',
    'approve',
  ],
  shots: [[1], [2], [1, 2, 3, 4, 5], [2, 4], [0], [9], [2.5], []],
  kind: ['changes', 'unclear', 'talk', 'question', 'settings'],
  show: ['fire everywhere', '<b>@all</b>', 'embedding:evil'],
  add: ['rain', 'https://evil.example/x'],
  exposure: [-9, -1, 0, 2, 50],
  seconds: [-1, 0, 2, 5000],
  place: ['front', 'end', 'before', 'nowhere'],
  deliveryNo: [0, 1, 2, 3],
  said: ['alles', '2', 'Die Welt', ''],
}

const reviseBy = ({ brief, plan, takes }: NoteRequest, reading: Extract<Reading, { kind: 'changes' }>) => {
  let made = 0
  const next = () => `00000000-0000-4000-9000-${String((made += 1)).padStart(12, '0')}`
  const print = (shot: Shot) => fingerprint(shot, brief, (id) => id)
  const own: Shot[] = plan.shots.map((s) => ({ ...s, fingerprint: print(s) }))
  const from = { brief, plan: { ...plan, shots: own }, takes, planOf: () => null, fingerprint: print }
  const revised = revise(
    { ...from, newShotId: () => makeId('shot', next()), newSeed: () => 7_000 + made },
    reading.changes,
  )
  return { before: own, after: revised.ok ? revised.value.shots : own }
}

test('300 answers to notes about one shot leave the others as they are', async () => {
  const model = createPlainModel()
  const reader = createModelNoteReader({ client: model.client, model: 'm', rules: createRuleNoteReader() })
  const below = chance(11)
  const faults: string[] = []
  const kinds = new Map<string, number>()
  for (let n = 0; n < 300; n++) {
    const [note, change] = NOTES[n % NOTES.length] ?? ['', {}]
    const good = { kind: 'changes', about: null, changes: [{ said: note, place: null, ...change }], question: null }
    model.will(hostileAnswer(good, below, LIES), hostileAnswer(good, below, LIES))
    const request = noteRequest(note)
    const read = await reader.read(request)
    if (!read.ok) throw new Error(read.failure.reason)
    kinds.set(read.value.kind, (kinds.get(read.value.kind) ?? 0) + 1)
    if (/https?:|<|embedding:|@\w/i.test(JSON.stringify(read.value))) faults.push(`${n}: ${JSON.stringify(read.value)}`)
    if (read.value.kind !== 'changes') continue
    const { before, after } = reviseBy(request, read.value)
    for (const shot of before.filter((_, at) => at !== 1)) {
      const now = after.find((s) => s.id === shot.id)
      // One take more or less is no matter here: what is shown, and for how long, is.
      const same =
        now !== undefined &&
        JSON.stringify({ ...now, index: 0 }) === JSON.stringify({ ...shot, index: 0, currentTakeId: now.currentTakeId })
      if (!same) faults.push(`${n} ${note}: shot ${shot.index + 1} by ${JSON.stringify(read.value.changes)}`)
    }
  }
  expect(faults).toEqual([])
  expect(kinds.get('changes')).toBeGreaterThan(60)
  expect(kinds.get('talk')).toBeGreaterThan(20)
})
