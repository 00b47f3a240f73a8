/** Discord as `discord-digital-twin` has it, behind a proxy: a gateway that breaks off and is taken up again, and REST that breaks as the test wants. */
import type { APIMessage } from 'discord.js'
import { createDiscord } from '../../adapters/discord/app.ts'
import { toMessage } from '../../adapters/discord/components.ts'
import type { VerdictMark } from '../../src/ports/chat.ts'
import { openDiscordPeer } from './discord-peer.ts'
import { openFaultProxy } from './fault-proxy.ts'
import type { Seen, Side, Tell } from './side.ts'

const EMOJI: Readonly<Record<VerdictMark, string>> = { approve: '✅', 'request-changes': '🔁', reject: '❌' }

/** In which Discord.js connects again. */
const LONGEST_MS = 10_000

export async function openDiscordSide(): Promise<Side> {
  const peer = await openDiscordPeer({ isNaming: true })
  const { twin, weather } = peer
  const target = new URL(peer.apiUrl).origin
  const proxy = await openFaultProxy({
    target,
    nameOf: (method, path) =>
      `${method} ${path
        .replace(/^\/api\/v\d+/, '')
        .replace(/\?.*/, '')
        .replaceAll(/\/\d+(?=\/|$)/g, '/:id')}`,
  })
  const here = { isUp: false }
  let channels = 0
  const said = new Set<string>()

  /** What the gateway says of it, said once more with every call. */
  async function telling(act: () => unknown): Promise<Tell> {
    const events = await peer.silently(async () => {
      const message = (await act()) as APIMessage | undefined
      if (message?.id !== undefined) said.add(message.id)
    })
    return async () => {
      if (!here.isUp) return false
      for (const [event, data] of events)
        twin.server.gateway.broadcast(event, JSON.parse(JSON.stringify(data).replaceAll(target, proxy.url)) as object)
      return true
    }
  }

  const seenIn = (channel: string, all: readonly APIMessage[], isThread: boolean) =>
    Promise.all(
      // The twin counts the message on which a thread begins to the thread as well.
      all
        .filter((m) => m.id !== channel)
        .map(async (m): Promise<Seen> => {
          const title = m.embeds[0]?.title ?? ''
          return {
            message: m.id,
            thread: isThread ? channel : null,
            isInChannel: !isThread,
            isOurs: m.author.id === twin.botUserId,
            isAnswer: said.has(m.message_reference?.message_id ?? ''),
            title,
            // The pictures of a card are no files.
            files: title === '' ? m.attachments.map((a) => a.filename) : [],
            marks: m.author.id === twin.botUserId ? await peer.marksOn(m.id) : [],
          }
        }),
    )
  const placeOf = (channel: string, on: Seen): string => on.thread ?? channel

  return {
    platform: 'discord',
    proxy,
    marks: Object.values(EMOJI),
    isSpared: (method) => method === 'GET /gateway/bot',
    limit: () => 0.05,
    makeChannel: () => peer.makeChannel(`films-${++channels}`),

    async open({ nora, log, now }) {
      proxy.setClock(now)
      peer.setClock(now)
      const { botToken: token, guildId } = twin
      const discord = createDiscord(
        { token, guildId, apiUrl: `${proxy.url}/api`, wantsMessageContent: true },
        { nora, log },
      )
      return {
        chat: discord.chat,
        async start() {
          here.isUp = await discord.start().then(
            () => true,
            () => false,
          )
          return here.isUp
        },
        async stop() {
          here.isUp = false
          await discord.stop()
        },
      }
    },

    mention: (channel, text, { name, bytes }) =>
      telling(() => peer.say(channel, `<@${twin.botUserId}> ${text}`, [peer.attachment(name, 'image/jpeg', bytes)])),
    say: (_, thread, text) => telling(() => peer.say(thread, text)),
    react: (channel, on, mark) => telling(() => peer.react(placeOf(channel, on), on.message, EMOJI[mark])),
    unreact: (channel, on, mark) => telling(() => peer.unreact(placeOf(channel, on), on.message, EMOJI[mark])),
    env: {
      DISCORD_TOKEN: twin.botToken,
      DISCORD_API_URL: `${proxy.url}/api`,
      DISCORD_GUILD_ID: twin.guildId,
    },
    joined: () => void (here.isUp = true),
    download: async (_, on, name) =>
      peer.uploads.get(on.message)?.find((f) => f.name === name)?.bytes ?? new Uint8Array(),
    hangUp: () => weather.close(4000),
    async heard() {
      const until = performance.now() + LONGEST_MS
      const isBack = () => !here.isUp || weather.isConnected() || performance.now() > until
      do {
        while (!isBack()) await new Promise((again) => setImmediate(again))
        await peer.allHeard()
      } while (!isBack())
      await proxy.quiet()
    },

    async seen(channel) {
      const threads = await peer.threadsOf(channel)
      const all = [await seenIn(channel, await peer.messages(channel), false)]
      for (const { id } of threads) all.push(await seenIn(id, await peer.messages(id), true))
      return all.flat().toSorted((a, b) => (BigInt(a.message) < BigInt(b.message) ? -1 : 1))
    },
    titleOf: (card) => toMessage(card).embeds?.[0]?.title ?? '',
    textOf: (card) => JSON.stringify(plain(toMessage(card).embeds)),
    textAt: async (channel, message, thread) =>
      JSON.stringify(plain((await peer.messages(thread ?? channel)).find((m) => m.id === message)?.embeds)),
    close: async () => {
      await proxy.close()
      await peer.close()
    },
  }
}

const plain = (embeds: APIMessage['embeds'] | undefined) =>
  (embeds ?? []).map(({ title, description }) => ({ title, description: description ?? '' }))
