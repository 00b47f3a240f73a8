/** What does an operator read of a ComfyUI server, and is everybody else's work on it left alone? */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createMedia } from '../../adapters/media/media.ts'
import { NO_FAULTS } from '../../adapters/previz/faults.ts'
import { createPreviz } from '../../adapters/previz/previz.ts'
import { verify } from '../../bin/comfyui.ts'
import type { WorkflowFacts } from '../../src/domain/workflow.ts'
import { CATALOGUE } from '../../workflows/catalogue.ts'
import { plainGraph } from '../contracts/gpu-host.ts'
import { startComfyServer } from '../fakes/comfy-server.ts'
import type { Version } from '../fakes/comfy/versions.ts'
import { silent } from '../support/silent-log.ts'

const config = { comfyui: { urls: [], headers: {} } }

async function verified(url: string, workflows: readonly WorkflowFacts[] = CATALOGUE) {
  const lines: string[] = []
  const code = await verify(config, url, (line) => lines.push(line), workflows)
  const rows = lines
    .map((line) => /^(ok|missing|failed|skipped) +(\S.*?) {2,}(.*)$/.exec(line))
    .filter((r) => r !== null)
  return {
    code,
    last: lines.at(-1),
    states: Object.fromEntries(rows.map(([, state, what]) => [what, state])),
    out: lines.join('\n'),
  }
}

async function standIn(version: Version) {
  const server = await startComfyServer({ version })
  return { server, [Symbol.asyncDispose]: () => server.stop() }
}

test('a server that has everything can be worked with, and nothing is left on its queue', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nora-verify-test-'))
  const media = createMedia({ log: silent })
  const models = CATALOGUE.flatMap((w) => w.models)
  const clock = { now: () => new Date() }
  // Long enough to be stopped.
  const faults = { ...NO_FAULTS, promptMs: 400 }
  const previz = createPreviz({ media, folder: path.join(folder, 'previz'), models, log: silent, clock, faults })
  try {
    const { url } = await previz.listen()
    const { code, last, states } = await verified(url)
    expect(code).toBe(0)
    expect(last).toBe('\nNora can work with it.')
    expect(new Set(Object.values(states))).toEqual(new Set(['ok']))
    const before = ['server', 'routes', 'proxy', 'AnimateDiff-Evolved', 'VideoHelperSuite', 'IPAdapter_plus']
    const after = ['upload', 'round trip', 'stopping', 'socket', 'previews']
    expect(Object.keys(states)).toEqual([...before, ...CATALOGUE.map((w) => w.name), ...after])
    expect(await (await fetch(`${url}/prompt`)).json()).toEqual({ exec_info: { queue_remaining: 0 } })
  } finally {
    await previz.stop()
    await media.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

test.each(['0.3.64', '0.38.1'] as const)('what a server lacks is named by file and folder (%s)', async (version) => {
  await using it = await standIn(version)
  const other = CATALOGUE.map((w) => ({
    ...w,
    nodes: [...w.nodes, 'ADE_Unheard'],
    models: w.models.map((m) => ({ ...m, file: `our-${m.file}`, equivalents: [] })),
  }))
  const { code, out, states } = await verified(it.server.url, other)
  expect(out).toContain(`ComfyUI ${version} on cuda:0 a GPU with 19 GB of 22 GB free`)
  expect(out).toMatch(
    /^missing {2}animatediff-short-loop .*the node ADE_Unheard, .*, models\/animatediff_models\/our-v3_sd15_mm\.ckpt/m,
  )
  expect(out).toContain('update this node pack: it lacks ADE_Unheard')
  expect(states).toMatchObject({ upload: 'ok', 'round trip': 'ok', socket: 'ok', previews: 'skipped' })
  expect(code).toBe(0)
})

test('where others’ prompts are, nothing is put beside them, and they are left alone', async () => {
  await using it = await standIn('0.33.0')
  const theirs = { number: 1, graph: plainGraph('them-hold').graph, clientId: 'them', extraData: {}, hold: true }
  for (const id of ['a', 'b']) it.server.put({ ...theirs, id })
  const { code, out, states, last } = await verified(it.server.url)
  expect(states).toMatchObject({ upload: 'ok', 'round trip': 'skipped', stopping: 'skipped', previews: 'skipped' })
  expect(out).toContain('it is busy (2 on its queue)')
  expect(last).toContain('Run it again for what was skipped')
  expect(code).toBe(0)
  expect(it.server.queue()).toEqual(['a', 'b'])
  expect(
    it.server.requests.filter((r) => r.startsWith('POST') && !r.includes('upload') && !r.includes('/cancel')),
  ).toEqual([])
})

test('a server that takes no prompts cannot be worked with', async () => {
  await using it = await standIn('0.33.0')
  it.server.faults.answerSubmit = { status: 403, type: 'text/plain', body: 'not here' }
  const { code, last, states } = await verified(it.server.url)
  expect(states).toMatchObject({ 'round trip': 'failed', stopping: 'failed' })
  expect(last).toBe('\nNora cannot work with it as it is.')
  expect(code).toBe(1)
})

test('an address where no ComfyUI answers is said in one sentence', async () => {
  await expect(verified('http://127.0.0.1:9')).rejects.toThrow(
    'No ComfyUI server answers at http://127.0.0.1:9 (ECONNREFUSED): check the address',
  )
})
