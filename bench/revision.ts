/** How much a revision renders: one of eight shots changed renders one, everything that only cuts anew renders none. */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { build, type App } from '../bin/build.ts'
import { parseConfig } from '../bin/config.ts'
import { type BriefId, DEFAULT_PROJECT, LOCAL_PERSON } from '../src/domain/ids.ts'
import type { Figure } from './figure.ts'
import { writeTone } from './tone.ts'

const SHOTS = 8
/** Said one after the other to one film; `null` is the new voice-over. */
const NOTES: readonly (readonly [what: string, text: string | null, renders: number])[] = [
  ['content of one shot', 'shot 4 should show a lighthouse', 1],
  ['finish of one shot', 'shot 2 darker', 0],
  ['a finish rendered instead', 'render shot 2 darker', 1],
  ['finish of all', 'all warmer, a bit slower', 0],
  ['re-order', 'swap shots 1 and 8', 0],
  ['trim', 'trim a quarter of a second off the end of shot 3', 0],
  ['drop', 'drop the last shot', 0],
  ['a new voice-over', null, 0],
  ['back to an earlier delivery', 'back to delivery 1', 0],
]

export async function benchRevision(): Promise<readonly Figure[]> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'nora-bench-'))
  const app = await build(parseConfig({ NORA_HOME: home, NORA_PORT: '0' }, home), { log: 'file' })
  try {
    await app.work()
    const taken = await app.nora.takeBrief({
      projectId: null,
      requesterId: LOCAL_PERSON,
      text: `A harbour at dawn, then the boats leave. ${SHOTS} seconds, ${SHOTS} shots`,
      options: { size: '256x144', fps: 12 },
      assetIds: [],
      sessionId: null,
      idempotency: null,
    })
    if (!taken.ok) throw new Error(JSON.stringify(taken.failure))
    const { id } = taken.value
    await delivery(app, id, 1)
    const figures: Figure[] = []
    for (const [what, text, bar] of NOTES) {
      const before = await renders(app, id)
      await (text === null ? newVoice(app, id, home) : note(app, id, text))
      await delivery(app, id, figures.length + 2)
      const figure = (await renders(app, id)) - before
      figures.push({ what: `renders of ${SHOTS}: ${what}`, figure, bar: `${bar}`, holds: figure === bar })
    }
    return figures
  } finally {
    await app.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

async function note(app: App, briefId: BriefId, text: string): Promise<void> {
  const said = { briefId, personId: LOCAL_PERSON, text, deliveryNo: null, shotIndex: null, timecodeSeconds: null }
  const noted = await app.nora.takeNote(said)
  if (!noted.ok || noted.value.became !== 'note') throw new Error(`"${text}" is no note: ${JSON.stringify(noted)}`)
  const began = await app.nora.startRevision({ briefId, personId: LOCAL_PERSON })
  if (!began.ok) throw new Error(JSON.stringify(began.failure))
}

async function newVoice(app: App, briefId: BriefId, home: string): Promise<void> {
  const file = path.join(home, 'voice.wav')
  writeTone(file, 2)
  const kept = await app.nora.keepAsset({
    projectId: DEFAULT_PROJECT,
    personId: LOCAL_PERSON,
    name: 'voice.wav',
    source: createReadStream(file),
    category: 'voiceover',
  })
  if (!kept.ok) throw new Error(JSON.stringify(kept.failure))
  const begun = await app.nora.newVoiceover({ briefId, personId: LOCAL_PERSON, assetId: kept.value.id })
  if (!begun.ok) throw new Error(JSON.stringify(begun.failure))
}

async function delivery(app: App, briefId: BriefId, number: number): Promise<void> {
  const stop = new AbortController()
  for await (const { event } of app.nora.followBrief(briefId, 0, stop.signal)) {
    if (event.type === 'Failed' || event.type === 'Refused') throw new Error(JSON.stringify(event.failure))
    if (event.type === 'Delivered' && event.deliveryNo === number) break
  }
  stop.abort()
}

async function renders(app: App, briefId: BriefId): Promise<number> {
  const read = await app.nora.readBrief(briefId)
  return read.ok ? read.value.takes.filter((t) => t.outcome === 'rendered').length : 0
}
