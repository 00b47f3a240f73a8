/** Which workflows can the hosts run, where, under which names, and what is said of what they lack? */
import { describe, expect, test } from 'vitest'
import { createListings } from '../src/cinematographer/host-listings.ts'
import { serving } from '../src/cinematographer/host-stock.ts'
import { asNeighbours } from '../src/cinematographer/neighbours.ts'
import { createCanRun, createResolveModels } from '../src/cinematographer/resolve-models.ts'
import type { Preference } from '../src/domain/look.ts'
import { ok } from '../src/domain/result.ts'
import type { ModelNeed } from '../src/domain/workflow.ts'
import { sayFailure } from '../src/words/say.ts'
import { createClockHost } from './fakes/clock-host.ts'
import { workflow } from './planner/planning.ts'

describe('which of the listed files serves a need', () => {
  const need = { file: 'v3_sd15_mm.ckpt', equivalents: ['v3_sd15_mm.safetensors', 'mm_sd_v15_v2.ckpt'] }
  const cases: readonly (readonly [string, readonly string[], string | undefined])[] = [
    ['the exact name', ['mm_sd_v15_v2.ckpt', 'v3_sd15_mm.ckpt'], 'v3_sd15_mm.ckpt'],
    ['in a sub-folder, as hosts list it', ['sd15/v3_sd15_mm.ckpt'], 'sd15/v3_sd15_mm.ckpt'],
    ['in a sub-folder on Windows', ['sd15\\v3_sd15_mm.ckpt'], 'sd15\\v3_sd15_mm.ckpt'],
    [
      'a declared equivalent, in their order',
      ['mm_sd_v15_v2.ckpt', 'v3_sd15_mm.safetensors'],
      'v3_sd15_mm.safetensors',
    ],
    ['never a guess', ['v3_sd15_mm_beta.ckpt', 'V3_SD15_MM.CKPT'], undefined],
    ['nothing at all', [], undefined],
  ]
  for (const [name, listed, wanted] of cases)
    test(`${name}: ${wanted}`, () => {
      expect(serving(need, listed)[0]).toBe(wanted)
    })
})

type Stock = Readonly<Record<string, readonly string[]>>

/** A host with these node classes and what they list; `asked` counts. */
function host(name: string, stock: Stock) {
  const clock = createClockHost({ name })
  const state = { stock, asked: 0, down: false }
  return Object.assign(state, {
    host: {
      ...clock,
      choices: (nodeClass: string, input: string) => {
        state.asked += 1
        clock.down = state.down
        return state.down ? clock.choices(nodeClass, input) : Promise.resolve(ok(state.stock[nodeClass] ?? null))
      },
    },
  })
}

const need = (slot: string, nodeClass: string, file: string, ...equivalents: string[]): ModelNeed => ({
  slot,
  folder: `${slot}s`,
  file,
  equivalents,
  nodeClass,
  input: 'name',
})
const WIDE = workflow('wide', {
  models: [need('checkpoint', 'Loader', 'a.ckpt', 'b.ckpt'), need('vae', 'VAELoader', 'v.pt')],
  nodes: ['Loader', 'VAELoader', 'Save'],
})
const PLAIN = workflow('plain', { models: [need('checkpoint', 'Loader', 'b.ckpt')], nodes: ['Loader', 'Save'] })

function world(hosts: readonly ReturnType<typeof host>[], all = [WIDE, PLAIN]) {
  const clock = { at: 0, now: () => new Date(clock.at) }
  const deps = { hosts: hosts.map((h) => h.host), clock, listings: createListings({ clock }) }
  return {
    clock,
    resolve: (wanted: string | null, prefer?: Preference) => createResolveModels(deps)({ all }, wanted, prefer),
    canRun: createCanRun(deps),
  }
}
const FULL: Stock = { Loader: ['a.ckpt', 'b.ckpt'], VAELoader: ['v.pt'], Save: [] }
const sentence = async (w: ReturnType<typeof world>, wanted: string | null = null) => {
  const answer = await w.resolve(wanted)
  return answer.ok ? `can: ${answer.value.map((r) => r.facts.name).join()}` : sayFailure(answer.failure)
}

test('every host is asked, and the names chosen suit as many as possible', async () => {
  const hosts = [
    host('one', FULL),
    host('two', { ...FULL, Loader: ['b.ckpt'] }),
    host('three', { ...FULL, Loader: ['x/b.ckpt'] }),
  ]
  const answer = await world(hosts).resolve('wide')
  expect(answer).toMatchObject({
    ok: true,
    value: [{ models: { checkpoint: 'b.ckpt', vae: 'v.pt' }, hosts: ['one', 'two'] }],
  })
  expect(await world(hosts.slice(0, 1)).resolve('wide')).toMatchObject({
    value: [{ models: { checkpoint: 'a.ckpt' }, hosts: ['one'] }],
  })
})

test('what is missing is said with node, file, folder and the hosts that have it', async () => {
  const [one, two] = [host('one', { ...FULL, VAELoader: [] }), host('two', { ...FULL, Loader: [] })]
  expect(await sentence(world([one, two]), 'wide')).toBe(
    'The GPU host one lacks the model models/vaes/v.pt (VAELoader, name): put it into its models folder (two has it), then retry.',
  )
  one.stock = { Loader: ['a.ckpt'], VAELoader: ['v.pt'] }
  expect(await sentence(world([one, two]), 'wide')).toBe(
    'The GPU host one lacks the node Save that the workflow wide needs: install its node pack (two has it), then retry.',
  )
})

test('the nearest workflow is told of, where none can be run', async () => {
  const bare = host('one', { Loader: [], VAELoader: [], Save: [] })
  expect(await sentence(world([bare]))).toContain('models/checkpoints/b.ckpt')
})

test('a host that is down does not make a workflow missing', async () => {
  const [up, down] = [host('up', { Loader: ['b.ckpt'], Save: [] }), host('down', FULL)]
  const w = world([up, down])
  expect(await sentence(w)).toBe('can: wide,plain')
  down.down = true
  w.clock.at += 1
  expect(await sentence(w)).toBe('can: wide,plain')
  expect(await sentence(world([up, down]))).toBe('can: plain')
  expect(await sentence(world([up, down]), 'wide')).toContain('down does not answer')
})

test('a file that was put there since counts for the next plan', async () => {
  const one = host('one', { ...FULL, Loader: [] })
  const w = world([one])
  expect(await sentence(w)).toContain('lacks')
  one.stock = FULL
  w.clock.at += 1
  expect(await sentence(w)).toBe('can: wide,plain')
})

test('which host may take a shot is asked once a minute', async () => {
  const [one, two] = [host('one', FULL), host('two', { ...FULL, Loader: ['b.ckpt'] })]
  const { canRun, clock } = world([one, two])
  const a = { checkpoint: 'a.ckpt', vae: 'v.pt' }
  expect(await Promise.all(['one', 'two', 'three'].map((name) => canRun(name, WIDE, a)))).toEqual([true, false, false])
  const { asked } = one
  one.stock = {}
  expect(await canRun('one', WIDE, a)).toBe(true)
  expect(one.asked).toBe(asked)
  clock.at += 60_001
  expect(await canRun('one', WIDE, a)).toBe(false)
  one.down = true
  clock.at += 60_001
  expect(await canRun('one', WIDE, a)).toBe(false)
  const other = world([one])
  expect(await other.canRun('one', WIDE, a)).toBeNull()
})

test('a file that the project prefers is taken wherever a host has it, and that host can run it', async () => {
  const one = host('one', { ...FULL, Loader: ['a.ckpt', 'x/ink.ckpt'] })
  const two = host('two', FULL)
  const w = world([one, two])
  const prefer = { checkpoint: ['gone.ckpt', 'ink.ckpt'], lora: ['l.safetensors'] }
  const models = { checkpoint: 'x/ink.ckpt', vae: 'v.pt' }
  expect(await w.resolve('wide', prefer)).toMatchObject({ value: [{ models, hosts: ['one'] }] })
  expect(await w.canRun('one', WIDE, models)).toBe(true)
  expect(await w.canRun('two', WIDE, models)).toBe(false)
  expect(await w.resolve('wide', { checkpoint: ['gone.ckpt'] })).toMatchObject({
    value: [{ models: { checkpoint: 'a.ckpt' }, hosts: ['one', 'two'] }],
  })
})

test('a host that refuses a graph for what it lacks names the others that have it', async () => {
  const stocks = [
    ['one', []],
    ['two', ['sd15/nope.ckpt']],
    ['three', ['other.ckpt']],
    ['four', ['nope.ckpt']],
  ] as const
  const hosts = stocks.map(([name, files]) => host(name, { CheckpointLoaderSimple: files }).host)
  const clock = { now: () => new Date(0) }
  const [one] = asNeighbours(hosts, { listings: createListings({ clock }), clock })
  const graph = {
    '1': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'nope.ckpt' } },
    '2': { class_type: 'EmptyLatentImage', inputs: { width: 64, height: 64, batch_size: 1 } },
    '3': { class_type: 'VAEDecode', inputs: { samples: ['2', 0], vae: ['1', 2] } },
    '4': { class_type: 'SaveImage', inputs: { images: ['3', 0], filename_prefix: 'x' } },
  }
  const prompt = { promptId: 'p', graph, outputNode: '4', workflow: 'w', note: {} }
  const failure = { type: 'missing-model', host: 'one', file: 'nope.ckpt', elsewhere: ['two', 'four'] }
  expect(await one?.submit(prompt, { onProgress: () => {} })).toMatchObject({ ok: false, failure })
  expect(await one?.check(prompt)).toMatchObject({ ok: false, failure })
})
