/** What does the command say of an exported workflow, and is what it keeps there at the next start? */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMedia } from '../../adapters/media/media.ts'
import { createPreviz } from '../../adapters/previz/previz.ts'
import { workflowFolder } from '../../bin/workflow-folder.ts'
import { checkWorkflow } from '../../bin/workflow.ts'
import { CATALOGUE } from '../../workflows/catalogue.ts'
import { silent } from '../support/silent-log.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'nora workflow é '))
const export_ = path.join(import.meta.dirname, '../../workflows/ipadapter-animatic.api.json')
const config = { home: path.join(folder, 'home'), comfyui: { urls: [], headers: {} } }

const media = createMedia({ log: silent })
const models = CATALOGUE.flatMap((w) => w.models)
const previz = createPreviz({
  media,
  folder: path.join(folder, 'previz'),
  models,
  log: silent,
  clock: { now: () => new Date() },
})
let url = ''
beforeAll(async () => {
  url = (await previz.listen()).url
})
afterAll(async () => {
  await previz.stop()
  await media.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function check(file: string, o: { host?: string; output?: string; save?: string } = {}) {
  const lines: string[] = []
  const code = await checkWorkflow(config, { file, host: null, output: null, save: null, ...o }, (l) => lines.push(l))
  return { code, out: lines.join('\n') }
}
const written = (name: string, content: string): string => {
  const at = path.join(folder, name)
  writeFileSync(at, content)
  return at
}

test('format, output, slots and models are said, and whether a host can run it', async () => {
  const { code, out } = await check(export_, { host: url })
  expect(out).toContain('ipadapter-animatic.api.json: ComfyUI API format')
  expect(out).toContain('Makes a clip of 8 to 160 frames at 8 a second at "output_video"; needs pictures of a shot')
  expect(out).toMatch(/^ {2}frames +crossfade\.frames +likely: /m)
  expect(out).toContain('Needs models/ipadapter/ip-adapter-plus_sd15.safetensors')
  expect(out).toContain(`${new URL(url).host} has all that it needs and would take it`)
  expect(out).toContain('--save own-ipadapter-animatic')
  expect(code).toBe(0)
})

test('what a host lacks is named, and that it does not answer', async () => {
  const other = readFileSync(export_, 'utf8')
    .replace('v3_sd15_mm.ckpt', 'studio_mm.ckpt')
    .replaceAll('IPAdapterBatch', 'StudioBatch')
  const { code, out } = await check(written('studio.json', other), { host: url })
  expect(out).toContain(`${new URL(url).host} lacks models/animatediff_models/studio_mm.ckpt`)
  expect(out).toContain(`${new URL(url).host} lacks the node StudioBatch`)
  expect(code).toBe(1)
  const down = await check(export_, { host: 'http://127.0.0.1:9' })
  expect(down).toMatchObject({ code: 1, out: expect.stringContaining('does not answer') })
})

test('refusals are sentences, and a file that is none is said so', async () => {
  const ui = written('ui.json', '{"nodes":[],"links":[]}')
  expect(await check(ui)).toMatchObject({
    code: 1,
    out: expect.stringContaining('Refused: This is the workflow as the editor keeps it'),
  })
  expect((await check(written('broken.json', '{'))).out).toContain('Refused: This is no ComfyUI workflow')
  await expect(check(path.join(folder, 'none.json'))).rejects.toThrow('There is no file')
})

test('what is kept is there at the next start, and what was spoilt stops it by name', async () => {
  const home = path.join(config.home, 'workflows')
  expect(await workflowFolder(home)).toEqual([])
  expect((await check(export_, { save: 'studio-ink' })).out).toContain('studio-ink.json')
  await expect(check(export_, { save: 'studio-ink' })).rejects.toThrow('there already')
  expect((await workflowFolder(home)).map((w) => [w.name, w.needs, w.nodes.length])).toEqual([
    ['studio-ink', 'pictures', 16],
  ])
  writeFileSync(path.join(home, 'zz.json'), '{"name":"zz"}')
  await expect(workflowFolder(home)).rejects.toThrow(/zz\.json: Its title cannot be so/)
})
