/** Can an admin bring a workflow over HTTP, see what was found in it, confirm it, and take it away again; and nobody else? */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { runCommand } from '../../commands/run.ts'
import { workflowAdd } from '../../commands/workflow.ts'
import { DEFAULT_PROJECT, LOCAL_PERSON, makeId } from '../../src/domain/ids.ts'
import { type Service, startService } from './service.ts'

let nora: Service
beforeAll(async () => {
  nora = await startService({})
})
afterAll(() => nora.close())

const graph: unknown = JSON.parse(
  readFileSync(new URL('../../workflows/wan22-text-to-video.api.json', import.meta.url), 'utf8'),
)
const AT = `/api/projects/${DEFAULT_PROJECT}/workflows`
const put = (name: string, definition: unknown, query = '') =>
  nora.call('PUT', `${AT}/${name}${query}`, {
    body: JSON.stringify(definition),
    headers: { 'content-type': 'application/json' },
  })
const names = async (query: string) =>
  z.object({ items: z.array(z.object({ name: z.string() })) }).parse((await nora.get(`/api/workflows${query}`)).json)

test('an export is shown with its slots, confirmed under a name, listed, and removed', async () => {
  const shown = await nora.post(AT, { name: 'studio-wan', graph })
  expect(shown).toMatchObject({ status: 200, json: { format: 'api', refusals: [], leftOut: [] } })
  const { definition, slots } = z
    .object({
      definition: z.record(z.string(), z.unknown()),
      slots: z.array(z.object({ slot: z.string(), why: z.string() })),
    })
    .parse(shown.json)
  expect(slots).toContainEqual(expect.objectContaining({ slot: 'negative', why: 'the sampler is told it as negative' }))

  expect(await put('studio-wan', { ...definition, title: 'Our Wan' })).toMatchObject({
    status: 201,
    json: { name: 'studio-wan', title: 'Our Wan', nativeFps: 24, slots: expect.arrayContaining(['positive']) },
  })
  expect((await names(`?projectId=${DEFAULT_PROJECT}`)).items.at(-1)?.name).toBe('studio-wan')
  expect((await names('')).items.map((w) => w.name)).not.toContain('studio-wan')
  expect(await put('studio-wan', definition)).toMatchObject({
    status: 422,
    json: { error: { code: 'workflow-refused' } },
  })
  const brief = { summary: 'A lantern', workflow: 'studio-wan' }
  expect(await nora.post('/api/nora/cinematics/briefs', brief)).toMatchObject({ status: 202 })

  const prefer = (defaultWorkflow: string) =>
    nora.call('PATCH', `/api/projects/${DEFAULT_PROJECT}`, {
      body: JSON.stringify({ settings: { defaultWorkflow } }),
      headers: { 'content-type': 'application/json' },
    })
  expect(await prefer('studio-wan')).toMatchObject({ status: 200 })
  expect(await prefer('nope')).toMatchObject({ status: 422, json: { error: { code: 'workflow-unknown' } } })

  expect(await nora.call('DELETE', `${AT}/studio-wan`)).toMatchObject({ status: 204 })
  expect(await nora.call('DELETE', `${AT}/studio-wan`)).toMatchObject({ status: 404 })
  expect(await nora.post('/api/nora/cinematics/briefs', brief)).toMatchObject({
    status: 422,
    json: { error: { code: 'workflow-unknown' } },
  })
})

test('what cannot be used is refused with reasons, and nobody but an admin brings anything', async () => {
  expect(await nora.post(AT, { name: 'ui', graph: { nodes: [], links: [] } })).toMatchObject({
    status: 200,
    json: { format: 'ui', refusals: [{ code: 'ui-format' }], definition: null },
  })
  expect(await put('x1', { slots: {} })).toMatchObject({ status: 422, json: { error: { code: 'workflow-refused' } } })

  const personId = makeId('person', '00000000-0000-4000-8000-00000000000a')
  await nora.store.transact(async (tx) => {
    await tx.ensurePerson({ id: personId, name: 'A producer' })
    await tx.setRole(DEFAULT_PROJECT, personId, 'producer')
  })
  const refused = { status: 403, json: { error: { code: 'not-allowed' } } }
  expect(await nora.post(AT, { name: 'studio-wan', graph, personId })).toMatchObject(refused)
  expect(await put('studio-wan', {}, `?personId=${personId}`)).toMatchObject(refused)
  expect(await nora.call('DELETE', `${AT}/studio-wan?personId=${personId}`)).toMatchObject(refused)
})

test('an export that lies in the vault is looked at like one that is sent, and by command', async () => {
  const body = new FormData()
  body.set('file', new File([JSON.stringify(graph)], 'studio.json'))
  const kept = await nora.call('POST', `/api/projects/${DEFAULT_PROJECT}/assets`, { body })
  const { id: assetId } = z.object({ id: z.string() }).parse(kept.json)
  expect(await nora.post(AT, { name: 'from-vault', assetId })).toMatchObject({
    status: 200,
    json: { format: 'api', refusals: [], definition: { name: 'from-vault' } },
  })
  expect(await nora.post(AT, { name: 'neither' })).toMatchObject({ status: 422 })
  expect(await nora.post(AT, { name: 'none', assetId: 'ast_00000000000040008000000000000009' })).toMatchObject({
    status: 404,
  })

  const asked = {
    personId: LOCAL_PERSON,
    projectId: DEFAULT_PROJECT,
    briefId: null,
    channel: null,
    requestId: 'r1',
    files: [],
  }
  const add = (given: object) =>
    runCommand(nora.nora, workflowAdd, asked, { asset: 'studio.json', name: 'studio-two', ...given })
  expect(JSON.stringify(await add({}))).toMatch(/positive fills .*sure/)
  expect((await names(`?projectId=${DEFAULT_PROJECT}`)).items.map((w) => w.name)).not.toContain('studio-two')
  expect(JSON.stringify(await add({ confirm: 'yes' }))).toContain('can be used now')
  expect((await names(`?projectId=${DEFAULT_PROJECT}`)).items.map((w) => w.name)).toContain('studio-two')
  expect(JSON.stringify(await add({ asset: 'nothing.json' }))).toContain('There is no file')
})
