/** Full examples of every noun, with no field at its default, so that a lost column shows. */
import { randomUUID } from 'node:crypto'
import type { Asset } from '../../src/domain/asset.ts'
import type { Brief } from '../../src/domain/brief.ts'
import { type Delivery, FILM } from '../../src/domain/delivery.ts'
import { type BriefId, type IdName, makeId, type ProjectId, type ShotId } from '../../src/domain/ids.ts'
import type { Person, Project } from '../../src/domain/project.ts'
import type { Shot } from '../../src/domain/shot.ts'
import type { ShotPlan } from '../../src/domain/shot-plan.ts'
import type { ProjectWorkflow } from '../../src/domain/workflow-document.ts'
import type { Take } from '../../src/domain/take.ts'
import type { Store } from '../../src/ports/store.ts'

export const newId = <N extends IdName>(name: N) => makeId(name, randomUUID())

/** `n` seconds after some morning, with milliseconds that must survive. */
export const second = (n: number): Date => new Date(Date.UTC(2026, 10, 22, 9, 0, n, 123))

export const aPerson = (): Person => ({ id: newId('person'), name: 'Ines Ördög' })

export const aProject = (o: Partial<Project> = {}): Project => ({
  id: newId('project'),
  name: 'Lantern film',
  settings: {
    quorum: 2,
    gate: 'always',
    autoGoGpuMinutes: 12.5,
    monthlyGpuMinutes: 900,
    defaultWorkflow: 'animatediff-short-loop',
    fps: 25,
    size: { width: 640, height: 360 },
    plannerModel: 'm',
    notesModel: 'n',
    transcriptionModel: 't',
    reviewTask: false,
    previews: true,
    retentionDays: 30,
  },
  look: {
    styleTags: ['noir', '墨'],
    promptAddition: 'grain',
    negativeAddition: 'text',
    references: [newId('asset')],
    loras: [{ name: 'ink.safetensors', strength: 0.7 }],
    models: [{ slot: 'checkpoint', file: 'ink.safetensors', style: 'noir' }],
  },
  createdAt: second(0),
  ...o,
})

export const anAsset = (projectId: ProjectId, o: Partial<Asset> = {}): Asset => ({
  id: newId('asset'),
  projectId,
  category: 'reference',
  scope: 'cinematics',
  name: "a lantern's “light”.jpg",
  mime: 'image/jpeg',
  bytes: 2 ** 31 - 1,
  sha256: 'ab'.repeat(32),
  storageKey: 'ab/abab',
  width: 1920,
  height: 1080,
  durationSeconds: 1.25,
  fps: 23.976,
  hasAudio: true,
  provenance: { from: 'upload', personId: newId('person'), seed: 2 ** 53 - 1 },
  createdAt: second(1),
  ...o,
})

export const aBrief = (project: Project, requester: Person, o: Partial<Brief> = {}): Brief => ({
  id: newId('brief'),
  projectId: project.id,
  requesterId: requester.id,
  noraSessionId: 'slack:T1:C1:17.5',
  title: 'Lantern',
  summary: 'A paper lantern\'s drift; \\ {curly} "quoted"',
  script: 'INT. LAKE\nThe wind rises.',
  assetIds: [newId('asset'), newId('asset')],
  durationSeconds: 12.5,
  fps: 24,
  size: { width: 768, height: 432 },
  tone: 'melancholic',
  styleTags: ['ink, dry', 'dusk'],
  shotCount: 3,
  loop: true,
  deliverables: [
    FILM,
    { kind: 'film', size: { width: 432, height: 768 }, container: 'webm', audio: false, fit: 'pad' },
  ],
  workflow: 'wan22',
  gate: 'always',
  state: { stage: 'planning' },
  version: 1,
  planVersion: 0,
  deliveryCount: 0,
  llmNotes: 'careful with hands',
  outputAssetIds: [],
  createdAt: second(2),
  queuedAt: second(5),
  bumpedAt: second(6),
  updatedAt: second(3),
  ...o,
})

export const aShot = (index: number, o: Partial<Shot> = {}): Shot => ({
  id: newId('shot'),
  index,
  prompt: 'a lantern',
  negative: 'blur',
  caption: 'The lantern drifts',
  cameraMove: 'push-in',
  lens: '35mm',
  framing: 'wide',
  durationFrames: 48,
  references: [{ assetId: newId('asset'), role: 'footage', fromSeconds: 1.5 }],
  direction: { scene: 'The lake', lighting: 'dusk', art: 'paper', why: 'it opens' },
  workflow: 'ipadapter-animatic',
  models: { checkpoint: 'dream.safetensors' },
  strengths: { lora_strength: 0.75 },
  seed: 2 ** 53 - 1,
  loop: true,
  finish: {
    exposure: 0.5,
    temperature: -0.25,
    saturation: 0,
    speed: 2,
    inSeconds: 0.1,
    cutFrames: null,
    transition: 'dissolve',
    fadeOut: true,
  },
  locked: true,
  fingerprint: randomUUID(),
  currentTakeId: null,
  ...o,
})

export const aPlan = (briefId: BriefId, version: number, shots: readonly Shot[]): ShotPlan => ({
  briefId,
  version,
  author: 'model',
  rationale: 'far to near',
  treatment: {
    artDirection: 'paper and water',
    characters: [{ name: 'Ines', looks: 'a grey coat' }],
    scenes: [{ name: 'The lake', place: 'a lake', light: 'dusk' }],
  },
  provenance: {
    model: 'm',
    promptVersion: 'v1',
    sent: [{ assetId: newId('asset'), how: 'keyframes' }],
    transcript: { assetId: newId('asset'), model: 't', text: 'One more morning.', why: null },
    attempts: 2,
    tokens: 900,
    fellBack: 'it refused',
  },
  score: { coverage: 100, continuity: 90, adherence: 80, feasibility: 70, faults: ['dark'] },
  estimateGpuSeconds: 90.5,
  guessedGpuSeconds: 30.25,
  shots,
  createdAt: second(4),
})

export const aTake = (briefId: BriefId, shotId: ShotId, o: Partial<Take> = {}): Take => ({
  id: newId('take'),
  briefId,
  shotId,
  planVersion: 1,
  fingerprint: 'f1',
  host: 'http://gpu-1:8188',
  promptId: randomUUID(),
  attempt: 1,
  load: { frames: 16, width: 768, height: 432, steps: 20, isAnimatic: false },
  payload: { '3': { class_type: 'KSampler', inputs: { seed: 5, model: ['4', 0] } } },
  outcome: 'submitting',
  gpuMs: null,
  assetId: null,
  failure: null,
  createdAt: second(5),
  endedAt: null,
  ...o,
})

export const aWorkflow = (projectId: ProjectId, by: Person['id'], name: string): ProjectWorkflow => ({
  projectId,
  document: {
    name,
    title: 'Tusche 墨',
    graph: {
      '1': {
        class_type: 'CLIPTextEncode',
        inputs: { text: 'a lantern', clip: ['2', 0] },
        _meta: { title: 'positive' },
      },
      '2': { class_type: 'SaveImage', inputs: { filename_prefix: 'x', images: ['1', 0] }, _meta: { title: 'output' } },
    },
    output: 'output',
    slots: {
      positive: { type: 'text', into: ['positive.text'], unset: 'refused' },
      frames: { type: 'integer', into: ['a.b'], unset: 'keep', min: 5, max: 81, multipleOf: 4, plus: 1 },
      from_seconds: { type: 'number', into: ['a.c'], unset: { like: 'frames' }, min: 0.5, max: 9, times: 8 },
    },
    facts: {
      makes: 'still',
      needs: 'pictures',
      takes: ['subject', 'end-frame'],
      canLoop: true,
      nativeFps: 12.5,
      frames: { min: 5, max: 81, step: 4, offset: 1 },
      size: { multipleOf: 16, maxPixels: 400_000 },
      models: [
        { slot: 'lora', folder: 'loras', file: 'ink.safetensors', equivalents: ['i.pt'], nodeClass: 'L', input: 'l' },
      ],
      smaller: { scale: 0.5, slots: { window: 8 } },
    },
  },
  by,
  at: second(11),
})

export const aDelivery = (briefId: BriefId, film: Asset, poster: Asset, o: Partial<Delivery> = {}): Delivery => ({
  id: newId('delivery'),
  briefId,
  number: 1,
  planVersion: 1,
  filmAssetId: film.id,
  posterAssetId: poster.id,
  proxyAssetId: null,
  variants: [
    {
      assetId: film.id,
      name: 'lantern_v01_9x16.mov',
      deliverable: { kind: 'film', size: { width: 9, height: 16 }, container: 'mov', audio: false, fit: 'pad' },
    },
  ],
  createdAt: second(6),
  ...o,
})

/** Project, person and a brief in it with a plan of two shots, stored. */
export async function storeBrief(store: Store, change: Partial<Brief> = {}) {
  const project = aProject()
  const person = aPerson()
  const brief = aBrief(project, person, change)
  const shots = [aShot(0), aShot(1)] as const
  await store.transact(async (tx) => {
    await tx.insertProject(project)
    await tx.ensurePerson(person)
    await tx.insertBrief(brief)
    await tx.insertPlan(aPlan(brief.id, 1, shots))
  })
  return { project, person, brief, shots }
}
