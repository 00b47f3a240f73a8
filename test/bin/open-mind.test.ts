/** Is a model asked exactly where one is set? */
import { expect, test } from 'vitest'
import { openMind } from '../../bin/open-mind.ts'
import { createDiskVault } from '../../adapters/vault/disk-vault.ts'
import { startChatServer } from '../fakes/chat-server.ts'
import { createBench } from '../media/bench.ts'
import { noteRequest } from '../planner/note-reading.ts'
import { planRequest } from '../planner/planning.ts'
import { silent } from '../support/silent-log.ts'

test('rules alone without a model; with one, it is asked for plans and for notes that the rules cannot read', async () => {
  const server = await startChatServer()
  const bench = await createBench()
  const deps = { media: bench.media, vault: createDiskVault({ root: bench.folder }), log: silent }
  const asked = async (model: Parameters<typeof openMind>[0]['model']) => {
    const mind = await openMind({ model }, deps)
    const plan = await mind.planner.plan(planRequest({ text: 'Rain. 4 seconds' }))
    await mind.noteReader.read(noteRequest('mehr Gischt'))
    return plan.ok ? plan.value.provenance.fellBack : plan.failure
  }
  server.always({ refuse: 'no' })
  expect(await asked(null)).toBeNull()
  expect(server.requests).toHaveLength(0)
  expect(await asked({ apiKey: null, baseUrl: server.url, name: 'large-1' })).toBe('declined to answer')
  expect(server.requests.map((r) => [r.model, r.response_format?.json_schema.name])).toEqual([
    ['large-1', 'shot_plan'],
    ['large-1', 'note'],
  ])
  await server.stop()
  await bench.close()
})
