/** A film to revise: four shots, delivered once, with the takes it was rendered in. */
import type { Brief } from '../../src/domain/brief.ts'
import type { Change } from '../../src/domain/change.ts'
import { fingerprint } from '../../src/domain/fingerprint.ts'
import { type AssetId, makeId, type ShotId } from '../../src/domain/ids.ts'
import { revise } from '../../src/domain/revise.ts'
import type { Revised, ReviseFrom } from '../../src/domain/revision.ts'
import { NO_DIRECTION, PLAIN_FINISH, type Shot } from '../../src/domain/shot.ts'
import { BY_RULES, type ShotPlan } from '../../src/domain/shot-plan.ts'
import { setupWords } from '../../src/domain/shot-words.ts'
import type { Take } from '../../src/domain/take.ts'

export const FPS = 24
const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
export const shotId = (n: number): ShotId => makeId('shot', uuid(n))
export const assetId = (n: number): AssetId => makeId('asset', uuid(n))
const briefId = makeId('brief', uuid(1))
const AT = new Date(0)

export const print = (shot: Shot): string =>
  fingerprint(shot, { fps: FPS, size: { width: 768, height: 432 } }, (id) => id)

const SETUPS = [
  { framing: 'wide', lens: '24mm', cameraMove: 'push-in', beat: 'A bird sits on a wire' },
  { framing: 'close-up', lens: '85mm', cameraMove: 'static', beat: 'A lantern drifts over the lake' },
  { framing: 'medium', lens: '50mm', cameraMove: 'pan-right', beat: 'The wind rises' },
  { framing: 'wide', lens: '24mm', cameraMove: 'pull-out', beat: 'The light goes out' },
] as const

/** Shot n of 1 … count, two seconds long. */
export function shot(n: number, change: Partial<Shot> = {}): Shot {
  const { beat, ...setup } = SETUPS[(n - 1) % SETUPS.length] ?? SETUPS[0]
  const made: Shot = {
    id: shotId(n),
    index: n - 1,
    prompt: `${beat}, harbour, ${setupWords(setup)}, noir, 35mm film grain`,
    negative: 'blurry, text',
    caption: beat,
    ...setup,
    durationFrames: 48,
    references: [],
    direction: NO_DIRECTION,
    workflow: 'animatediff-short-loop',
    models: { checkpoint: 'a' },
    strengths: {},
    seed: n,
    loop: false,
    finish: PLAIN_FINISH,
    locked: false,
    fingerprint: '',
    currentTakeId: null,
    ...change,
  }
  return { ...made, fingerprint: print(made) }
}

let made = 0
function takeOf(s: Shot): Take {
  made += 1
  return {
    id: makeId('take', uuid(1000 + made)),
    briefId,
    shotId: s.id,
    planVersion: 1,
    fingerprint: s.fingerprint,
    host: 'previz',
    promptId: uuid(made),
    attempt: 1,
    load: null,
    payload: {},
    outcome: 'rendered',
    gpuMs: 1,
    assetId: assetId(1000 + made),
    failure: null,
    createdAt: AT,
    endedAt: AT,
  }
}

export const planOf = (shots: readonly Shot[], version = 1): ShotPlan => ({
  briefId,
  version,
  author: 'rules',
  rationale: '',
  treatment: null,
  provenance: BY_RULES,
  score: null,
  estimateGpuSeconds: 0,
  guessedGpuSeconds: 0,
  shots,
  createdAt: AT,
})

export type Film = ReviseFrom & { readonly deliveries: readonly ShotPlan[] }

/** Every shot rendered, the film delivered. */
export function film(shots: readonly Shot[] = [1, 2, 3, 4].map((n) => shot(n))): Film {
  const bare: Film = {
    brief: BRIEF,
    plan: planOf(shots),
    takes: [],
    deliveries: [],
    planOf: () => null,
    newShotId: () => shotId((nextId += 1)),
    newSeed: () => (nextId += 1),
    fingerprint: print,
  }
  return rendered(bare)
}
let nextId = 100

/** What becomes of a film: shots without a take are rendered, and it is delivered. */
export function rendered(from: Film): Film {
  const takes = from.plan.shots.filter((s) => s.currentTakeId === null).map(takeOf)
  const shots = from.plan.shots.map((s) => ({
    ...s,
    currentTakeId: s.currentTakeId ?? takes.find((t) => t.shotId === s.id)?.id ?? null,
  }))
  const deliveries = [...from.deliveries, { ...from.plan, shots }]
  return {
    ...from,
    plan: { ...from.plan, shots },
    takes: [...from.takes, ...takes],
    deliveries,
    brief: { ...from.brief, deliveryCount: deliveries.length },
    planOf: (n) => deliveries[n - 1] ?? null,
  }
}

/** The film after a revision, rendered and delivered. */
export const next = (from: Film, ...changes: readonly Change[]): Film =>
  rendered({ ...from, plan: planOf(revised(from, ...changes).shots, from.plan.version + 1) })

export function revised(from: Film, ...changes: readonly Change[]): Revised {
  const result = revise(from, changes)
  if (!result.ok) throw new Error(result.failure.reason)
  return result.value
}

export function refused(from: Film, ...changes: readonly Change[]): string {
  const result = revise(from, changes)
  if (result.ok) throw new Error('it was revised')
  return result.failure.reason
}

const BRIEF: Brief = {
  id: briefId,
  projectId: makeId('project', uuid(2)),
  requesterId: makeId('person', uuid(3)),
  title: 'The Lantern',
  summary: 'A lantern',
  script: null,
  assetIds: [],
  durationSeconds: 8,
  fps: FPS,
  size: { width: 768, height: 432 },
  tone: null,
  styleTags: ['noir'],
  shotCount: null,
  loop: false,
  deliverables: [],
  workflow: null,
  gate: null,
  noraSessionId: null,
  state: { stage: 'revising', planVersion: 1, deliveryNo: 1 },
  version: 1,
  planVersion: 1,
  deliveryCount: 0,
  llmNotes: null,
  outputAssetIds: [],
  createdAt: AT,
  queuedAt: null,
  bumpedAt: null,
  updatedAt: AT,
}
