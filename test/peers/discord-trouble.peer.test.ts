/** A film's life on a Discord that refuses, limits, breaks and forgets: the film goes on, nothing is lost, nothing is doubled, and people are told. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { examineDiscord } from '../../adapters/discord/doctor.ts'
import { CHANNEL, type Asked, type Fault } from './discord-peer.ts'
import { type Guild, LONG, openGuild } from './discord-guild.ts'

let guild: Guild
beforeAll(async () => void (guild = await openGuild()))
afterAll(() => guild.close())
beforeEach(() => guild.peer.setFault(() => null))

const LIMITED = { code: 0, message: 'You are being rate limited.' }
const refused = (status: number, code: number): Fault => ({ status, body: { code, message: `refused with ${code}` } })
const films = async (channel: string) =>
  (await guild.peer.messages(channel)).filter((m) => m.attachments.some((a) => a.filename.endsWith('.mp4')))
const posts = ({ method, route }: Asked) => method === 'POST' && route.endsWith('/messages')
const inThreads = (a: Asked) => posts(a) && !a.route.includes(CHANNEL)

/** A film of one short shot, by its title; the thread that it has once it has one. */
async function film(what: string) {
  const before = new Set((await guild.peer.threads()).map((t) => t.id))
  const answer = await guild.command('brief', {
    text: `One shot of a ${what}, 1 second`,
    size: '256x144',
    fps: 12,
    gate: 'never',
  })
  return {
    answer,
    thread: async () => {
      const isNew = async () => (await guild.peer.threads()).find((t) => !before.has(t.id))?.id ?? ''
      await expect.poll(isNew, LONG).not.toBe('')
      return isNew()
    },
    stage: async () =>
      (await guild.app().nora.listBriefs({ limit: 50 })).items.find((b) => b.title.toLowerCase().includes(what))?.state
        .stage,
  }
}
/** The film is there once in both places, and no card twice. */
async function isToldOnce(thread: string, what: string, timeout = LONG.timeout) {
  await expect.poll(async () => (await films(thread)).length, { ...LONG, timeout }).toBe(1)
  const inList = async () => (await guild.words()).filter((w) => w.includes(what) && w.includes('delivery 1')).length
  await expect.poll(inList, LONG).toBe(1)
  const titles = (await guild.peer.messages(thread)).flatMap((m) => m.embeds[0]?.title ?? [])
  expect(titles).toEqual([...new Set(titles)])
}

test('every kind of bad weather in one film’s life: it is told once and whole', { timeout: 60_000 }, async () => {
  const faults: Fault[] = [
    {
      status: 429,
      body: { ...LIMITED, retry_after: 0.2 },
      headers: { 'retry-after': '0.2', 'x-ratelimit-scope': 'shared' },
    },
    {
      status: 429,
      body: { ...LIMITED, retry_after: 0.3, global: true },
      headers: { 'retry-after': '0.3', 'x-ratelimit-global': 'true' },
    },
    { status: 502, body: '<html>Bad gateway</html>' },
    { status: 503 },
    'after',
    { status: 500, body: { code: 0, message: 'internal' } },
    'before',
    'after',
  ]
  let nth = 0
  // Two, and then one that goes through.
  const isHit = ({ method, route }: Asked) => method !== 'GET' && route.startsWith('/channels/') && nth++ % 3 !== 2
  guild.peer.setFault((a) => (isHit(a) ? (faults.shift() ?? null) : null))
  const { thread } = await film('heron over the lake')
  await isToldOnce(await thread(), 'heron over the lake')
  expect(faults).toEqual([])
})

test(
  'a limit of an hour in one thread, and a page that says no time, keep nobody else waiting',
  { timeout: 120_000 },
  async () => {
    const limited = await film('limited owl')
    const shut = await limited.thread()
    let asked = 0
    guild.peer.setFault(({ route }) => {
      if (!route.startsWith(`/channels/${shut}/messages`)) return null
      asked++
      return { status: 429, body: { ...LIMITED, retry_after: 3600 }, headers: { 'retry-after': '3600' } }
    })
    const other = await film('free owl')
    const free = await other.thread()
    await isToldOnce(free, 'free owl')
    await expect.poll(limited.stage, LONG).toBe('in-review')
    expect(asked).toBeLessThan(5)
    // As of what stands before Discord: no JSON, no time.
    let pages = 0
    guild.peer.setFault((a) => {
      if (!inThreads(a)) return null
      pages++
      return { status: 429, body: '<html>error code: 1015</html>' }
    })
    const stopped = await film('stopped owl')
    await expect.poll(stopped.stage, LONG).toBe('in-review')
    await expect.poll(() => pages, LONG).toBeGreaterThan(0)
    expect(pages).toBeLessThan(5)
    guild.peer.setFault(() => null)
    // Nothing of it hangs: it ends, and goes on where it was.
    const begun = performance.now()
    await guild.restart()
    expect(performance.now() - begun).toBeLessThan(10_000)
    await isToldOnce(await stopped.thread(), 'stopped owl', 60_000)
  },
)

describe('an answer that cannot be given', () => {
  const TOO_LATE = 'too late to answer you in private'
  const verb = (name: string) => ({ name: 'nora', options: [{ name, type: 1, options: [] }] })
  const ask = (data: object) => guild.peer.interact({ type: 2, data: { id: '1000000000000000099', type: 1, ...data } })
  const saying = async (words: string) => (await guild.words()).filter((w) => w.includes(words)).length

  test.each([
    ['its first answer comes too late (10062)', '/callback', 10_062],
    ['what follows it comes too late (50027)', '/messages/@original', 50_027],
    ['Discord has forgotten it (10015)', '/messages/@original', 10_015],
  ])('since %s: who asked is told so, and nobody reads what was for them alone', async (_, route, code) => {
    const before = await saying(TOO_LATE)
    guild.peer.setFault((a) => (a.route.endsWith(route) ? refused(404, code) : null))
    await ask(verb('desk'))
    await expect.poll(() => saying(TOO_LATE), LONG).toBe(before + 1)
    expect((await guild.words()).at(-1)).toMatch(/^<@\d+>/)
    await ask(verb('status'))
    await expect.poll(() => saying(TOO_LATE), LONG).toBe(before + 2)
    expect(await saying('Your desk')).toBe(0)
    expect(await saying('/enter/')).toBe(0)
  })

  test.each([
    ['too late (10062)', refused(404, 10_062)],
    ['broken (500)', refused(500, 0)],
  ])('being %s leaves what was asked for as it is: it happens once', { timeout: 60_000 }, async (how, fault) => {
    // What was never answered cannot be answered further.
    guild.peer.setFault(({ route }) =>
      route.endsWith('/callback') ? fault : route.startsWith('/webhooks/') ? refused(404, 10_015) : null,
    )
    const before = await saying(TOO_LATE)
    const threads = (await guild.peer.threads()).length
    const text = `One shot of an owl that is ${how}, 1 second, 256x144, 12 fps`
    await ask({ name: 'brief', options: [{ name: 'text', type: 3, value: text }] })
    await expect.poll(() => saying(TOO_LATE), LONG).toBe(before + 1)
    await expect.poll(async () => (await guild.peer.threads()).length, LONG).toBe(threads + 1)
    expect(await saying('Something broke')).toBe(0)
  })
})

test(
  'a thread that was begun although the answer was lost is taken as it is (160004)',
  { timeout: 60_000 },
  async () => {
    const { peer } = guild
    const known = new Set((await peer.threads()).map((t) => t.id))
    let isBegun = false
    peer.setFault(({ method, route }) => {
      const [, message] = /^\/channels\/\d+\/messages\/(\d+)\/threads$/.exec(route) ?? []
      if (method !== 'POST' || message === undefined) return null
      if (isBegun) return refused(400, 160_004)
      isBegun = true
      return 'after'
    })
    const made = async () => (await peer.threads()).find((t) => !known.has(t.id))?.id ?? ''
    const begun = film('hidden owl')
    await expect.poll(made, LONG).not.toBe('')
    const thread = await made()
    const root = (await peer.messages(CHANNEL)).findLast((m) => m.embeds[0]?.title?.includes('hidden owl'))
    peer.alias(root?.id ?? '', thread)
    await begun
    await isToldOnce(thread, 'hidden owl')
    expect((await peer.threads()).filter((t) => !known.has(t.id))).toHaveLength(1)
  },
)

test('a status card that somebody deleted (10008) stands in the thread from then on', { timeout: 60_000 }, async () => {
  const { peer } = guild
  const { thread } = await film('deleted owl')
  const id = await thread()
  const root = (await peer.messages(CHANNEL)).findLast((m) => m.embeds[0]?.title?.includes('deleted owl'))
  peer.setFault(({ route }) => (route === `/channels/${CHANNEL}/messages/${root?.id}` ? refused(404, 10_008) : null))
  await isToldOnce(id, 'deleted owl')
  const status = async () =>
    (await peer.messages(id)).filter(
      (m) => m.embeds[0]?.title === 'deleted owl' || /review/i.test(m.embeds[0]?.title ?? ''),
    )
  await expect.poll(async () => (await status()).length, LONG).toBe(1)
})

test(
  'permissions that are lost in the middle (50013, 50001): the film goes on, one word names what lacked, and the doctor too',
  { timeout: 150_000 },
  async () => {
    const { peer } = guild
    const { thread, stage } = await film('silenced owl')
    const id = await thread()
    let hits = 0
    peer.setFault((a) => {
      if (!posts(a) || !a.route.includes(id)) return null
      hits++
      return refused(403, 50_013)
    })
    await expect.poll(stage, LONG).toBe('in-review')
    await expect.poll(() => hits, LONG).toBeGreaterThan(0)
    peer.setFault(() => null)
    // A shut thread is tried again after a minute at first.
    await isToldOnce(id, 'silenced owl', 100_000)
    const late = (await guild.words(id)).filter((w) => w.includes('could not write here'))
    expect(late).toEqual([expect.stringContaining('I lacked: Send Messages in Threads.')])

    peer.setFault(({ route }) => (route === `/channels/${CHANNEL}` ? refused(403, 50_001) : null))
    const config = {
      token: peer.twin.botToken,
      apiUrl: peer.apiUrl,
      guildId: peer.twin.guildId,
      wantsMessageContent: true,
    }
    const bound = [{ platform: 'discord', workspace: peer.twin.guildId, channel: CHANNEL } as const]
    expect((await examineDiscord(config, bound)).at(-1)).toMatchObject({
      isGood: false,
      line: expect.stringContaining('cannot see the channel'),
    })
  },
)
