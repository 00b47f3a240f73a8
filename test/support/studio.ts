/** The whole of Nora as `bin/build.ts` composes it, on a database and a folder of its own, for tests of the story. */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build, type App } from '../../bin/build.ts'
import { parseConfig } from '../../bin/config.ts'
import type { Asset } from '../../src/domain/asset.ts'
import type { Brief } from '../../src/domain/brief.ts'
import type { BriefOptions } from '../../src/domain/brief-request.ts'
import type { LoggedEvent } from '../../src/domain/event.ts'
import { type BriefId, DEFAULT_PROJECT, LOCAL_PERSON } from '../../src/domain/ids.ts'
import { isResting } from '../../src/domain/lifecycle.ts'
import { createDatabase } from './database.ts'

/** Small and short, so that a film takes a second. */
export const SMALL: BriefOptions = { size: '256x144', fps: 12 }

export type Studio = {
  /** Builds it again on the same database and folder, as a restart does. */
  open(env?: Readonly<Record<string, string>>): Promise<App>
  readonly home: string
  readonly databaseUrl: string
  close(): Promise<void>
}

export async function createStudio(): Promise<Studio> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'nora-studio-'))
  const databaseUrl = await createDatabase()
  const open: App[] = []
  return {
    home,
    databaseUrl,
    async open(env = {}) {
      const app = await build(
        parseConfig({ NORA_HOME: home, DATABASE_URL: databaseUrl, NORA_PORT: '0', ...env }, home),
        { log: 'file' },
      )
      open.push(app)
      return app
    },
    async close() {
      await Promise.all(open.map((app) => app.stop()))
      rmSync(home, { recursive: true, force: true })
    },
  }
}

export const example = (name: string): string => path.join(import.meta.dirname, '../../examples', name)

export async function keep(app: App, file: string): Promise<Asset> {
  const kept = await app.nora.keepAsset({
    projectId: DEFAULT_PROJECT,
    personId: LOCAL_PERSON,
    name: path.basename(file),
    source: createReadStream(file),
    category: null,
  })
  if (!kept.ok) throw new Error(`not kept: ${JSON.stringify(kept.failure)}`)
  return kept.value
}

export const ask = (app: App, text: string, options: BriefOptions = SMALL, assets: readonly Asset[] = []) =>
  app.nora.takeBrief({
    projectId: null,
    requesterId: LOCAL_PERSON,
    text,
    options,
    assetIds: assets.map((a) => a.id),
    sessionId: null,
    idempotency: null,
  })

export async function taken(
  app: App,
  text: string,
  options: BriefOptions = SMALL,
  assets: readonly Asset[] = [],
): Promise<Brief> {
  const brief = await ask(app, text, options, assets)
  if (!brief.ok) throw new Error(`not taken: ${JSON.stringify(brief.failure)}`)
  return brief.value
}

/** The log up to and including the first event for which `reached` says yes. */
export async function until(
  app: App,
  briefId: BriefId,
  reached: (e: LoggedEvent) => boolean,
): Promise<readonly LoggedEvent[]> {
  const stop = new AbortController()
  const log: LoggedEvent[] = []
  for await (const event of app.nora.followBrief(briefId, 0, stop.signal)) {
    log.push(event)
    if (reached(event)) break
  }
  stop.abort()
  return log
}

export const atRest = ({ event }: LoggedEvent): boolean => event.type === 'StageChanged' && isResting(event.to)

export async function inFull(app: App, briefId: BriefId) {
  const read = await app.nora.readBrief(briefId)
  if (!read.ok) throw new Error(`not there: ${JSON.stringify(read.failure)}`)
  return read.value
}
