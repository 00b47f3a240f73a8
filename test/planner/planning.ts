/** What planner tests share: briefs, files and the workflows of an ordinary host. */
import { type BriefOptions, resolveRequest } from '../../src/domain/brief-request.ts'
import type { Asset, AssetCategory } from '../../src/domain/asset.ts'
import type { Brief } from '../../src/domain/brief.ts'
import { DEFAULT_PROJECT, LOCAL_PERSON, makeId } from '../../src/domain/ids.ts'
import { DEFAULT_SETTINGS, NO_LOOK, type ProjectLook } from '../../src/domain/project.ts'
import type { WorkflowFacts } from '../../src/domain/workflow.ts'
import type { PlanRequest } from '../../src/ports/planner.ts'

const EPOCH = new Date(0)

const TAKES = {
  nothing: [],
  pictures: ['subject', 'style', 'start-frame', 'end-frame'],
  footage: ['footage'],
} as const

export const workflow = (name: string, change: Partial<WorkflowFacts> = {}): WorkflowFacts => ({
  name,
  title: name,
  makes: 'clip',
  needs: 'nothing',
  takes: TAKES[change.needs ?? 'nothing'],
  canLoop: false,
  nativeFps: 8,
  frames: { min: 8, max: 160, step: 1, offset: 0 },
  size: { multipleOf: 8, maxPixels: 768 * 768 },
  models: [],
  nodes: [],
  smaller: null,
  slots: {},
  ...change,
})

/** In the catalogue's order. */
export const WORKFLOWS: readonly WorkflowFacts[] = [
  workflow('animatediff-short-loop', { canLoop: true }),
  workflow('ipadapter-animatic', { needs: 'pictures' }),
  workflow('img2img-motion-remix', { needs: 'footage' }),
  workflow('ipadapter-storyboard', { needs: 'pictures', makes: 'still' }),
]

export const file = (name: string, n: number, change: Partial<Asset> = {}): Asset => {
  const video = /\.(?:mp4|mov)$/.test(name)
  const category: AssetCategory = video ? 'footage' : 'reference'
  return {
    id: makeId('asset', `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
    projectId: DEFAULT_PROJECT,
    category,
    scope: 'cinematics',
    name,
    mime: video ? 'video/mp4' : 'image/jpeg',
    bytes: 1,
    sha256: '0'.repeat(64),
    storageKey: name,
    width: 1600,
    height: 900,
    durationSeconds: video ? 20 : null,
    fps: video ? 25 : null,
    hasAudio: false,
    provenance: { from: 'upload' },
    createdAt: EPOCH,
    ...change,
  }
}

export type Given = {
  readonly text?: string
  readonly options?: BriefOptions
  readonly files?: readonly Asset[]
  readonly workflows?: readonly WorkflowFacts[]
  readonly look?: Partial<ProjectLook>
  /** Of the project's look, beside the brief's own. */
  readonly lookFiles?: readonly Asset[]
}

export function planRequest(given: Given): PlanRequest {
  const { files = [], workflows = WORKFLOWS, lookFiles = [] } = given
  const resolved = resolveRequest({
    text: given.text ?? '',
    options: given.options ?? {},
    settings: DEFAULT_SETTINGS,
    files: files.map((f) => ({ assetId: f.id, name: f.name })),
    scriptText: null,
    voiceoverSeconds: null,
    workflows: [...workflows.map((w) => w.name), given.options?.workflow ?? ''],
  })
  if (!resolved.ok) throw new Error(resolved.failure.type)
  const brief: Brief = {
    ...resolved.value,
    id: makeId('brief', '00000000-0000-4000-8000-000000000001'),
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
    queuedAt: null,
    bumpedAt: null,
    updatedAt: EPOCH,
  }
  const look = { ...NO_LOOK, references: lookFiles.map((f) => f.id), ...given.look }
  return {
    brief,
    look,
    assets: [...files, ...lookFiles],
    workflows,
    model: null,
    transcriptionModel: null,
    faults: [],
    signal: new AbortController().signal,
  }
}
