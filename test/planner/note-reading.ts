/** What tests of notes share: a film of five shots, and a line that says what a note was read as. */
import { createRuleNoteReader } from '../../adapters/planner/note-reader.ts'
import type { Change, Reading } from '../../src/domain/change.ts'
import { makeId, type ShotId } from '../../src/domain/ids.ts'
import { type Framing, NO_DIRECTION, PLAIN_FINISH, type Shot } from '../../src/domain/shot.ts'
import { BY_RULES } from '../../src/domain/shot-plan.ts'
import type { Take } from '../../src/domain/take.ts'
import type { NoteRequest } from '../../src/ports/note-reader.ts'
import { planRequest } from './planning.ts'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const shotId = (n: number): ShotId => makeId('shot', uuid(n))

/** 20 seconds at 24 fps: shots begin at 0, 5, 9, 13 and 16 s. */
const SHOTS: readonly (readonly [caption: string, framing: Framing, seconds: number])[] = [
  ['A boat leaves the harbour at dawn', 'wide', 5],
  ['A gull circles the mast', 'medium', 4],
  ['A paper lantern drifts over the still lake', 'full', 4],
  ['Two children run along the beach', 'medium', 3],
  ['The old lighthouse sends its beam', 'close-up', 4],
]

const shotsOf = (locked: readonly number[]): readonly Shot[] =>
  SHOTS.map(([caption, framing, seconds], index) => ({
    id: shotId(index + 1),
    index,
    prompt: `${caption}, a still morning by the sea, 35mm lens`,
    negative: '',
    caption,
    cameraMove: 'static',
    lens: '35mm',
    framing,
    durationFrames: seconds * 24,
    references: [],
    direction: NO_DIRECTION,
    workflow: 'animatediff-short-loop',
    models: {},
    strengths: {},
    seed: index,
    loop: false,
    finish: PLAIN_FINISH,
    locked: locked.includes(index + 1),
    fingerprint: '',
    currentTakeId: null,
  }))

/** One take each, two of shot 3, and one more that failed. */
const TAKES: readonly Take[] = [1, 2, 3, 3, 4, 5, 5].map((shot, at) => ({
  id: makeId('take', uuid(at)),
  briefId: makeId('brief', uuid(1)),
  shotId: shotId(shot),
  planVersion: 1,
  fingerprint: '',
  host: 'previz',
  promptId: uuid(at),
  attempt: 1,
  load: null,
  payload: null,
  outcome: at === 6 ? 'failed' : 'rendered',
  gpuMs: 1,
  assetId: null,
  failure: null,
  createdAt: new Date(0),
  endedAt: new Date(0),
}))

export type Where = {
  /** Counted from 1, as people do. */
  readonly shot?: number
  readonly seconds?: number
  readonly locked?: readonly number[]
}
/** Message, the line that it must be read as, and what the person pointed at. */
export type Said = readonly [message: string, read: string, where?: Where]

const FILM = planRequest({ text: 'A boat, a gull, a lantern, children and a lighthouse by the sea. 20 seconds' }).brief
const reader = createRuleNoteReader()

export function noteRequest(text: string, where: Where = {}): NoteRequest {
  const shots = shotsOf(where.locked ?? [])
  return {
    text,
    brief: { ...FILM, fps: 24 },
    plan: {
      briefId: FILM.id,
      version: 2,
      author: 'rules',
      rationale: '',
      treatment: null,
      provenance: BY_RULES,
      score: null,
      estimateGpuSeconds: 0,
      guessedGpuSeconds: 0,
      shots,
      createdAt: new Date(0),
    },
    takes: TAKES,
    newestDelivery: 2,
    shotIndex: where.shot === undefined ? null : where.shot - 1,
    timecodeSeconds: where.seconds ?? null,
    model: null,
    signal: new AbortController().signal,
  }
}

export async function readingOf(text: string, where?: Where): Promise<Reading> {
  const read = await reader.read(noteRequest(text, where))
  if (!read.ok) throw new Error(read.failure.reason)
  return read.value
}

export const lineOf = async (text: string, where?: Where): Promise<string> =>
  lineOfReading(await readingOf(text, where))

export function lineOfReading(reading: Reading): string {
  switch (reading.kind) {
    case 'talk':
      return 'talk'
    case 'question':
      return `question ${reading.about}`
    case 'changes':
      return [changesLine(reading.changes), ...reading.remarks].join(' // ')
    case 'unclear':
      return `ask ${reading.question.answers.map((a) => `[${a.label}: ${changesLine(a.changes)}]`).join(' ')}`
  }
}

const changesLine = (changes: readonly Change[]): string =>
  changes.length === 0 ? '-' : changes.map(changeLine).join('; ')

const NUMBERS = new Map(SHOTS.map((_, i) => [String(shotId(i + 1)), i + 1]))

/** Shots by their numbers; everything but the note's own words. */
function changeLine(change: Change): string {
  const written = Object.entries(change)
    .filter(([key]) => key !== 'type' && key !== 'text')
    .map(([key, value]) => (key === 'shotIds' ? JSON.stringify(value) : `${key}=${JSON.stringify(value)}`))
  const plain = [change.type, ...written]
    .join(' ')
    .replaceAll(/[[\]"{}]/g, '')
    .replaceAll(/(place|shotId|from):/g, '$1 ')
    .replaceAll('to:', 'to ')
  return plain.replaceAll(/sht_[0-9a-f]{32}/g, (id) => String(NUMBERS.get(id)))
}
