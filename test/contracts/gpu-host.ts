/** What every GPU host does, whatever renders behind it. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import sharp from 'sharp'
import type { Graph } from '../../src/domain/workflow.ts'
import type { GpuHost, Prompt, RenderProgress } from '../../src/ports/gpu-host.ts'

export type MadeHost = {
  readonly host: GpuHost
  /** A graph that ends soon with a file. */
  readonly quick: (prefix: string) => Pick<Prompt, 'graph' | 'outputNode'>
  /** One that runs until it is cancelled, or at least far longer than a test takes. */
  readonly slow: (prefix: string) => Pick<Prompt, 'graph' | 'outputNode'>
  readonly stop: () => Promise<void>
}

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
    async function given(p: Prompt, onProgress: (p: RenderProgress) => void = () => undefined) {
      const submitted = await made.host.submit(p, onProgress)
      if (!submitted.ok) throw new Error(JSON.stringify(submitted.failure))
      return submitted.value
    }
    async function refusal(graph: Graph) {
      const submitted = await made.host.submit(prompt({ graph, outputNode: '2' }), () => undefined)
      return submitted.ok ? 'it was taken' : submitted.failure
    }
    async function read(source: AsyncIterable<Uint8Array>): Promise<number> {
      let bytes = 0
      for await (const part of source) bytes += part.length
      return bytes
    }

    test('renders what it is given, and hands out the file', async () => {
      const heard: RenderProgress[] = []
      const ended = await (await given(quick(), (p) => heard.push(p))).ended
      if (!ended.ok) throw new Error(JSON.stringify(ended.failure))
      const [file] = ended.value.files
      if (!file) throw new Error('no file')
      const source = await made.host.fetch(file)
      if (!source.ok) throw new Error(JSON.stringify(source.failure))
      expect(await read(source.value)).toBeGreaterThan(0)
      for (const { done, of } of heard) expect(done).toBeLessThanOrEqual(of)
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

    test('refuses a graph and says what is wrong with it', async () => {
      expect(await refusal({ '1': { class_type: 'NoSuchNode', inputs: {} }, '2': save('nora/x') })).toMatchObject({
        type: 'missing-node',
        node: 'NoSuchNode',
        workflow: 'contract',
      })
      expect(await refusal(checkpointed('nope.safetensors'))).toMatchObject({
        type: 'missing-model',
        node: 'CheckpointLoaderSimple',
        input: 'ckpt_name',
        file: 'nope.safetensors',
      })
      const wide = await refusal({ '1': picture({ width: 1_000_000_000 }), '2': save('nora/x') })
      expect(wide).toMatchObject({ type: 'bad-graph', workflow: 'contract' })
      expect(JSON.stringify(wide)).toContain('width')
      expect(await refusal({ '1': picture() })).toMatchObject({ type: 'bad-graph' })
      // Kills the worker of a real server, so it must not get there.
      expect(await refusal({ '1': picture(), '2': save('nora/x'), '3': picture({ stray: ['77', 0] }) })).toMatchObject({
        type: 'bad-graph',
      })
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

    test('goes back to a prompt that runs, that has ended, or that it never knew', async () => {
      const done = quick()
      const first = await (await given(done)).ended
      const again = await made.host.attach(done, () => undefined)
      if (!again.ok || again.value === null) throw new Error('not found')
      expect(await again.value.ended).toEqual(first)

      const running = slow()
      const mine = await given(running)
      const attached = await made.host.attach(running, () => undefined)
      if (!attached.ok || attached.value === null) throw new Error('not found')
      await made.host.cancel(running.promptId)
      expect(await attached.value.ended).toMatchObject({ ok: false, failure: { type: 'interrupted' } })
      expect(await mine.ended).toMatchObject({ ok: false, failure: { type: 'interrupted' } })

      expect(await made.host.attach(quick(), () => undefined)).toEqual({ ok: true, value: null })
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
