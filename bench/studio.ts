/** A whole Nora on ComfyUI servers of a bench, and films for her to make. */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type App, build } from '../bin/build.ts'
import { parseConfig } from '../bin/config.ts'
import type { BriefOptions } from '../src/domain/brief-request.ts'
import { type AssetId, type BriefId, DEFAULT_PROJECT, LOCAL_PERSON } from '../src/domain/ids.ts'
import type { Project } from '../src/domain/project.ts'
import type { BriefEvent } from '../src/domain/event.ts'

export type BenchStudio = {
  readonly app: App
  readonly folder: string
  keep(file: string): Promise<AssetId>
  film(text: string, o?: { readonly options?: BriefOptions; readonly assetIds?: readonly AssetId[] }): Promise<BriefId>
  /** Settles at the first event that is meant. */
  until(id: BriefId, is: (e: BriefEvent) => boolean): Promise<void>
  pause(hosts: readonly string[], pause: boolean): Promise<void>
  prefer(models: Project['look']['models']): Promise<void>
}

export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nora-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function withStudio<T>(
  folder: string,
  urls: readonly string[],
  work: (studio: BenchStudio) => Promise<T>,
): Promise<T> {
  const config = { NORA_HOME: path.join(folder, 'nora'), NORA_PORT: '0', COMFYUI_URLS: urls.join(',') }
  const app = await build(parseConfig(config, folder), { log: 'file' })
  try {
    await app.work()
    return await work(studioOf(app, folder))
  } finally {
    await app.stop()
  }
}

const studioOf = (app: App, folder: string): BenchStudio => ({
  app,
  folder,
  async keep(file) {
    const kept = await app.nora.keepAsset({
      projectId: DEFAULT_PROJECT,
      personId: LOCAL_PERSON,
      name: path.basename(file),
      source: createReadStream(file),
      category: null,
    })
    if (!kept.ok) throw new Error(JSON.stringify(kept.failure))
    return kept.value.id
  },
  async film(text, { options = {}, assetIds = [] } = {}) {
    const taken = await app.nora.takeBrief({
      projectId: null,
      requesterId: LOCAL_PERSON,
      text,
      options: { size: '256x144', fps: 12, gate: 'never', ...options },
      assetIds,
      sessionId: null,
      idempotency: null,
    })
    if (!taken.ok) throw new Error(JSON.stringify(taken.failure))
    return taken.value.id
  },
  async until(id, is) {
    const stop = new AbortController()
    for await (const { event } of app.nora.followBrief(id, 0, stop.signal)) {
      if (event.type === 'Failed') throw new Error(JSON.stringify(event.failure))
      if (is(event)) break
    }
    stop.abort()
  },
  async prefer(models) {
    const change = { look: { models } }
    const changed = await app.nora.changeProject({ projectId: DEFAULT_PROJECT, personId: LOCAL_PERSON, change })
    if (!changed.ok) throw new Error(JSON.stringify(changed.failure))
  },
  async pause(hosts, pause) {
    for (const host of hosts) {
      const paused = await app.nora.pauseHost({ host, personId: LOCAL_PERSON, pause })
      if (!paused.ok) throw new Error(JSON.stringify(paused.failure))
    }
  },
})

export const shooting = (e: BriefEvent): boolean => e.type === 'StageChanged' && e.to === 'shooting'
export const shot = (e: BriefEvent): boolean => e.type === 'StageChanged' && e.to === 'cutting'
