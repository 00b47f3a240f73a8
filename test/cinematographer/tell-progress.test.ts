/** What is told of a render while it runs, and which of its previews are kept. */
import { expect, test } from 'vitest'
import { createTellProgress } from '../../src/cinematographer/tell-progress.ts'
import { advance } from '../../src/coordination/advance.ts'
import { createStatusReport } from '../../src/coordination/agents.ts'
import { MOST_PREVIEW_BYTES } from '../../src/domain/preview.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { second, storeBrief } from '../support/nouns.ts'
import { silent } from '../support/silent-log.ts'

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0])

async function rendering(previews: boolean) {
  const store = createMemoryStore()
  const { brief, project, shots } = await storeBrief(store, { state: { stage: 'shooting', planVersion: 1 } })
  await store.transact((tx) => tx.saveProject(project.id, { settings: { ...project.settings, previews } }))
  const clock = { at: second(10), now: () => clock.at }
  const report = createStatusReport({ store, clock, log: silent, everyMs: 0 })
  const tellProgress = createTellProgress({ store, report, clock, log: silent })
  const watch = await tellProgress(brief, shots[1], { host: 'gpu-1', planVersion: 1 })
  const settled = () => store.transact(async () => {})
  return {
    store,
    brief,
    clock,
    watch,
    /** A host sends a picture at a second. */
    async send(at: number, bytes: Uint8Array = JPEG) {
      clock.at = second(at)
      watch.onPreview?.(bytes, 'image/jpeg')
      await settled()
      return (await store.preview(brief.id))?.at ?? null
    },
    told: async () => {
      await settled()
      return (await store.events(brief.id, 0, 100)).flatMap(({ event }) =>
        event.type === 'AgentStatusUpdate' ? [event.status] : [],
      )
    },
  }
}

test('progress names the node; hosts are asked for previews only where the project wants them', async () => {
  const { watch, told } = await rendering(false)
  expect(watch.onPreview).toBeUndefined()
  watch.onProgress({ done: 12, of: 20, node: 'sampler' })
  expect(await told()).toEqual([
    { at: 'rendering', shotIndex: 1, host: 'gpu-1', done: 12, of: 20, node: 'sampler', previewAt: null },
  ])
})

test('the newest preview is kept, one in three seconds, and told with how far it is', async () => {
  const { watch, send, store, brief, told } = await rendering(true)
  watch.onProgress({ done: 12, of: 20, node: 'sampler' })
  expect(await send(10)).toEqual(second(10))
  expect(await send(12)).toEqual(second(10))
  expect(await send(13)).toEqual(second(13))
  expect(await store.preview(brief.id)).toEqual({
    briefId: brief.id,
    shotIndex: 1,
    mime: 'image/jpeg',
    bytes: JPEG,
    at: second(13),
  })
  expect((await told()).map((s) => (s.at === 'rendering' ? [s.done, s.previewAt] : null))).toEqual([
    [12, null],
    [12, second(10).toISOString()],
    [12, second(13).toISOString()],
  ])
})

test("what is no thumbnail is dropped, and takes nobody's turn", async () => {
  const { send } = await rendering(true)
  expect(await send(10, new Uint8Array(MOST_PREVIEW_BYTES + 1))).toBeNull()
  expect(await send(10, new Uint8Array())).toBeNull()
  expect(await send(10)).toEqual(second(10))
})

test('it goes when the brief is no longer being shot, and none comes after', async () => {
  const { send, store, brief } = await rendering(true)
  await send(10)
  await store.transact(async (tx) => {
    const now = await tx.lockBrief(brief.id)
    if (now) await advance(tx, now, { type: 'cancelled' }, second(11), { by: 'nora' })
  })
  expect(await store.preview(brief.id)).toBeNull()
  expect(await send(20)).toBeNull()
})
