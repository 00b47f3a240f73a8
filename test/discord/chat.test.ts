/** Does the Discord adapter keep the contract of chat platforms, through the real client, and know a way on from each refusal? */
import { REST } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { withCeiling } from '../../adapters/discord/ceiling.ts'
import { createChat } from '../../adapters/discord/chat.ts'
import { REST_OPTIONS } from '../../adapters/discord/rest-options.ts'
import { idsOf } from '../../adapters/discord/places.ts'
import { createUploadLimits } from '../../adapters/discord/upload-limits.ts'
import type { ChatFile } from '../../src/ports/chat.ts'
import { card } from '../../src/words/card.ts'
import { testChat } from '../contracts/chat.ts'
import { CHANNEL, createFakeDiscord, type Fault, GUILD, ME, type Request, USER } from '../fakes/discord/discord-rest.ts'

const channel = { platform: 'discord', workspace: GUILD, channel: CHANNEL } as const
const EMOJI = { approve: '✅', 'request-changes': '🔁', reject: '❌' } as const

function open(discord = createFakeDiscord(), o: { readonly retries?: number; readonly longestMs?: number } = {}) {
  const api = new REST({
    ...REST_OPTIONS,
    makeRequest: discord.makeRequest,
    retries: o.retries ?? 0,
    globalRequestsPerSecond: 10_000,
  }).setToken('token')
  const limits = createUploadLimits()
  return { discord, limits, chat: createChat({ api: withCeiling(api, o.longestMs), me: () => ME, limits }) }
}

testChat('Discord', async () => {
  const { discord, limits, chat } = open()
  return {
    chat,
    channel,
    userId: USER,
    seen: async () =>
      discord.messages.map((m) => ({
        message: m.channelId === CHANNEL ? m.id : `${m.channelId}/${m.id}`,
        thread: m.channelId === CHANNEL ? null : m.channelId,
        text: [m.content, ...m.embeds.flatMap((e) => [e.title, e.description])].join('\n'),
        files: m.files
          .filter((f) => !f.name.startsWith('picture-'))
          .map((f) => ({ name: f.name, bytes: f.bytes.length })),
        buttons: (m.components ?? []).flatMap((row) =>
          'components' in row
            ? row.components.flatMap((b) =>
                'custom_id' in b && 'label' in b ? [{ label: b.label ?? '', value: b.custom_id }] : [],
              )
            : [],
        ),
        mentions: [...(m.allowed?.users ?? []), ...(m.allowed?.parse ?? [])],
      })),
    press: async (place, mark) => {
      const { channelId, messageId } = idsOf(place)
      discord.react(channelId, messageId, EMOJI[mark], USER)
    },
    remove: async (place) => {
      const { channelId, messageId } = idsOf(place)
      discord.remove(channelId, messageId)
    },
    limitUploads: async (bytes) => {
      discord.limitUploads(bytes)
      // As each interaction tells.
      limits.learn(GUILD, bytes)
    },
    [Symbol.asyncDispose]: async () => {},
  }
})

const value = <T>(
  r: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: unknown },
): T => {
  if (!r.ok) throw new Error(JSON.stringify(r.failure))
  return r.value
}
const film = (bytes: number): ChatFile => ({
  name: 'lantern_v01.mp4',
  mime: 'video/mp4',
  bytes,
  async *read() {
    yield new Uint8Array(bytes)
  },
})
const message = (title: string) => ({ card: card(title, []), pictures: [], mentions: [], alsoInChannel: false })
const first = (key: string) => ({ key, isRepeat: false })
const again = (key: string) => ({ key, isRepeat: true })

describe('a way on from each refusal', () => {
  const once = (fault: Fault, on: (r: Request) => boolean) => {
    let isDone = false
    return (r: Request) => {
      if (isDone || !on(r)) return null
      isDone = true
      return fault
    }
  }
  const posts = (r: Request) => r.method === 'POST' && r.path.endsWith('/messages')

  test('a message that went through although the connection broke is found after Discord forgot its nonce', async () => {
    const { discord, chat } = open()
    const { thread } = value(await chat.openThread(channel, card('Lantern', []), 'Lantern', first('root')))
    value(await chat.post(thread, message('Not done'), first('a')))
    discord.setFault(once('after', posts))
    expect(await chat.post(thread, message('Not done'), first('b'))).toMatchObject({ failure: { type: 'unreachable' } })
    discord.forgetNonces()
    value(await chat.post(thread, message('Not done'), again('b')))
    expect(discord.messages.filter((m) => m.channelId === thread.thread)).toHaveLength(2)
    // One with the same words that was never sent is sent.
    value(await chat.post(thread, message('Not done'), again('c')))
    expect(discord.messages.filter((m) => m.channelId === thread.thread)).toHaveLength(3)
  })

  test('each of three hundred messages of the same words is known again, also after it was edited by another process', async () => {
    const { discord, chat } = open()
    const { thread } = value(await chat.openThread(channel, card('Lantern', []), 'Lantern', first('root')))
    const keys = Array.from({ length: 300 }, (_, i) => `brf_1:${i}:post0`)
    const shown = new Map<string, string>()
    for (const key of keys) {
      const [place] = value(await chat.post(thread, message('Not done'), first(key))).messages
      shown.set(key, place?.message ?? '')
    }
    discord.forgetNonces()
    const later = open(discord).chat
    for (const place of shown.values())
      value(await later.edit({ ...channel, message: place }, card('Not done', ['Asked again'])))
    for (const key of keys) {
      const [place] = value(await later.post(thread, message('Not done'), again(key))).messages
      expect(place?.message).toBe(shown.get(key))
    }
    expect(discord.messages).toHaveLength(301)
    // People see nothing of it.
    expect([...new Set(discord.messages.slice(1).map((m) => JSON.stringify([m.content, m.embeds[0]?.title])))]).toEqual(
      ['["","Not done"]'],
    )
  })

  test('a film that went up although the connection broke is not sent again, and one that did not is', async () => {
    const { discord, chat } = open()
    const { thread } = value(await chat.openThread(channel, card('Lantern', []), 'Lantern', first('root')))
    for (const fault of ['after', 'before'] as const) {
      const before = discord.messages.length
      discord.setFault(once(fault, (r) => posts(r) && r.path.includes(CHANNEL)))
      const key = `film ${fault}`
      const files = [film(fault === 'after' ? 5000 : 6000)]
      expect(await chat.upload(thread, files, { ...first(key), alsoInChannel: true })).toMatchObject({ ok: false })
      discord.forgetNonces()
      value(await chat.upload(thread, files, { ...again(key), alsoInChannel: true }))
      expect(discord.messages.length - before).toBe(2)
    }
  })

  test('a thread that was begun although nobody heard of it is taken as it is (160004)', async () => {
    const { discord, chat } = open()
    discord.setFault((r) => (r.path.endsWith('/threads') ? { status: 400, code: 160_004 } : null))
    const opened = value(await chat.openThread(channel, card('Lantern', []), 'Lantern', first('root')))
    expect(opened.thread.thread).toBe(discord.messages[0]?.id)
    expect(discord.messages).toHaveLength(1)
  })

  test('a thread that was put away is taken out again (50083)', async () => {
    const { discord, chat } = open()
    const { thread } = value(await chat.openThread(channel, card('Lantern', []), 'Lantern', first('root')))
    const { messages } = value(await chat.post(thread, message('Delivery'), first('a')))
    const [place] = messages
    if (place === undefined) throw new Error('nothing was shown')
    Object.assign(discord.channels.get(thread.thread) ?? {}, { archived: true })
    value(await chat.edit(place, card('Delivery, again', [])))
    expect(discord.channels.get(thread.thread)?.archived).toBe(false)
  })

  test.each([
    [10_003, 404, { type: 'gone', what: 'thread' }],
    [50_001, 403, { type: 'forbidden', missing: 'View Channel' }],
    [50_013, 403, { type: 'forbidden', missing: 'Send Messages in Threads' }],
    [50_035, 400, { type: 'refused' }],
  ])('%i is told as what it means', async (code, status, failure) => {
    const { discord, chat } = open()
    const { thread } = value(await chat.openThread(channel, card('Lantern', []), 'Lantern', first('root')))
    discord.setFault((r) => (posts(r) ? { status, code } : null))
    expect(await chat.post(thread, message('Delivery'), first('a'))).toMatchObject({ ok: false, failure })
  })

  test('a film that Discord finds too large is refused with what is tried next (40005, 413)', async () => {
    const { discord, limits, chat } = open()
    const { thread } = value(await chat.openThread(channel, card('Lantern', []), 'Lantern', first('root')))
    limits.learn(GUILD, 50 * 1024 ** 2)
    const upload = () => chat.upload(thread, [film(12_000_000)], { ...first('film'), alsoInChannel: false })
    expect(await upload()).toEqual({ ok: false, failure: { type: 'too-large', maxBytes: 10 * 1024 ** 2 } })
    expect(value(await chat.maxUploadBytes(thread))).toBe(10 * 1024 ** 2)
    discord.limitUploads(4_000_000)
    expect(await chat.upload(thread, [film(9_000_000)], { ...first('film'), alsoInChannel: false })).toMatchObject({
      failure: { type: 'too-large', maxBytes: 4_500_000 },
    })
  })

  test('a short rate limit is waited for by the client, a long one is told with its time (429)', async () => {
    const { discord, chat } = open()
    const { thread } = value(await chat.openThread(channel, card('Lantern', []), 'Lantern', first('root')))
    discord.setFault(once({ status: 429, retryAfter: 0.05 }, posts))
    value(await chat.post(thread, message('Soon'), first('a')))
    discord.setFault(once({ status: 429, retryAfter: 40 }, posts))
    const late = await chat.post(thread, message('Late'), first('b'))
    expect(late).toMatchObject({ ok: false, failure: { type: 'rate-limited', afterMs: 40_050 } })
  })

  test('a pause without a time is not stormed, and told as one of half a minute', async () => {
    const { discord, chat } = open()
    const { thread } = value(await chat.openThread(channel, card('Lantern', []), 'Lantern', first('root')))
    let asked = 0
    discord.setFault((r) => (posts(r) && ++asked > 0 ? { status: 429 } : null))
    expect(await chat.post(thread, message('Late'), first('a'))).toMatchObject({
      failure: { type: 'rate-limited', afterMs: 30_000 },
    })
    expect(asked).toBe(1)
  })

  test('short pauses that never end are given up, and so is what waits behind them', async () => {
    const { discord, chat } = open(undefined, { longestMs: 400 })
    const { thread } = value(await chat.openThread(channel, card('Lantern', []), 'Lantern', first('root')))
    discord.setFault((r) => (posts(r) ? { status: 429, retryAfter: 0.05 } : null))
    const two = ['a', 'b'].map((key) => chat.post(thread, message(key), first(key)))
    for (const result of await Promise.all(two)) expect(result).toMatchObject({ failure: { type: 'unreachable' } })
    discord.setFault(() => null)
    value(await chat.post(thread, message('c'), first('c')))
  })

  test('a token that Discord refuses once is told as that from then on', async () => {
    const { discord, chat } = open()
    const { thread } = value(await chat.openThread(channel, card('Lantern', []), 'Lantern', first('root')))
    discord.setFault(once({ status: 401 }, posts))
    for (const key of ['a', 'b'])
      expect(await chat.post(thread, message('Delivery'), first(key))).toMatchObject({
        failure: { type: 'unreachable', reason: 'Discord refuses DISCORD_TOKEN' },
      })
  })

  test('a film is sent whole again when Discord fails with it halfway', async () => {
    const { discord, chat } = open(undefined, { retries: 2 })
    const { thread } = value(await chat.openThread(channel, card('Lantern', []), 'Lantern', first('root')))
    discord.setFault(once({ status: 502 }, (r) => r.files.length > 0))
    value(await chat.upload(thread, [film(70_000)], { ...first('film'), alsoInChannel: false }))
    expect(discord.messages.at(-1)?.files.map((f) => f.bytes.length)).toEqual([70_000])
  })

  test('a server that is boosted is believed once its people tell of it, a single one is not', () => {
    const { limits } = open()
    limits.learn(GUILD, 10 * 1024 ** 2)
    limits.learn(GUILD, 500 * 1024 ** 2)
    expect(limits.of(GUILD)).toBe(10 * 1024 ** 2)
    for (let i = 0; i < 20; i++) limits.learn(GUILD, 50 * 1024 ** 2)
    expect(limits.of(GUILD)).toBe(50 * 1024 ** 2)
  })

  test('pictures that may not be attached are left out, the card is shown', async () => {
    const { discord, chat } = open()
    const { thread } = value(await chat.openThread(channel, card('Lantern', []), 'Lantern', first('root')))
    discord.setFault((r) => (r.files.length > 0 ? { status: 403, code: 50_013 } : null))
    const picture = { ...film(100), name: 'boards.jpg', mime: 'image/jpeg' }
    value(await chat.post(thread, { ...message('The plan'), pictures: [picture] }, first('a')))
    expect(discord.messages.at(-1)?.embeds[0]).toMatchObject({ title: 'The plan' })
  })
})

test('an edit that was never answered may still come, as no message does twice', async () => {
  const { discord, chat } = open()
  const first = { key: 'late:root', isRepeat: false }
  const opened = await chat.openThread(channel, card('Lantern', []), 'Lantern', first)
  if (!opened.ok) throw new Error(opened.failure.type)
  const { thread, status } = opened.value
  discord.setFault(() => 'after')
  const shown = card('Lantern: cutting', [])
  expect(await chat.edit(status, shown)).toMatchObject({ failure: { type: 'unreachable', mayFollow: true } })
  const said = { card: shown, pictures: [], mentions: [], alsoInChannel: false }
  const posted = await chat.post(thread, said, { key: 'late:post', isRepeat: false })
  expect(posted).toMatchObject({ failure: { type: 'unreachable' } })
  expect(posted).not.toMatchObject({ failure: { mayFollow: true } })
})
