/** Renders an example brief end to end on the built-in renderer, with files made as the brief describes them. */
import { createReadStream } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { createMedia } from '../adapters/media/media.ts'
import type { App } from '../bin/build.ts'
import type { ExampleBrief } from '../examples/briefs/load.ts'
import type { BriefOptions } from '../src/domain/brief-request.ts'
import { type AssetId, DEFAULT_PROJECT, LOCAL_PERSON } from '../src/domain/ids.ts'
import type { PlanScore } from '../src/domain/shot-plan.ts'
import { writeTone } from './tone.ts'

export type Rendered = {
  readonly shots: number
  readonly renders: number
  /** Of the film as it was delivered. */
  readonly seconds: number
  readonly wantedSeconds: number
  readonly score: PlanScore | null
  readonly tookMs: number
}

export async function renderExample(
  app: App,
  example: ExampleBrief,
  o: { readonly folder: string; readonly options?: BriefOptions },
): Promise<Rendered> {
  const begun = performance.now()
  const assetIds = await keepFiles(app, example, o.folder)
  const taken = await app.nora.takeBrief({
    projectId: null,
    requesterId: LOCAL_PERSON,
    text: example.text,
    options: { ...example.options, script: example.script, ...o.options },
    assetIds,
    sessionId: null,
    idempotency: null,
  })
  if (!taken.ok) throw new Error(`${example.name}: ${JSON.stringify(taken.failure)}`)
  const { id, durationSeconds: wantedSeconds } = taken.value
  const over = new AbortController()
  let seconds = 0
  for await (const { event } of app.nora.followBrief(id, 0, over.signal)) {
    if (event.type === 'Failed' || event.type === 'Refused')
      throw new Error(`${example.name}: ${JSON.stringify(event.failure)}`)
    if (event.type === 'StageChanged' && event.to === 'plan-review') throw new Error(`${example.name} waits for Go`)
    if (event.type === 'Delivered') seconds = event.durationSeconds
    if (event.type === 'Delivered') break
  }
  over.abort()
  const read = await app.nora.readBrief(id)
  if (!read.ok) throw new Error(`${example.name} is gone`)
  return {
    shots: read.value.plan?.shots.length ?? 0,
    renders: read.value.takes.filter((t) => t.outcome === 'rendered').length,
    seconds,
    wantedSeconds,
    score: read.value.plan?.score ?? null,
    tookMs: performance.now() - begun,
  }
}

async function keepFiles(app: App, example: ExampleBrief, folder: string): Promise<readonly AssetId[]> {
  const ids: AssetId[] = []
  for (const file of example.files) {
    const made = await makeFile(file, folder)
    const kept = await app.nora.keepAsset({
      projectId: DEFAULT_PROJECT,
      personId: LOCAL_PERSON,
      name: file.name,
      source: createReadStream(made),
      category: file.category,
    })
    if (!kept.ok) throw new Error(`${file.name}: ${JSON.stringify(kept.failure)}`)
    ids.push(kept.value.id)
  }
  return ids
}

/** Footage is small, as nothing of it but its length matters here. */
const FOOTAGE = { size: { width: 320, height: 180 }, fps: 12 }

async function makeFile(file: ExampleBrief['files'][number], folder: string): Promise<string> {
  const out = path.join(folder, file.name)
  const { width = 640, height = 360, durationSeconds = 1 } = file
  if (file.mime.startsWith('audio/')) writeTone(out, durationSeconds)
  if (file.mime.startsWith('image/')) await picture(out, width, height)
  if (!file.mime.startsWith('video/')) return out
  const still = `${out}.png`
  await picture(still, FOOTAGE.size.width, FOOTAGE.size.height)
  const media = createMedia({ log: { info() {}, warn() {}, error() {} } })
  const frames = Math.round(durationSeconds * FOOTAGE.fps)
  const made = await media.animatic({ still, ...FOOTAGE, frames, move: 'push-in', caption: null, mark: null, out })
  await media.stop()
  if (!made.ok) throw new Error(`${file.name}: ${made.failure.reason}`)
  return out
}

/** A horizon in two colours. */
async function picture(out: string, width: number, height: number): Promise<void> {
  const ground = { create: { width, height: Math.floor(height / 3), channels: 3, background: '#4a4030' } } as const
  const sky = sharp({ create: { width, height, channels: 3, background: '#7a94b0' } })
  await sky.composite([{ input: ground, gravity: 'south' }]).toFile(out)
}
