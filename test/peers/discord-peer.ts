/** A Discord that others wrote (`discord-digital-twin`) behind a door of ours: each request is checked, uploads are kept, what the twin lacks is added. */
import type { EventEmitter } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { APIMessage, RESTPostAPIChannelMessageJSONBody } from 'discord.js'
import { breachesOf } from '../support/discord-rules.ts'

type Twin = {
  readonly restUrl: string
  readonly botToken: string
  readonly botUserId: string
  readonly guildId: string
  readonly prisma: {
    readonly message: { update(o: object): Promise<unknown> }
    readonly interactionResponse: {
      findUnique(
        o: object,
      ): Promise<{ readonly acknowledged: boolean; readonly type: number; readonly data: string | null } | null>
    }
  }
  readonly server: {
    readonly gateway: { broadcast(event: string, data: object): void; readonly wss: EventEmitter }
  }
  start(): Promise<void>
  stop(): Promise<void>
  simulateInteraction(o: object): Promise<{ readonly id: string; readonly token: string }>
  simulateUserMessage(o: object): Promise<APIMessage>
  channel(id: string): {
    getMessages(): Promise<readonly APIMessage[]>
    getThreads(): Promise<readonly { readonly id: string; readonly name: string }[]>
  }
}
export type DiscordPeer = Awaited<ReturnType<typeof openDiscordPeer>>

export const CHANNEL = '1000000000000000001'
const ADA = '1000000000000000002'

const IDENTIFY = 2
const MESSAGE_CONTENT = 1 << 15

export async function openDiscordPeer() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nora-discord-'))
  const entry = pathToFileURL(`${import.meta.dirname}/node_modules/discord-digital-twin/dist/index.js`).href
  const { DigitalDiscord } = (await import(entry)) as { readonly DigitalDiscord: new (o: object) => Twin }
  const twin = new DigitalDiscord({
    dbUrl: `file:${path.join(folder, 'twin.db')}`,
    botToken: 'MTAwMDAwMDAwMDAwMDAwMDAwMw.nora.in-the-twin',
    channels: [{ id: CHANNEL, name: 'films', type: 0 }],
    users: [{ id: ADA, username: 'ada' }],
  })
  await twin.start()
  const { gateway } = twin.server
  let last: readonly [string, object] = ['', {}]
  const broadcast = gateway.broadcast.bind(gateway)
  const kinds = new Map<string, number>()
  gateway.broadcast = (event, data) => {
    if (event === 'INTERACTION_CREATE') {
      last = [event, data]
      const { id, type } = data as { readonly id: string; readonly type: number }
      kinds.set(id, type)
    }
    broadcast(event, data)
  }
  let isContentRefused = false
  const bursts = new Map<string, number>()
  const acks: number[] = []
  gateway.wss.on('connection', (socket: EventEmitter & { close(code: number, reason: string): void }) => {
    socket.prependListener('message', (raw: Buffer) => {
      const { op, d } = JSON.parse(raw.toString()) as {
        readonly op: number
        readonly d?: { readonly intents?: number }
      }
      const wantsContent = ((d?.intents ?? 0) & MESSAGE_CONTENT) !== 0
      if (op === IDENTIFY && wantsContent && isContentRefused) socket.close(4014, 'Disallowed intent(s).')
    })
  })
  const breaches: string[] = []
  const registered: unknown[][] = []
  const uploads = new Map<string, { readonly name: string; readonly bytes: Uint8Array }[]>()
  const files = new Map<string, { readonly mime: string; readonly bytes: Uint8Array }>()
  const reactions: {
    readonly channel: string
    readonly message: string
    readonly emoji: string
    readonly user: string
  }[] = []
  let refusals: { readonly status: number; readonly body: object; readonly headers: Record<string, string> }[] = []

  const server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => {
      breaches.push(`the door broke: ${String(error)}`)
      res.writeHead(500).end()
    })
  })
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname, search, searchParams: query } = new URL(req.url ?? '/', origin)
    const file = files.get(pathname)
    if (file !== undefined) return void res.writeHead(200, { 'content-type': file.mime }).end(file.bytes)
    const method = req.method ?? 'GET'
    const route = pathname.replace(/^\/api\/v10/, '').replaceAll('%40', '@')
    const { body, sent } = await read(req)
    const { authorization } = req.headers
    if (authorization !== undefined && authorization !== `Bot ${twin.botToken}`)
      return void res
        .writeHead(401, { 'content-type': 'application/json' })
        .end('{"code":0,"message":"401: Unauthorized"}')
    const answers = kinds.get(/^\/interactions\/(\d+)\//.exec(route)?.[1] ?? '')
    breaches.push(...breachesOf({ method, path: route, query, body, files: sent, answers }))
    const refusal = route.includes('/messages') && method === 'POST' ? refusals.shift() : undefined
    if (refusal !== undefined)
      return void res
        .writeHead(refusal.status, { 'content-type': 'application/json', ...refusal.headers })
        .end(JSON.stringify(refusal.body))
    const [, burst] = /^\/(?:interactions\/|webhooks\/\d+\/burst-)(3\d{18})/.exec(route) ?? []
    if (burst !== undefined) {
      const sentAt = bursts.get(burst)
      if (route.startsWith('/interactions/') && sentAt !== undefined) acks.push(performance.now() - sentAt)
      return void res.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}')
    }
    const ours = here(method, route, body)
    if (ours !== null) return void res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ours))
    const passed = await fetch(`${twin.restUrl}/v10${route}${search}`, {
      method,
      headers: {
        authorization: req.headers.authorization ?? '',
        ...(body === null ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    })
    const text = await passed.text()
    const whole =
      passed.ok && text.startsWith('{') && route.includes('/messages')
        ? await complete(JSON.parse(text) as APIMessage, sent, body as RESTPostAPIChannelMessageJSONBody | null)
        : null
    const headers = Object.fromEntries([...passed.headers].filter(([name]) => /^x-ratelimit|^content-type/.test(name)))
    res.writeHead(passed.status, headers).end(whole === null ? text : JSON.stringify(whole))
  }

  /** What the twin does not answer. */
  function here(method: string, route: string, body: unknown): unknown {
    if (/^\/applications\/\d+\/(guilds\/\d+\/)?commands$/.test(route)) {
      if (method === 'GET') return registered.at(-1) ?? []
      registered.push(body as unknown[])
      return body
    }
    if (route === '/users/@me/guilds') return [{ id: twin.guildId, name: 'The studio' }]
    const [, channel, message, emoji] = /^\/channels\/(\d+)\/messages\/(\d+)\/reactions\/([^/]+)$/.exec(route) ?? []
    if (method !== 'GET' || emoji === undefined) return null
    const on = reactions.filter(
      (r) => r.channel === channel && r.message === message && r.emoji === decodeURIComponent(emoji),
    )
    return on.map((r) => ({ id: r.user, username: 'ada', discriminator: '0', avatar: null, global_name: 'Ada' }))
  }

  async function complete(
    message: APIMessage,
    sent: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    asked: RESTPostAPIChannelMessageJSONBody | null,
  ): Promise<APIMessage> {
    if (sent.length > 0) {
      uploads.set(message.id, [...sent])
      message.attachments = sent.map((f, i) => ({
        description: asked?.attachments?.find((a) => a.id === String(i))?.description ?? '',
        id: `${message.id.slice(0, -2)}${10 + i}`,
        filename: f.name,
        size: f.bytes.length,
        url: `${origin}/sent/${message.id}/${i}`,
        proxy_url: '',
      }))
      await twin.prisma.message.update({
        where: { id: message.id },
        data: { attachments: JSON.stringify(message.attachments) },
      })
    }
    const on = Map.groupBy(
      reactions.filter((r) => r.message === message.id),
      (r) => r.emoji,
    )
    const shown = [...on].map(([name, all]) => ({ emoji: { id: null, name }, count: all.length, me: false }))
    return {
      ...message,
      ...(shown.length === 0 ? {} : { reactions: shown as unknown as NonNullable<APIMessage['reactions']> }),
    }
  }

  let nth = 0
  return {
    twin,
    breaches,
    registered,
    uploads,
    apiUrl: `${origin}/api`,

    /** Something that Ada has at hand, as Discord would describe it. */
    attachment(name: string, mime: string, bytes: Uint8Array) {
      const where = `/files/${++nth}/${name}`
      files.set(where, { mime, bytes })
      return {
        id: `20000000000000000${10 + nth}`,
        filename: name,
        size: bytes.length,
        url: `${origin}${where}`,
        proxy_url: `${origin}${where}`,
        content_type: mime,
      }
    },
    interact: (o: {
      readonly type: number
      readonly channelId?: string
      readonly messageId?: string
      readonly data: object
    }) => twin.simulateInteraction({ channelId: CHANNEL, userId: ADA, guildId: twin.guildId, ...o }),
    /** What somebody did last, once more, as after a lost connection. */
    tellAgain: () => gateway.broadcast(...last),
    /** What somebody did last, so many times at once, each as one of its own; how long each waited for its first answer, in ms. */
    async burst(times: number): Promise<readonly number[]> {
      const [event, data] = last
      for (let i = 0; i < times; i++) {
        const id = String(3_000_000_000_000_000_000n + BigInt(i))
        bursts.set(id, performance.now())
        broadcast(event, { ...data, id, token: `burst-${id}` })
      }
      while (acks.length < times) await new Promise((again) => setImmediate(again))
      return acks.toSorted((a, b) => a - b)
    },
    /** The switch on the application's page is off. */
    refuseMessageContent: () => void (isContentRefused = true),
    answerTo: (id: string) => twin.prisma.interactionResponse.findUnique({ where: { interactionId: id } }),
    say: (channelId: string, content: string, attachments: readonly object[] = []) =>
      twin.simulateUserMessage({ channelId, userId: ADA, content, attachments }),
    react(
      channelId: string,
      messageId: string,
      emoji: string,
      o: { readonly silently: boolean } = { silently: false },
    ) {
      reactions.push({ channel: channelId, message: messageId, emoji, user: ADA })
      if (!o.silently)
        gateway.broadcast('MESSAGE_REACTION_ADD', {
          user_id: ADA,
          channel_id: channelId,
          message_id: messageId,
          guild_id: twin.guildId,
          emoji: { id: null, name: emoji },
          message_author_id: twin.botUserId,
          member: {
            user: { id: ADA, username: 'ada', discriminator: '0', avatar: null, global_name: 'Ada' },
            roles: [],
            joined_at: '2026-01-01T00:00:00.000000+00:00',
            deaf: false,
            mute: false,
            flags: 0,
          },
        })
    },
    unreact(channelId: string, messageId: string, emoji: string) {
      const at = reactions.findIndex((r) => r.message === messageId && r.emoji === emoji)
      if (at >= 0) reactions.splice(at, 1)
      gateway.broadcast('MESSAGE_REACTION_REMOVE', {
        user_id: ADA,
        channel_id: channelId,
        message_id: messageId,
        guild_id: twin.guildId,
        emoji: { id: null, name: emoji },
      })
    },
    /** The next messages are refused so. */
    refuse: (...next: typeof refusals) => void (refusals = [...refusals, ...next]),
    messages: (channelId: string) => twin.channel(channelId).getMessages(),
    threads: () => twin.channel(CHANNEL).getThreads(),
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await twin.stop()
      rmSync(folder, { recursive: true, force: true })
      if (breaches.length > 0) throw new Error(`Discord would not have taken: ${breaches.join('\n')}`)
    },
  }
}

async function read(
  req: IncomingMessage,
): Promise<{ readonly body: unknown; readonly sent: { readonly name: string; readonly bytes: Uint8Array }[] }> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks)
  const type = req.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/'))
    return { body: raw.length === 0 ? null : (JSON.parse(raw.toString()) as unknown), sent: [] }
  const form = await new Response(raw, { headers: { 'content-type': type } }).formData()
  const sent: { readonly name: string; readonly bytes: Uint8Array }[] = []
  for (const value of form.values())
    if (typeof value !== 'string') sent.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) })
  const json = form.get('payload_json')
  return { body: typeof json === 'string' ? (JSON.parse(json) as unknown) : {}, sent }
}
