/** Two processes on one database and one host: one drives it, the other takes over, and nothing is rendered twice. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMedia } from '../../adapters/media/media.ts'
import { NO_FAULTS } from '../../adapters/previz/faults.ts'
import { createPreviz } from '../../adapters/previz/previz.ts'
import { createWorkflows } from '../../workflows/catalogue.ts'
import { silent } from '../support/silent-log.ts'
import { atRest, createStudio, inFull, SMALL, type Studio, taken, until } from '../support/studio.ts'

const media = createMedia({ log: silent })
const folder = mkdtempSync(path.join(os.tmpdir(), 'nora-host-'))
const started: string[] = []
const host = createPreviz({
  media,
  folder,
  models: createWorkflows().all.flatMap((w) => w.models),
  log: silent,
  clock: { now: () => new Date() },
  faults: {
    ...NO_FAULTS,
    onPrompt: (_nth, promptId) => {
      started.push(promptId)
      return []
    },
  },
})
let studio: Studio
beforeAll(async () => {
  studio = await createStudio()
})
afterAll(async () => {
  await studio.close()
  await host.stop()
  await media.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('one drives the host; when it stops, the other goes on with what it had', async () => {
  const { url } = await host.listen()
  const env = { COMFYUI_URLS: url }
  const first = await studio.open(env)
  await first.work()
  const second = await studio.open(env)
  await second.work()
  const brief = await taken(second, 'A lantern drifts. 5 seconds, 5 shots', SMALL)
  let home = 0
  await until(second, brief.id, ({ event }) => event.type === 'TakeEnded' && ++home === 2)
  await first.stop()
  await until(second, brief.id, atRest)

  const { plan, takes, brief: now } = await inFull(second, brief.id)
  expect(now.state).toMatchObject({ stage: 'in-review' })
  const rendered = takes.filter((t) => t.outcome === 'rendered')
  expect(rendered.map((t) => t.shotId).toSorted()).toEqual(plan?.shots.map((s) => s.id).toSorted())
  // What the host rendered is what was asked for, once each.
  expect(started.toSorted()).toEqual(rendered.map((t) => t.promptId).toSorted())
})
