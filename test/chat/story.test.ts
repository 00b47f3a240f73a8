/** From a brief in a channel to an approved film, as people live it in the thread. */
import { expect, test } from 'vitest'
import { commandNamed } from '../../commands/catalogue.ts'
import type { Asked } from '../../commands/command.ts'
import { markAdded, pressed, replyInThread } from '../../commands/hear.ts'
import { runCommand } from '../../commands/run.ts'
import { LOCAL_PERSON } from '../../src/domain/ids.ts'
import { newThread } from '../../src/domain/message.ts'
import type { Job } from '../../src/domain/job.ts'
import { SECOND } from '../../src/domain/time.ts'
import { pressId } from '../../src/words/press.ts'
import { createPosting } from '../../src/nora.ts'
import { wakeThreads } from '../../src/coordination/wake-threads.ts'
import { createRuleNoteReader } from '../../adapters/planner/note-reader.ts'
import { createFakeChat } from '../fakes/chat/chat-platform.ts'
import { createMemoryJobs } from '../fakes/memory-jobs.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { createChance, createSmallWorld } from '../story/small-world.ts'
import { storeBrief } from '../support/nouns.ts'
import { silent } from '../support/silent-log.ts'
import { createPoster, vaultOf } from './posting-world.ts'

const CHANNEL = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const

async function open() {
  const world = createSmallWorld(createChance(1), createRuleNoteReader(), { failing: 0, dying: 0, slow: 0 })
  const { nora, store, jobs, clock, vault, media } = world
  await nora.ensureDefaults()
  const fake = createFakeChat({ clock })
  const post = createPoster({ store, vault, media, clock, chat: fake.chat })
  const signal = new AbortController().signal
  const identity = { platform: 'slack', workspace: 'T1', userId: 'U1' } as const
  await nora.meet({ identity, name: 'Ada', knownAs: LOCAL_PERSON })
  return {
    ...world,
    ...fake,
    /** Everything that can be done is, and told. */
    async settle() {
      const due = (): readonly Job[] => jobs.open().filter((j) => j.kind !== 'remind')
      for (let round = 0; round < 500 && due().length > 0; round++) {
        for (const job of jobs.due())
          if (job.kind === 'post') await post(job, { signal })
          else if (job.kind !== 'remind') await world.attempt(job)
        world.pass(SECOND)
      }
      expect(due()).toEqual([])
    },
    /** Of the newest message with such a button. */
    button: (label: string): string => {
      const found = fake.messages.flatMap((m) => m.card.buttons).findLast((b) => b.label === label)
      if (found === undefined) throw new Error(`there is no button ${label}`)
      return pressId(found)
    },
  }
}

test('brief, plan, Go, delivery, note, new delivery, approval', async () => {
  const w = await open()
  const asked: Asked = {
    personId: LOCAL_PERSON,
    projectId: null,
    briefId: null,
    channel: { ...CHANNEL, name: 'films' },
    requestId: 'trigger-1',
    files: [],
  }
  const brief = commandNamed('brief')
  if (brief === null) throw new Error('there is no brief')
  const text = 'A lantern drifts. The wind rises. 2 seconds, 2 shots'
  const given = { text, fps: 12, size: '256x144', gate: 'always' }
  for (let twice = 0; twice < 2; twice++)
    expect(await runCommand(w.nora, brief, asked, given)).toMatchObject({ show: 'card' })
  await w.settle()
  expect(w.messages.filter((m) => m.thread === null)).toHaveLength(1)

  const [root] = w.messages
  const thread = await w.nora.threadAt({ ...CHANNEL, thread: root?.place.message ?? '' })
  if (thread === null) throw new Error('its thread is unknown')
  const { briefId } = thread
  const here = { ...asked, briefId, projectId: await w.nora.projectOfChannel(CHANNEL) }
  expect(await pressed(w.nora, w.button('Go'), LOCAL_PERSON)).toEqual({ show: 'nothing', done: 'Go' })
  await w.settle()
  expect(root?.card.title).toContain('delivered, in review')

  await replyInThread(w.nora, here, { place: { ...CHANNEL, message: 'theirs-1' }, text: 'shot 2 darker' })
  expect((await w.store.events(briefId, 0, 1000)).at(-1)?.event.type).toBe('NoteTaken')
  await w.settle()
  const approve = w.messages.findLast((m) => m.key.endsWith(':files') && m.thread === null)
  expect(approve?.files.map((f) => f.name)).toEqual([expect.stringMatching(/_v02\.mp4$/)])
  if (approve === undefined) throw new Error('there is no second film')
  expect(await markAdded(w.nora, { place: approve.place, personId: LOCAL_PERSON, mark: 'approve' })).toEqual({
    show: 'nothing',
  })
  await w.settle()

  expect((await w.store.brief(briefId))?.state.stage).toBe('approved')
  expect(root?.card.title).toContain('approved')
  const titles = w.messages.filter((m) => m.thread === root?.place.message).map((m) => m.card.title)
  expect(titles.filter((t) => t !== '').map((t) => t.replace(/^.*: delivery/, 'delivery'))).toEqual([
    expect.stringContaining('The plan: 2 shots'),
    'delivery 1',
    expect.stringContaining('Noted'),
    'Plan 2',
    'delivery 2',
    expect.stringContaining('approves delivery 2'),
    expect.stringContaining('Delivery 2 is approved by'),
  ])
  expect((await w.store.takes(briefId)).length).toBe(2)
})

test('posts are handed out as they come, also those from before this process', async () => {
  const jobs = createMemoryJobs()
  const store = wakeThreads(createMemoryStore(jobs))
  const clock = { now: () => new Date() }
  const fake = createFakeChat({
    clock,
    pace: { editEveryMs: 0, workspaceEditEveryMs: 0, channelPostEveryMs: 0, latePostMs: 0, lateEditMs: 0 },
  })
  const randomness = { uuid: () => 'never asked', below: () => 0 }
  const { brief } = await storeBrief(store)
  await store.transact(async (tx) => {
    await tx.appendEvents(brief.id, [{ type: 'Answered', text: 'Before' }], clock.now())
    await tx.insertChatThread(newThread(brief.id, CHANNEL))
  })
  const queue = jobs.open()
  const media = { proxy: async () => ({ ok: true, value: undefined }) as const }
  const signing = { secret: 's', publicUrl: 'http://nora' }
  const deps = {
    store,
    vault: vaultOf(1),
    media,
    jobs: queue,
    platforms: [fake.chat],
    signing,
    clock,
    randomness,
    log: silent,
  }
  await createPosting(deps).begin()
  const said = (text: string) => fake.messages.some((m) => m.card.title === text)
  await expect.poll(() => said('Before')).toBe(true)
  await store.transact((tx) => tx.appendEvents(brief.id, [{ type: 'Answered', text: 'After' }], clock.now()))
  await expect.poll(() => said('After')).toBe(true)
  await queue.stop()
})
