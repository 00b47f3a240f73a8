/** Which briefs stand beside this file, each as a request for a plan and with an answer that was written by hand. */
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { ASSET_CATEGORIES, type Asset } from '../../src/domain/asset.ts'
import { type BriefOptions, resolveRequest } from '../../src/domain/brief-request.ts'
import type { Brief } from '../../src/domain/brief.ts'
import { DEFAULT_PROJECT, LOCAL_PERSON, makeId } from '../../src/domain/ids.ts'
import { DEFAULT_SETTINGS, NO_LOOK } from '../../src/domain/project.ts'
import type { WorkflowFacts } from '../../src/domain/workflow.ts'
import type { PlanRequest } from '../../src/ports/planner.ts'

const zFile = z.strictObject({
  name: z.string(),
  mime: z.string(),
  category: z.enum(ASSET_CATEGORIES),
  width: z.number().optional(),
  height: z.number().optional(),
  durationSeconds: z.number().optional(),
  fps: z.number().optional(),
  hasAudio: z.boolean().default(false),
})

const zExample = z.strictObject({
  name: z.string(),
  kind: z.string(),
  language: z.string(),
  text: z.string(),
  script: z.string().optional(),
  options: z.custom<BriefOptions>().default({}),
  /** Described only: whoever renders a brief makes files of this kind and length. */
  files: z.array(zFile),
  handwrittenAnswer: z.strictObject({ note: z.string(), answer: z.json() }),
})
export type ExampleBrief = z.output<typeof zExample>

/** By name. */
export const exampleBriefs = (): readonly ExampleBrief[] =>
  readdirSync(new URL('.', import.meta.url))
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => zExample.parse(JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))))

const EPOCH = new Date(0)
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** As Nora would take it with an ordinary project's settings. */
export function exampleRequest(example: ExampleBrief, workflows: readonly WorkflowFacts[]): PlanRequest {
  const assets = example.files.map((file, n): Asset => ({
    id: makeId('asset', uuid(n + 1)),
    projectId: DEFAULT_PROJECT,
    scope: 'cinematics',
    bytes: 1,
    sha256: String(n).padStart(64, '0'),
    storageKey: file.name,
    provenance: { from: 'upload' },
    createdAt: EPOCH,
    ...file,
    width: file.width ?? null,
    height: file.height ?? null,
    durationSeconds: file.durationSeconds ?? null,
    fps: file.fps ?? null,
  }))
  const voice = assets.find((a) => a.category === 'voiceover')
  const resolved = resolveRequest({
    text: example.text,
    options: example.options,
    settings: DEFAULT_SETTINGS,
    files: assets.map((a) => ({ assetId: a.id, name: a.name })),
    scriptText: example.script ?? null,
    voiceoverSeconds: voice?.durationSeconds ?? null,
    workflows: workflows.map((w) => w.name),
  })
  if (!resolved.ok) throw new Error(`${example.name}: ${resolved.failure.type}`)
  const brief: Brief = {
    ...resolved.value,
    id: makeId('brief', uuid(1)),
    projectId: DEFAULT_PROJECT,
    requesterId: LOCAL_PERSON,
    noraSessionId: null,
    state: { stage: 'planning' },
    version: 1,
    planVersion: 0,
    deliveryCount: 0,
    llmNotes: null,
    outputAssetIds: [],
    createdAt: EPOCH,
    updatedAt: EPOCH,
    queuedAt: null,
    bumpedAt: null,
  }
  return {
    brief,
    look: NO_LOOK,
    assets,
    workflows,
    model: null,
    transcriptionModel: null,
    faults: [],
    signal: new AbortController().signal,
  }
}
