/** Slack as the package `emulate` has it, with a door for Nora behind a proxy: signed requests, or Socket Mode. */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { blocksOf } from '../../adapters/slack/blocks.ts'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import { createSlack } from '../../adapters/slack/slack.ts'
import type { VerdictMark } from '../../src/ports/chat.ts'
import { openFaultProxy } from './fault-proxy.ts'
import type { Seen, Side, Tell } from './side.ts'
import {
  BOT_TOKEN,
  BOT_TOKENS,
  openSlackPeer,
  REQUESTS_A_TOKEN,
  signed,
  SIGNING_SECRET,
  WORKSPACE,
} from './slack-peer.ts'
import { openSocketRelay } from './socket-relay.ts'

const EMOJI: Readonly<Record<VerdictMark, string>> = {
  approve: 'white_check_mark',
  'request-changes': 'repeat',
  reject: 'x',
}
const NORA = 'U0NORA'

const isLink = (text: string): boolean => /^<http[^>]*>$/.test(text)

export async function openSlackSide(o: { readonly door: 'http' | 'socket' }): Promise<Side> {
  const peer = await openSlackPeer({ scopes: BOT_SCOPES })
  const relay = o.door === 'socket' ? await openSocketRelay(peer.url) : null
  const proxy = await openFaultProxy({
    target: relay === null ? peer.url : new URL(relay.apiUrl).origin,
    also: [peer.url],
    authorize: (given, nth) => given.replace(BOT_TOKEN, BOT_TOKENS[Math.floor(nth / REQUESTS_A_TOKEN)] ?? BOT_TOKEN),
    nameOf: (_, path) => /^\/api\/([\w.]+)/.exec(path)?.[1] ?? (path.startsWith('/upload') ? 'upload' : 'download'),
  })
  let mount: ReturnType<typeof createSlack>['mount'] = null
  let isUp = false
  /** Those who wait for a word over the socket, which says nothing of what was not taken. */
  const waiting = new Set<() => void>()
  const loseAll = (): void => {
    for (const lost of waiting) lost()
  }
  const door = createServer((request, response) => {
    if (mount === null) response.writeHead(503).end()
    else mount.listener(request, response)
  })
  await new Promise<void>((ready) => void door.listen(0, '127.0.0.1', ready))
  let doorUrl = `http://127.0.0.1:${(door.address() as AddressInfo).port}/slack/events`

  /** Every call of it is the same event, sent once more. */
  function telling(inner: object): Tell {
    const event = {
      type: 'event_callback',
      team_id: WORKSPACE,
      api_app_id: 'A0NORA',
      event_id: `Ev${randomUUID()}`,
      event_time: 1,
      event: JSON.parse(JSON.stringify(inner).replaceAll(peer.url, proxy.url)) as object,
    }
    if (relay === null)
      return async () => {
        const answer = await fetch(doorUrl, signed(JSON.stringify(event), 'application/json')).catch(() => null)
        return answer?.ok === true
      }
    return async () => {
      // It comes back by itself, in real time.
      if (!isUp || !(await relay.connected())) return false
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const lost = () => resolve(false)
      waiting.add(lost)
      void relay.deliver('events_api', event).then(() => resolve(true))
      return promise.finally(() => waiting.delete(lost))
    }
  }

  const reaction = async (isAdded: boolean, channel: string, on: Seen, mark: VerdictMark): Promise<Tell> => {
    const method = isAdded ? 'reactions.add' : 'reactions.remove'
    await peer.as(method, { channel, timestamp: on.message, name: EMOJI[mark] })
    const item = { type: 'message', channel, ts: on.message }
    const type = isAdded ? 'reaction_added' : 'reaction_removed'
    return telling({ type, user: peer.ada, reaction: EMOJI[mark], item, item_user: NORA, event_ts: '1.1' })
  }
  let channels = 0

  return {
    platform: 'slack',
    proxy,
    marks: Object.values(EMOJI),
    limit: (seconds) => seconds,
    heard: async () => {},
    isSpared: (method) => method === 'apps.connections.open',

    async makeChannel() {
      const made = await peer.as('conversations.create', { name: `films-${++channels}` })
      const { id } = made['channel'] as { readonly id: string }
      await peer.as('conversations.invite', { channel: id, users: NORA })
      return id
    },

    async open({ nora, log, now }) {
      proxy.setClock(now)
      const slack = createSlack({
        settings: {
          botToken: BOT_TOKEN,
          door: relay === null ? { signingSecret: SIGNING_SECRET } : { appToken: 'xapp-t' },
          apiUrl: `${proxy.url}/api/`,
        },
        nora,
        log: {
          ...log,
          error(what, about) {
            if (what === 'slack-request-failed') loseAll()
            log.error(what, about)
          },
        },
        now,
        pause: async () => {},
      })
      return {
        chat: slack.chat,
        async start() {
          isUp = await slack.start().then(
            () => true,
            () => false,
          )
          if (isUp) mount = slack.mount
          return isUp
        },
        async stop() {
          mount = null
          isUp = false
          await slack.stop()
          relay?.hangUp()
          loseAll()
        },
      }
    },

    async mention(channel, text, picture) {
      const said = await peer.say(`<@${NORA}> ${text}`, picture, channel)
      return telling({ ...said, type: 'app_mention', channel })
    },
    async say(channel, thread, text) {
      const said = await peer.as('chat.postMessage', { channel, thread_ts: thread, text })
      const place = { type: 'message', channel_type: 'channel', channel, thread_ts: thread }
      return telling({ ...place, user: peer.ada, ts: said['ts'], text })
    },
    react: (channel, on, mark) => reaction(true, channel, on, mark),
    unreact: (channel, on, mark) => reaction(false, channel, on, mark),
    env: {
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: `${proxy.url}/api/`,
      NORA_API_TOKEN: 'a-token-that-slack-does-not-have',
    },
    joined: (url) => void (doorUrl = `${url}/slack/events`),
    async download(channel, on, name) {
      const there = peer.rows.messages.all().find((m) => m.channel_id === channel && m.ts === on.message)
      return peer.read(there?.files?.find((f) => f.name === name)?.url_private_download ?? '')
    },
    hangUp: () => {
      relay?.hangUp()
      loseAll()
    },

    seen: async (channel) =>
      peer.rows.messages
        .all()
        .filter((m) => m.channel_id === channel)
        .toSorted((a, b) => (a.ts < b.ts ? -1 : 1))
        .map((m) => ({
          message: m.ts,
          thread: m.thread_ts === m.ts ? null : (m.thread_ts ?? null),
          isInChannel: m.thread_ts === undefined || m.thread_ts === m.ts || m.reply_broadcast === true,
          isOurs: m.user === NORA,
          isAnswer: false,
          // A link to the film is how it is shown in the channel.
          title: isLink(m.text) ? '' : (m.text.split('\n')[0] ?? ''),
          files: isLink(m.text) ? [/\|(.*)>$/.exec(m.text)?.[1] ?? ''] : (m.files ?? []).map((f) => f.name),
          marks: m.reactions.flatMap((r) => r.users.filter((u) => u === NORA).map(() => r.name)),
        })),
    titleOf: (card) => blocksOf(card).text.split('\n')[0] ?? '',
    textOf: (card) => JSON.stringify(blocksOf(card).blocks),
    textAt: async (channel, message) =>
      JSON.stringify(peer.rows.messages.all().find((m) => m.channel_id === channel && m.ts === message)?.blocks),

    async close() {
      await proxy.close()
      await relay?.close()
      door.closeAllConnections()
      await new Promise((closed) => door.close(closed))
      await peer.close()
    },
  }
}
