/** What every GPU host does, whatever renders behind it. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import sharp from 'sharp'
import type { Graph } from '../../src/domain/workflow.ts'
import type { GpuHost, Prompt, RenderProgress, Watch } from '../../src/ports/gpu-host.ts'

export type MadeHost = {
  readonly host: GpuHost
  /** A graph that ends soon with a file. */
  readonly quick: (prefix: string) => Pick<Prompt, 'graph' | 'outputNode'>
  /** One that runs until it is cancelled, or at least far longer than a test takes. */
  readonly slow: (prefix: string) => Pick<Prompt, 'graph' | 'outputNode'>
  /** Whether a prompt can ask for previews; it can where this is left out. */
  readonly previews?: boolean
  readonly stop: () => Promise<void>
}

const quiet: Watch = { onProgress: () => undefined }

const picture = (o: object = {}) => ({
  class_type: 'EmptyImage',
  inputs: { width: 64, height: 64, batch_size: 1, color: 0, ...o },
})
const save = (prefix: string) => ({ class_type: 'SaveImage', inputs: { images: ['1', 0], filename_prefix: prefix } })

/** Node classes that every ComfyUI has, and no model. */
export const plainGraph = (prefix: string): Pick<Prompt, 'graph' | 'outputNode'> => ({
  graph: { '1': picture(), '2': save(prefix) },
  outputNode: '2',
})

export function describeGpuHost(name: string, make: () => Promise<MadeHost>): void {
  describe(`${name} as a GPU host`, () => {
    let made: MadeHost
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'nora-gpu-host-'))
    })
    afterAll(() => rm(folder, { recursive: true }))
    beforeEach(async () => {
      made = await make()
    })
    afterEach(() => made.stop())

    const prompt = (of: Pick<Prompt, 'graph' | 'outputNode'>): Prompt => ({
      ...of,
      promptId: randomUUID(),
      workflow: 'contract',
      note: { shotId: 'sht_contract', cameraMove: 'static' },
    })
    const quick = () => prompt(made.quick(`nora/contract/${randomUUID()}`))
    const slow = () => prompt(made.slow(`nora/contract/${randomUUID()}`))
    async function given(p: Prompt, watch: Watch = quiet) {
      const submitted = await made.host.submit(p, watch)
      if (!submitted.ok) throw new Error(JSON.stringify(submitted.failure))
      return submitted.value
    }
    async function refusal(graph: Graph) {
      const submitted = await made.host.submit(prompt({ graph, outputNode: '2' }), quiet)
      return submitted.ok ? 'it was taken' : submitted.failure
    }
    async function finding(graph: Graph) {
      const checked = await made.host.check({ graph, workflow: 'contract' })
      return checked.ok ? 'it may come' : checked.failure
    }
    async function facts() {
      const probed = await made.host.probe()
      if (!probed.ok) throw new Error(JSON.stringify(probed.failure))
      return probed.value
    }
    async function read(source: AsyncIterable<Uint8Array>): Promise<number> {
      let bytes = 0
      for await (const part of source) bytes += part.length
      return bytes
    }

    test('renders what it is given, and hands out the file', async () => {
      const heard: RenderProgress[] = []
      const asked = quick()
      const ended = await (await given(asked, { onProgress: (p) => heard.push(p) })).ended
      if (!ended.ok) throw new Error(JSON.stringify(ended.failure))
      const [file] = ended.value.files
      if (!file) throw new Error('no file')
      const source = await made.host.fetch(file)
      if (!source.ok) throw new Error(JSON.stringify(source.failure))
      expect(await read(source.value)).toBeGreaterThan(0)
      for (const { done, of } of heard) expect(done).toBeLessThanOrEqual(of)
      const names = Object.values(asked.graph).map((n) => n._meta?.title ?? n.class_type)
      for (const { node } of heard) expect(node === null || names.includes(node)).toBe(true)
      const shares = heard.map(({ done, of }) => done / of)
      expect(shares).toEqual([...shares].sort((a, b) => a - b))
    })

    test('keeps prompts apart', async () => {
      const prompts = [quick(), quick(), quick()]
      const waiting = await Promise.all(prompts.map((p) => given(p)))
      const ends = await Promise.all(waiting.map((w) => w.ended))
      const names = ends.map((e) => (e.ok ? `${e.value.files[0]?.subfolder}/${e.value.files[0]?.filename}` : 'failed'))
      expect(new Set(names).size).toBe(3)
      expect(names).not.toContain('failed')
    })

    test('stages a file under a name that a graph can hold, the same for the same bytes', async () => {
      const bytes = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#336699' } })
        .png()
        .toBuffer()
      const path = join(folder, 'reference.png')
      await writeFile(path, bytes)
      const file = { path, sha256: createHash('sha256').update(bytes).digest('hex'), extension: 'png' }
      const first = await made.host.stage(file)
      if (!first.ok) throw new Error(JSON.stringify(first.failure))
      expect(first.value).toMatch(/^[^/\\][^\\]*\.png$/)
      expect(await made.host.stage(file)).toEqual(first)
    })

    test('lists the choices of an input, and says when it lacks the class', async () => {
      const choices = await made.host.choices('VHS_VideoCombine', 'format')
      expect(choices.ok && choices.value).toContain('video/h264-mp4')
      expect(await made.host.choices('NoSuchNode', 'x')).toEqual({ ok: true, value: null })
    })

    describe.each([
      ['refuses a graph', refusal],
      ['says before it is handed over that it would refuse a graph', finding],
    ])('%s', (_, wrong) => {
      test('and what is wrong with it', async () => {
        expect(await wrong({ '1': { class_type: 'NoSuchNode', inputs: {} }, '2': save('nora/x') })).toMatchObject({
          type: 'missing-node',
          node: 'NoSuchNode',
          workflow: 'contract',
        })
        expect(await wrong(checkpointed('nope.safetensors'))).toMatchObject({
          type: 'missing-model',
          node: 'CheckpointLoaderSimple',
          input: 'ckpt_name',
          file: 'nope.safetensors',
        })
        const wide = await wrong({ '1': picture({ width: 1_000_000_000 }), '2': save('nora/x') })
        expect(wide).toMatchObject({ type: 'bad-graph', workflow: 'contract' })
        expect(JSON.stringify(wide)).toContain('width')
        expect(await wrong({ '1': picture() })).toMatchObject({ type: 'bad-graph' })
        // Kills the worker of a real server, so it must not get there.
        expect(await wrong({ '1': picture(), '2': save('nora/x'), '3': picture({ stray: ['77', 0] }) })).toMatchObject({
          type: 'bad-graph',
        })
      })
    })

    test('says that it would take a graph, whatever files that names', async () => {
      expect(await finding(made.quick('nora/x').graph)).toBe('it may come')
      const load = { class_type: 'LoadImage', inputs: { image: 'nora/never-staged.png' } }
      expect(await finding({ '1': load, '2': save('nora/x') })).toBe('it may come')
      // Nothing of it is on the host.
      expect(await facts()).toMatchObject({ running: [], pending: [] })
    })

    test('refuses a graph that names a file which was not staged', async () => {
      const load = { class_type: 'LoadImage', inputs: { image: 'nora/never-staged.png' } }
      expect(await refusal({ '1': load, '2': save('nora/x') })).toMatchObject({ type: 'bad-graph' })
    })

    test('stops the one prompt that is meant, executing or waiting, and goes on with the next', async () => {
      const [running, waiting, after] = [slow(), slow(), quick()]
      const ends = [await given(running), await given(waiting), await given(after)]
      expect(await made.host.cancel(waiting.promptId)).toEqual({ ok: true, value: undefined })
      expect(await ends[1]?.ended).toMatchObject({ ok: false, failure: { type: 'interrupted' } })
      expect(await made.host.cancel(running.promptId)).toEqual({ ok: true, value: undefined })
      expect(await ends[0]?.ended).toMatchObject({ ok: false, failure: { type: 'interrupted' } })
      expect(await ends[2]?.ended).toMatchObject({ ok: true })
      // Over, or never heard of: fine.
      expect(await made.host.cancel(after.promptId)).toMatchObject({ ok: true })
      expect(await made.host.cancel(randomUUID())).toMatchObject({ ok: true })
    })

    test('says what it is, what executes and what waits', async () => {
      const idle = await facts()
      expect(idle.version).not.toBe('')
      expect(idle.devices[0]?.name).toEqual(expect.any(String))
      expect([idle.running, idle.pending]).toEqual([[], []])
      const [running, ...waiting] = [slow(), slow(), slow()]
      for (const p of [running, ...waiting]) await given(p)
      const busy = await facts()
      expect(busy.running).toEqual([{ promptId: running.promptId, ours: true }])
      expect(busy.pending).toEqual(waiting.map(({ promptId }) => ({ promptId, ours: true })))
      for (const p of [...waiting, running]) await made.host.cancel(p.promptId)
    })

    test('gives back a prompt that waits, and never one that executes, has ended or is unknown', async () => {
      const [running, waiting] = [slow(), slow()]
      const ends = [await given(running), await given(waiting)]
      expect(await made.host.withdraw(waiting.promptId)).toEqual({ ok: true, value: 'withdrawn' })
      expect(await ends[1]?.ended).toMatchObject({ ok: false, failure: { type: 'interrupted' } })
      expect(await made.host.withdraw(running.promptId)).toEqual({ ok: true, value: 'kept' })
      expect((await facts()).running).toEqual([{ promptId: running.promptId, ours: true }])
      await made.host.cancel(running.promptId)
      expect(await ends[0]?.ended).toMatchObject({ ok: false, failure: { type: 'interrupted' } })
      for (const id of [running.promptId, randomUUID()])
        expect(await made.host.withdraw(id)).toEqual({ ok: true, value: 'kept' })
    })

    test('names the node that executes, and shows what is being made to who asks for it', async () => {
      const seen: string[] = []
      const asked = slow()
      const [named, shown] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const { ended } = await given(asked, {
        onProgress: ({ node }) => node !== null && named.resolve(),
        onPreview(image, mime) {
          seen.push(`${mime} ${image[0]}`)
          shown.resolve()
        },
      })
      if (made.previews === false) shown.resolve()
      await Promise.all([named.promise, shown.promise])
      await made.host.cancel(asked.promptId)
      await ended
      const pictures = made.previews === false ? [undefined] : ['image/jpeg 255', 'image/png 137']
      expect(pictures).toContain(seen[0])
    })

    test('goes back to a prompt that runs, that has ended, or that it never knew', async () => {
      const done = quick()
      const first = await (await given(done)).ended
      const again = await made.host.attach(done, quiet)
      if (!again.ok || again.value === null) throw new Error('not found')
      expect(await again.value.ended).toEqual(first)

      const running = slow()
      const mine = await given(running)
      const attached = await made.host.attach(running, quiet)
      if (!attached.ok || attached.value === null) throw new Error('not found')
      await made.host.cancel(running.promptId)
      expect(await attached.value.ended).toMatchObject({ ok: false, failure: { type: 'interrupted' } })
      expect(await mine.ended).toMatchObject({ ok: false, failure: { type: 'interrupted' } })

      expect(await made.host.attach(quick(), quiet)).toEqual({ ok: true, value: null })
    })

    test('says when a file is not there', async () => {
      const file = { filename: `${randomUUID()}.mp4`, subfolder: 'nora', type: 'output' } as const
      expect(await made.host.fetch(file)).toMatchObject({ ok: false, failure: { type: 'bad-output' } })
    })
  })
}

const checkpointed = (ckpt_name: string): Graph => ({
  '3': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name } },
  '4': { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
  '1': { class_type: 'VAEDecode', inputs: { samples: ['4', 0], vae: ['3', 2] } },
  '2': save('nora/x'),
})
