/** Is a mark heard that somebody put on a delivery before Nora knew that Slack shows it? */
import { expect, test } from 'vitest'
import { createRates } from '../../adapters/slack/rates.ts'
import { createMarkReading } from '../../adapters/slack/reconcile.ts'
import { LOCAL_PERSON } from '../../src/domain/ids.ts'
import { ok } from '../../src/domain/result.ts'
import type { ChatPlatform } from '../../src/ports/chat.ts'
import { createRuleNoteReader } from '../../adapters/planner/note-reader.ts'
import { createChance, createSmallWorld } from '../story/small-world.ts'
import { silent } from '../support/silent-log.ts'

test('marks on any message of the delivery count once', async () => {
  const world = createSmallWorld(createChance(1), createRuleNoteReader(), { failing: 0, dying: 0, slow: 0 })
  const { nora, store, clock } = world
  await nora.ensureDefaults()
  const taken = await nora.takeBrief({
    projectId: null,
    requesterId: LOCAL_PERSON,
    text: 'A lantern drifts. 1 second, 1 shot',
    options: { fps: 12, size: '256x144' },
    assetIds: [],
    sessionId: null,
    idempotency: null,
  })
  if (!taken.ok) throw new Error(taken.failure.type)
  const briefId = taken.value.id
  for (let round = 0; round < 20; round++)
    for (const job of world.jobs.open().filter((j) => j.kind !== 'remind')) await world.attempt(job)
  const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const
  const at = (message: string) => ({ ...channel, message })
  await store.transact(async (tx) => {
    for (const message of ['1.1', '1.2'])
      await tx.rememberMessage({
        ...at(message),
        briefId,
        role: 'delivery',
        deliveryNo: 1,
        noteId: null,
        at: clock.now(),
      })
  })
  const people = { meet: async () => ({ personId: LOCAL_PERSON, projectId: null }) }
  const self = { workspace: 'T1', botUserId: 'U0', botId: null, url: '' }
  const inbound = { nora, people, self, log: silent }
  const readMarks: ChatPlatform['readMarks'] = async ({ message }) =>
    ok({ marks: message === '1.2' ? [{ mark: 'approve', userId: 'U1' }] : [], isWhole: true })
  for (let twice = 0; twice < 2; twice++)
    await createMarkReading(
      inbound,
      { platform: 'slack', readMarks },
      createRates(() => 0),
    ).ofDelivery(at('1.1'))
  expect((await store.brief(briefId))?.state.stage).toBe('approved')
  const given = (await store.events(briefId, 0, 1000)).filter((e) => e.event.type === 'VerdictGiven')
  expect(given).toHaveLength(1)
})
