/** Is every thread told to the end, in order, each message once, whatever the chat does meanwhile? */
import { describe, expect, test } from 'vitest'
import type { BriefEvent } from '../../src/domain/event.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import type { Fault } from '../fakes/chat/chat-platform.ts'
import { newId } from '../support/nouns.ts'
import { createChance, type Chance } from '../story/small-world.ts'
import { createPostingWorld } from './posting-world.ts'

type World = ReturnType<typeof createPostingWorld>

const said = (text: string): BriefEvent => ({ type: 'Answered', text })
const stage = (to: 'shooting' | 'cutting' | 'in-review'): BriefEvent => ({ type: 'StageChanged', from: 'planning', to })

/** Messages of the thread, with what the thread says about itself left out. */
async function shown(world: World, briefId: BriefId) {
  const thread = (await world.store.chatThread(briefId))?.thread
  const all = world.messages.filter((m) => m.thread === thread && m.card.title !== '')
  return all.filter((m) => !m.key.includes(':late') && !m.key.includes(':status') && !m.key.includes('-instead'))
}

async function isToldWhole(world: World, briefId: BriefId): Promise<void> {
  const { posts, status } = await world.shouldRead(briefId)
  expect((await shown(world, briefId)).map((m) => m.card.title)).toEqual(posts.map((c) => c.title))
  const thread = await world.store.chatThread(briefId)
  const root = world.messages.filter((m) => m.key === `${briefId}:root`)
  expect(root).toHaveLength(1)
  expect(world.messages.find((m) => m.place.message === thread?.statusMessage)?.card).toEqual(status)
  // Each film once, or once that it could not be uploaded.
  const deliveries = posts.filter((c) => c.files.length > 0).length
  const about = (part: string) =>
    world.messages.filter((m) => m.key.startsWith(briefId) && m.key.endsWith(part) && m.thread !== null).length
  expect(about(':files')).toBeLessThanOrEqual(deliveries)
  expect(about(':files') + about(':files-instead')).toBeGreaterThanOrEqual(deliveries)
}

describe('a thread', () => {
  test('begins under one status card, is told in order, and the card shows the newest state only', async () => {
    const world = createPostingWorld()
    const { id } = await world.brief()
    await world.work()
    expect(world.messages.map((m) => m.thread)).toEqual([null])
    for (let i = 0; i < 40; i++) {
      await world.happen(
        id,
        { type: 'AgentStatusUpdate', agent: 'master_cinematographer', status: { at: 'planning' } },
        said(`Answer ${i}`),
      )
      world.pass(200)
      await world.work()
    }
    await world.happen(id, stage('cutting'))
    await world.settle()
    await isToldWhole(world, id)
    const [root] = world.messages
    expect(root?.card.title).toContain('cutting')
    expect((await world.store.brief(id))?.noraSessionId).toBe(`slack:T1:C1:${root?.place.message}`)
  })

  test('a delivery: a message to react to, the film with a link to the master, marks; only who must act is mentioned', async () => {
    const world = createPostingWorld()
    const { id, delivered } = await world.brief()
    await world.happen(id, said('Hello'), delivered(1))
    await world.settle()
    const [hello, delivery, film] = world.messages.filter((m) => m.thread !== null)
    expect(hello?.mentions).toEqual([])
    expect(delivery?.mentions).toEqual(['U1'])
    expect(delivery?.card.links[0]?.url).toMatch(
      /^http:\/\/nora\/api\/assets\/ast_\w+\/content\?expires=\d+&signature=/,
    )
    expect(delivery?.files.map((f) => f.name)).toEqual(['poster.jpg'])
    expect(delivery?.marks.map((m) => m.mark)).toEqual(['approve', 'request-changes', 'reject'])
    expect(film?.files.map((f) => f.name)).toEqual(['lantern_v01.mp4'])
    expect(world.messages.filter((m) => m.thread === null && m.key.endsWith(':post0'))).toHaveLength(1)
    const known = (await world.store.messages(id)).filter((m) => m.role === 'delivery' && m.deliveryNo === 1)
    expect(known).toHaveLength(4)
  })

  test('a film that is too large is fitted, again when the platform says less, and never rendered again', async () => {
    const world = createPostingWorld({ filmBytes: 50_000_000 })
    const { id, delivered } = await world.brief()
    let refusals = 0
    world.setFault((call) =>
      call.what === 'upload' && refusals++ < 1 ? { type: 'too-large', maxBytes: 600_000 } : null,
    )
    await world.happen(id, delivered(1))
    await world.settle()
    const [film] = world.messages.filter((m) => m.key.endsWith(':files'))
    expect(Buffer.from(film?.files[0]?.bytes ?? []).toString()).toBe('fitted')
    expect((await world.store.chatThread(id))?.maxUploadBytes).toBe(600_000)
    await isToldWhole(world, id)
  })

  test.each([
    ['no copy fits', (w: World) => void (w.media.fits = false), 'larger than I may upload'],
    [
      'files may not be written',
      (w: World) => w.setFault((c) => (c.what === 'upload' ? { type: 'forbidden', missing: 'files:write' } : null)),
      'files:write',
    ],
    ['uploads fail for good', (w: World) => w.setFault((c) => (c.what === 'upload' ? 'before' : null)), '503'],
  ])('where %s, the link stays and the thread goes on', async (_, arrange, says) => {
    const world = createPostingWorld({ filmBytes: 50_000_000 })
    const { id, delivered } = await world.brief()
    arrange(world)
    await world.happen(id, delivered(1), said('Later'))
    await world.settle()
    const titles = world.messages.filter((m) => m.thread !== null && !m.key.includes(':late')).map((m) => m.card)
    expect(titles.map((c) => c.title).filter((t) => t !== '')).toEqual([
      'Lantern: delivery 1',
      'The film is behind the link above',
      'Later',
    ])
    expect(titles.flatMap((c) => c.lines).join(' ')).toContain(says)
  })

  test('ten minutes without a chat: one honest word, then all of it in order', async () => {
    const world = createPostingWorld()
    const { id, delivered } = await world.brief()
    await world.settle()
    world.setFault(() => 'before')
    for (let minute = 0; minute < 10; minute++) {
      await world.happen(id, said(`Minute ${minute}`), stage('shooting'))
      world.pass(60_000)
      await world.work()
    }
    await world.happen(id, delivered(1))
    world.setFault(() => null)
    await world.settle()
    const late = world.messages.filter((m) => m.key.includes(':late'))
    expect(late.map((m) => m.card.title)).toEqual(['I could not write here for a while'])
    expect(late[0]?.card.lines[0]).toMatch(/^For 1\d minutes /)
    await isToldWhole(world, id)
  })

  test('a permission that is lost and given back: the first word names it, then all of it in order', async () => {
    const world = createPostingWorld()
    const { id, delivered } = await world.brief()
    await world.settle()
    world.setFault((call) => (call.what === 'edit' ? null : { type: 'forbidden', missing: 'Send Messages in Threads' }))
    await world.happen(id, said('The plan'), delivered(1))
    await world.work()
    world.setFault(() => null)
    await world.settle()
    const late = world.messages.filter((m) => m.key.includes(':late'))
    expect(late.map((m) => m.card.lines[0])).toEqual([expect.stringContaining('I lacked: Send Messages in Threads.')])
    await isToldWhole(world, id)
  })

  test('a limit is waited out to the millisecond, and is no silence', async () => {
    const world = createPostingWorld()
    const { id } = await world.brief()
    await world.settle()
    const until = world.clock.now().getTime() + 200_000
    world.setFault((call) => (call.at < until ? { type: 'rate-limited', afterMs: until - call.at } : null))
    const before = world.calls.length
    await world.happen(id, said('Hello'))
    await world.settle()
    expect(world.calls.slice(before).filter((c) => c.at < until)).toHaveLength(1)
    expect(world.messages.filter((m) => m.key.includes(':late'))).toEqual([])
    await isToldWhole(world, id)
  })

  test.each<[string, Fault]>([
    ['by the process that asked', { type: 'unreachable', reason: 'socket hang up', mayFollow: true }],
    ['by the one that follows it', 'died'],
  ])('what was never answered is looked for once it can come no more, %s', async (_, fault) => {
    const world = createPostingWorld({ lateMs: 30_000 })
    const { id } = await world.brief()
    await world.settle()
    const before = world.calls.length
    world.setFault((call) => (call.what === 'post' && world.calls.length === before + 1 ? fault : null))
    await world.happen(id, said('Hello'))
    const asked = world.clock.now().getTime()
    await world.settle()
    const again = world.calls.slice(before).filter((c) => c.what === 'post')[1]
    expect(again?.at).toBeGreaterThanOrEqual(asked + 30_000)
    await isToldWhole(world, id)
  })

  test('a status card that somebody deleted is shown again in the thread', async () => {
    const world = createPostingWorld()
    const { id } = await world.brief()
    await world.settle()
    const [root] = world.messages
    let isGone = true
    world.setFault((call) =>
      isGone && call.what === 'edit' && call.message === root?.place.message ? { type: 'gone', what: 'message' } : null,
    )
    await world.happen(id, stage('cutting'))
    await world.settle()
    const again = world.messages.filter((m) => m.key.includes(':status'))
    expect(again.map((m) => m.card.title)).toEqual(['Lantern: cutting'])
    isGone = false
    await world.happen(id, stage('in-review'))
    await world.settle()
    expect(again[0]?.card.title).toContain('in review')
  })

  test('a thread that somebody deleted goes on in a new one, and that is said once', async () => {
    const world = createPostingWorld()
    const { id } = await world.brief()
    await world.settle()
    let isGone = true
    world.setFault((call) => {
      if (call.what === 'open') isGone = false
      return isGone && call.what === 'post' ? { type: 'gone', what: 'thread' } : null
    })
    await world.happen(id, said('Hello'), said('Again'))
    await world.settle()
    const threads = [...new Set(world.messages.map((m) => m.thread))].filter((t) => t !== null)
    expect(threads).toHaveLength(1)
    expect(world.messages.filter((m) => m.thread === null)).toHaveLength(2)
    expect(world.messages.filter((m) => m.thread !== null).map((m) => m.card.title)).toEqual([
      'The thread of this film was deleted',
      'Hello',
      'Again',
    ])
  })

  test('a thread that is deleted while its card cannot be edited goes on in a new one', async () => {
    const world = createPostingWorld()
    const { id } = await world.brief()
    await world.settle()
    let isBad = true
    world.setFault((call) => {
      if (call.what === 'open') isBad = false
      if (!isBad) return null
      return call.what === 'edit' ? 'before' : { type: 'gone', what: 'thread' }
    })
    await world.happen(id, stage('shooting'))
    for (let second = 0; second < 120; second++) {
      await world.work()
      world.pass(1000)
    }
    await world.happen(id, said('Hello'))
    await world.settle()
    expect((await shown(world, id)).map((m) => m.card.title)).toEqual(['The thread of this film was deleted', 'Hello'])
  })

  test('a request that the platform refuses is left out after a few tries, and the thread goes on', async () => {
    const world = createPostingWorld()
    const { id } = await world.brief()
    await world.settle()
    let refused = 0
    world.setFault((call) =>
      call.what === 'post' && refused++ < 3 ? { type: 'refused', reason: 'invalid_blocks' } : null,
    )
    await world.happen(id, said('Cannot be'), said('Can be'))
    await world.settle()
    expect((await shown(world, id)).map((m) => m.card.title)).toEqual(['Can be'])
  })

  test('a card whose edits are refused keeps what it shows; nothing is said of a silence, and the next state is tried', async () => {
    const world = createPostingWorld()
    const { id } = await world.brief()
    await world.settle()
    const [root] = world.messages
    const before = root?.card.title
    let isRefused = true
    world.setFault((call) => (isRefused && call.what === 'edit' ? { type: 'refused', reason: 'Invalid Form' } : null))
    await world.happen(id, stage('shooting'))
    for (let minute = 0; minute < 20; minute++) {
      await world.happen(id, said(`Minute ${minute}`))
      for (let second = 0; second < 60; second++) {
        await world.work()
        world.pass(1000)
      }
    }
    expect(world.messages.filter((m) => m.key.includes(':late'))).toEqual([])
    expect(world.calls.filter((c) => c.what === 'edit')).toHaveLength(3)
    expect(root?.card.title).toBe(before)
    isRefused = false
    await world.happen(id, stage('cutting'))
    await world.settle()
    await isToldWhole(world, id)
  })

  test('a new status card that is refused ends nothing', async () => {
    const world = createPostingWorld()
    const { id } = await world.brief()
    await world.settle()
    let isRefused = true
    world.setFault((call) => {
      if (call.what === 'edit' && call.message === world.messages[0]?.place.message)
        return { type: 'gone', what: 'message' }
      return isRefused && call.what === 'post' ? { type: 'refused', reason: 'Invalid Form' } : null
    })
    await world.happen(id, stage('cutting'))
    await world.settle()
    expect(world.jobs.open()).toEqual([])
    expect(world.calls.filter((c) => c.what === 'post')).toHaveLength(3)
    isRefused = false
    await world.happen(id, stage('in-review'))
    await world.settle()
    expect(world.messages.at(-1)?.card.title).toContain('in review')
  })

  test('a place that takes no thread is told so once, and is asked no more', async () => {
    const world = createPostingWorld()
    let refused = 0
    world.setFault((call) =>
      call.what === 'open' && refused++ < 3
        ? { type: 'refused', reason: 'Cannot execute action on this channel type' }
        : null,
    )
    const { id } = await world.brief()
    await world.settle()
    expect(world.jobs.open()).toEqual([])
    expect(world.messages.map((m) => m.card.title)).toEqual(['“Lantern” has no thread here'])
    expect(world.messages[0]?.card.lines.join(' ')).toContain('Cannot execute action on this channel type')
    const asked = world.calls.length
    await world.happen(id, said('Hello'), stage('cutting'))
    await world.settle()
    expect(world.calls).toHaveLength(asked)
  })

  test('a platform that is away for long before it takes the thread is waited for', async () => {
    const world = createPostingWorld()
    const until = world.clock.now().getTime() + 600_000
    world.setFault((call) => (call.at < until ? 'before' : null))
    const { id } = await world.brief()
    await world.settle()
    expect(world.calls.length).toBeGreaterThan(3)
    await isToldWhole(world, id)
  })
})

const EVENTS: readonly ((chance: Chance) => BriefEvent)[] = [
  (chance) => said(`Answer ${chance.below(1e6)}`),
  () => stage('shooting'),
  () => stage('cutting'),
  () => ({ type: 'AgentStatusUpdate', agent: 'master_cinematographer', status: { at: 'planning' } }),
  (chance) => ({
    type: 'QuestionAsked',
    noteId: newId('note'),
    text: `Which ${chance.below(1e6)}?`,
    answers: ['This', 'That'],
    personId: null,
  }),
  (chance) => ({
    type: 'VerdictRevoked',
    deliveryNo: 1,
    personId: newId('person'),
    who: `Ada ${chance.below(1e6)}`,
    verdict: 'approve',
  }),
]

const FAULTS: readonly Fault[] = [
  'before',
  'after',
  'after',
  'died',
  'died',
  { type: 'rate-limited', afterMs: 5000 },
  { type: 'forbidden', missing: 'in the channel' },
]

async function run(seed: number): Promise<void> {
  const chance = createChance(seed)
  let calm = false
  const world = createPostingWorld({ dying: () => !calm && chance.next() < 0.03 })
  world.setFault(() => (!calm && chance.next() < 0.3 ? (chance.pick(FAULTS) ?? null) : null))
  const { id, delivered } = await world.brief()
  let deliveries = 0
  for (let i = 0; i < 14; i++) {
    const events = Array.from({ length: chance.below(3) }, () => chance.pick(EVENTS)?.(chance) ?? said('Well'))
    if (chance.next() < 0.15 && deliveries < 3) events.push(delivered(++deliveries))
    if (events.length > 0) await world.happen(id, ...events)
    if (chance.next() < 0.8) await world.work()
    if (chance.next() < 0.1) world.restart()
    world.pass(chance.below(chance.next() < 0.1 ? 200_000 : 4000))
  }
  calm = true
  await world.settle(5000)
  expect(world.jobs.open()).toEqual([])
  await isToldWhole(world, id)
  const keys = world.messages.map((m) => `${m.key} ${m.thread}`)
  expect(new Set(keys).size).toBe(keys.length)
}

const RUNS = Number(process.env['NORA_RUNS'] ?? 500)
test(
  `${RUNS} threads with faults of every kind: none lost, none doubled, order kept`,
  { timeout: 120_000 },
  async () => {
    for (let seed = 1; seed <= RUNS; seed++) await expect(run(seed), `run ${seed}`).resolves.toBeUndefined()
  },
)

const MINUTES = Number(process.env['NORA_MINUTES'] ?? 60)
test(
  `${MINUTES} minutes of 50 films at once never go faster than the platform allows`,
  { timeout: 300_000 },
  async () => {
    const world = createPostingWorld()
    const films = await Promise.all(Array.from({ length: 50 }, (_, i) => world.brief(`C${i % 5}`)))
    const chance = createChance(1)
    const end = world.clock.now().getTime() + MINUTES * 60_000
    while (world.clock.now().getTime() < end) {
      const film = chance.pick(films)
      if (film !== undefined)
        await world.happen(
          film.id,
          chance.next() < 0.05
            ? said('Hello')
            : {
                type: 'StageChanged',
                from: 'planning',
                to: chance.pick(['shooting', 'cutting', 'revising'] as const) ?? 'shooting',
              },
        )
      await world.work()
      world.pass(250)
    }
    const at = (what: string) => world.calls.filter((c) => c.what === what)
    const edits = at('edit')
    expect(edits.length).toBeGreaterThan(MINUTES * 28)
    expect(
      mostWithin(
        edits.map((c) => c.at),
        60_000,
      ),
    ).toBeLessThanOrEqual(41)
    for (const [, ofOne] of Map.groupBy(edits, (c) => c.message))
      expect(least(ofOne.map((c) => c.at))).toBeGreaterThanOrEqual(3000)
    const posts = world.calls.filter((c) => c.what === 'post' || c.what === 'open')
    for (const [, ofOne] of Map.groupBy(posts, (c) => c.channel.channel))
      expect(least(ofOne.map((c) => c.at))).toBeGreaterThanOrEqual(1000)
    await world.settle()
    for (const film of films) await isToldWhole(world, film.id)
  },
)

/** The most calls in any stretch of that length. */
const mostWithin = (times: readonly number[], ms: number): number =>
  Math.max(0, ...times.map((from) => times.filter((t) => t >= from && t < from + ms).length))
const least = (times: readonly number[]): number =>
  Math.min(Infinity, ...times.slice(1).map((t, i) => t - (times[i] ?? 0)))
