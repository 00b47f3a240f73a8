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
import { createWeather, type Gateway } from './discord-weather.ts'
import { tooLoud } from '../support/discord-calls.ts'
import { createAnswers } from './discord-answers.ts'
import { createNonces } from './discord-nonces.ts'
import { createBeats } from './discord-beats.ts'

/** `before`: the connection breaks before anything is done, `after`: after it is. A body of text is a page, as of what stands before Discord. */
export type Fault =
  | 'before'
  | 'after'
  | { readonly status: number; readonly body?: object | string; readonly headers?: Record<string, string> }
export type Asked = {
  readonly method: string
  readonly route: string
  readonly body: unknown
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

type Twin = {
  readonly restUrl: string
  readonly botToken: string
  readonly botUserId: string
  readonly guildId: string
  readonly prisma: {
    $queryRawUnsafe(sql: string): Promise<unknown>
    readonly message: { update(o: object): Promise<unknown> }
    readonly guildMember: { update(o: object): Promise<unknown> }
    readonly reaction: { findMany(o: object): Promise<readonly { readonly emoji: string }[]> }
    readonly channel: {
      create(o: object): Promise<unknown>
      update(o: object): Promise<unknown>
      delete(o: object): Promise<unknown>
      findUnique(
        o: object,
      ): Promise<{ readonly archived: boolean; readonly locked: boolean; readonly name: string | null } | null>
    }
    readonly interactionResponse: {
      findUnique(
        o: object,
      ): Promise<{ readonly acknowledged: boolean; readonly type: number; readonly data: string | null } | null>
    }
  }
  readonly server: {
    readonly gateway: Gateway
  }
  start(): Promise<void>
  stop(): Promise<void>
  simulateInteraction(o: object): Promise<{ readonly id: string; readonly token: string }>
  simulateUserMessage(o: object): Promise<APIMessage>
  simulateUserMessageEdit(o: object): Promise<APIMessage>
  simulateUserMessageDelete(o: object): Promise<void>
  channel(id: string): {
    getMessages(): Promise<readonly APIMessage[]>
    getThreads(): Promise<readonly { readonly id: string; readonly name: string }[]>
  }
}
export type DiscordPeer = Awaited<ReturnType<typeof openDiscordPeer>>

export const CHANNEL = '1000000000000000001'
const ADA = '1000000000000000002'
/** May do what every member may, and no more. */
export const BOB = '1000000000000000004'

const NAMES: Readonly<Record<string, string>> = { [ADA]: 'ada', [BOB]: 'bob' }

const calledIn = (user: string): string => `${NAMES[user]?.[0]?.toUpperCase()}${NAMES[user]?.slice(1)}`

const IDENTIFY = 2
const MESSAGE_CONTENT = 1 << 15

/** `isNaming`: a thread has the id of the message that it begins on, which the twin then counts to it. */
export async function openDiscordPeer({ isNaming = false }: { readonly isNaming?: boolean } = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nora-discord-'))
  const entry = pathToFileURL(`${import.meta.dirname}/node_modules/discord-digital-twin/dist/index.js`).href
  const { DigitalDiscord } = (await import(entry)) as { readonly DigitalDiscord: new (o: object) => Twin }
  const twin = new DigitalDiscord({
    dbUrl: `file:${path.join(folder, 'twin.db')}`,
    botToken: 'MTAwMDAwMDAwMDAwMDAwMDAwMw.nora.in-the-twin',
    channels: [{ id: CHANNEL, name: 'films', type: 0 }],
    users: [
      { id: ADA, username: 'ada' },
      { id: BOB, username: 'bob' },
    ],
  })
  await twin.start()
  // Nothing of it is to outlive the test.
  for (const quick of ['synchronous = OFF', 'journal_mode = MEMORY'])
    await twin.prisma.$queryRawUnsafe(`PRAGMA ${quick}`)
  const ofBob = { guildId_userId: { guildId: twin.guildId, userId: BOB } }
  await twin.prisma.guildMember.update({ where: ofBob, data: { permissions: '274877910016' } })
  const { gateway } = twin.server
  const weather = createWeather(gateway)
  let fault: (request: Asked) => Fault | null = () => null
  /** What Nora may, as interactions tell it; null: all. */
  let appPermissions: bigint | null = null
  /** Of interactions, where Discord tells one. */
  let sizeLimit: number | null = null
  /** Threads that begin on a message have its id in Discord; the twin gives them one of their own. */
  const aliases = new Map<string, string>()
  let last: readonly [string, object] = ['', {}]
  const broadcast = gateway.broadcast.bind(gateway)
  const kinds = new Map<string, number>()
  gateway.broadcast = (event, data) => {
    // Told when it has its own name.
    if (isNaming && event === 'THREAD_CREATE' && !('renamed' in data)) return void (begun = data)
    if (kept !== null) return void kept.push([event, data])
    if (event === 'INTERACTION_CREATE') {
      last = [event, data]
      const { id, type } = data as { readonly id: string; readonly type: number }
      kinds.set(id, type)
      if (appPermissions !== null) Object.assign(data, { app_permissions: String(appPermissions) })
      if (sizeLimit !== null) Object.assign(data, { attachment_size_limit: sizeLimit })
    }
    broadcast(event, event.startsWith('MESSAGE_') && 'content' in data ? asHeard(data as APIMessage) : data)
  }
  let isContentRefused = false
  let begun: object = {}
  /** What the gateway would say, while it is kept from saying it. */
  let kept: [string, object][] | null = null
  const allHeard = createBeats(gateway)
  /** Whom it mentions; and what it says only where the bot may read it, or is called. */
  function asHeard(message: APIMessage): APIMessage {
    const replied = message.message_reference === undefined ? null : nextPings
    if (replied !== null) nextPings = null
    const named = [...message.content.matchAll(/<@!?(\d+)>/g)].map(([, id]) => id)
    const mentions = [...new Set([...named, replied])]
      .filter((id) => id != null)
      .map((id) => ({ id, username: NAMES[id] ?? 'nora' })) as never
    const isOurs =
      message.author.id === twin.botUserId || (mentions as { id: string }[]).some((m) => m.id === twin.botUserId)
    const isShown = !isContentRefused || isOurs
    const mention_roles = [...message.content.matchAll(/<@&(\d+)>/g)].map(([, id = '']) => id)
    return { ...message, mentions, mention_roles, ...(isShown ? {} : { content: '', attachments: [], embeds: [] }) }
  }
  /** Whom the next reply calls, if its author left the ping on. */
  let nextPings: string | null = null
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
  const heard = createAnswers()
  const nonces = createNonces()
  const registered: unknown[][] = []
  const uploads = new Map<string, { readonly name: string; readonly bytes: Uint8Array }[]>()
  /** Links that are over, and what Discord gives in their place with the message. */
  const dead = new Map<string, string>()
  /** Denied to the bot in a channel, as a number in text. */
  const denied = new Map<string, string>()
  const commandSets = new Map<string, unknown[]>()
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
    if (dead.has(pathname)) return void res.writeHead(404).end('This content is no longer available.')
    const file = files.get(pathname)
    if (file !== undefined) return void res.writeHead(200, { 'content-type': file.mime }).end(file.bytes)
    const method = req.method ?? 'GET'
    const asked = pathname.replace(/^\/api\/v10/, '').replaceAll('%40', '@')
    const route = asked.replace(/(?<=^\/channels\/)\d+/, (id) => aliases.get(id) ?? id)
    const { body, sent } = await read(req)
    const { authorization } = req.headers
    if (authorization !== undefined && authorization !== `Bot ${twin.botToken}`)
      return void res
        .writeHead(401, { 'content-type': 'application/json' })
        .end('{"code":0,"message":"401: Unauthorized"}')
    const answers = kinds.get(/^\/interactions\/(\d+)\//.exec(route)?.[1] ?? '')
    breaches.push(...breachesOf({ method, path: route, query, body, files: sent, answers }))
    const loud = method === 'GET' ? null : tooLoud(body)
    if (loud !== null) breaches.push(`${method} ${route}: ${loud}`)
    const hit = weather.isAway() ? { status: 503 } : fault({ method, route, body, files: sent })
    if (hit === 'before') return void res.destroy()
    if (hit !== null && hit !== 'after') return refuse(res, hit)
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
    const refused = await inThread(method, route)
    if (refused !== null)
      return void res.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(refused))
    const known = nonces.known(method, route, body)
    if (known !== null) {
      const [, channelId] = /^\/channels\/(\d+)/.exec(route) ?? []
      const there = await fetch(`${twin.restUrl}/v10/channels/${channelId}/messages/${await known}`, {
        headers: { authorization: `Bot ${twin.botToken}` },
      })
      return void res.writeHead(200, { 'content-type': 'application/json' }).end(await there.text())
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
    const answered = await passed.text()
    const text = passed.ok ? await asDiscordNames(method, route, answered) : answered
    nonces.made(method, route, body, passed.ok ? text : null)
    // That Nora thinks is a message as well, which the twin does not have.
    const isThought = method === 'DELETE' && route.endsWith('/messages/@original') && passed.status === 404
    if (passed.ok || isThought) heard.note(method, route, body)
    if (isThought) return void res.writeHead(204).end()
    const whole =
      passed.ok && text.startsWith('{') && route.includes('/messages')
        ? await complete(JSON.parse(text) as APIMessage, sent, body as RESTPostAPIChannelMessageJSONBody | null)
        : null
    if (hit === 'after') return void res.destroy()
    const headers = Object.fromEntries([...passed.headers].filter(([name]) => /^x-ratelimit|^content-type/.test(name)))
    res.writeHead(passed.status, headers).end(whole === null ? text : JSON.stringify(whole))
  }

  /** A thread has the id of the message that it begins on. */
  async function asDiscordNames(method: string, route: string, text: string): Promise<string> {
    const [, message] = /^\/channels\/\d+\/messages\/(\d+)\/threads$/.exec(route) ?? []
    if (!isNaming || method !== 'POST' || message === undefined) return text
    const { id } = JSON.parse(text) as { readonly id: string }
    await twin.prisma.channel.update({ where: { id }, data: { id: message } })
    gateway.broadcast('THREAD_CREATE', { ...begun, ...(JSON.parse(text) as object), id: message, renamed: true })
    return text.replaceAll(id, message)
  }

  /** Posting takes a thread out again that was put away, unless somebody locked it. */
  async function inThread(method: string, route: string): Promise<object | null> {
    const [, id, posts] = /^\/channels\/(\d+)(\/messages)?$/.exec(route) ?? []
    const isChange = method === (posts === undefined ? 'PATCH' : 'POST')
    const thread = isChange && id !== undefined ? await twin.prisma.channel.findUnique({ where: { id } }) : null
    if (thread?.archived !== true) return null
    if (thread.locked && posts === undefined) return { code: 50_013, message: 'Missing Permissions' }
    if (thread.locked) return { code: 50_083, message: 'Tried to perform an operation on an archived thread' }
    if (posts === undefined) return null
    await twin.prisma.channel.update({ where: { id }, data: { archived: false } })
    return null
  }

  function refuse(res: ServerResponse, { status, body, headers = {} }: Exclude<Fault, string>): void {
    const isPage = typeof body === 'string'
    res.writeHead(status, { 'content-type': isPage ? 'text/html' : 'application/json', ...headers })
    res.end(isPage ? body : JSON.stringify(body ?? { code: 0, message: `refused with ${status}` }))
  }

  /** What the twin does not answer. */
  function here(method: string, route: string, body: unknown): unknown {
    if (/^\/applications\/\d+\/(guilds\/\d+\/)?commands$/.test(route)) {
      if (method === 'GET') return commandSets.get(route) ?? []
      commandSets.set(route, body as unknown[])
      registered.push(body as unknown[])
      return body
    }
    const [, seen] = (method === 'GET' && /^\/channels\/(\d+)$/.exec(route)) || []
    if (seen !== undefined && denied.has(seen))
      return {
        id: seen,
        type: 0,
        guild_id: twin.guildId,
        name: 'films',
        permission_overwrites: [{ id: twin.guildId, type: 0, allow: '0', deny: denied.get(seen) }],
      }
    if (route === '/applications/@me' && isContentRefused) return { id: twin.botUserId, name: 'Nora', flags: 0 }
    if (route === '/users/@me/guilds') return [{ id: twin.guildId, name: 'The studio' }]
    const [, channel, message, emoji] = /^\/channels\/(\d+)\/messages\/(\d+)\/reactions\/([^/]+)$/.exec(route) ?? []
    if (method !== 'GET' || emoji === undefined) return null
    const on = reactions.filter(
      (r) => r.channel === channel && r.message === message && r.emoji === decodeURIComponent(emoji),
    )
    return on.map((r) => ({
      id: r.user,
      username: NAMES[r.user],
      discriminator: '0',
      avatar: null,
      global_name: calledIn(r.user),
    }))
  }

  async function complete(
    message: APIMessage,
    sent: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    asked: RESTPostAPIChannelMessageJSONBody | null,
  ): Promise<APIMessage> {
    if (sent.length > 0) {
      uploads.set(message.id, [...sent])
      for (const [i, { bytes }] of sent.entries()) files.set(`/sent/${message.id}/${i}`, { mime: 'video/mp4', bytes })
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
    for (const a of message.attachments ?? []) a.url = fresh(a.url)
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

  const fresh = (url: string): string => {
    const live = URL.canParse(url) ? dead.get(new URL(url).pathname) : undefined
    return live === undefined ? url : `${origin}${live}`
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
      const where = `/files/${++nth}/${encodeURIComponent(name)}`
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
    /** Its link is over by now; with the message Discord gives a new one. */
    expire(attachment: { readonly url: string }): void {
      const { pathname } = new URL(attachment.url)
      const live = `${pathname}.again`
      const file = files.get(pathname)
      if (file !== undefined) files.set(live, file)
      dead.set(pathname, live)
    },
    deny: (channelId: string, permissions: bigint) => void denied.set(channelId, String(permissions)),
    commandsAt: (guildId: string | null) =>
      commandSets.get(`/applications/${twin.botUserId}${guildId === null ? '' : `/guilds/${guildId}`}/commands`) ?? [],
    interact: (o: {
      readonly type: number
      readonly channelId?: string
      readonly messageId?: string
      readonly userId?: string
      readonly data: object
    }) => twin.simulateInteraction({ channelId: CHANNEL, userId: ADA, guildId: twin.guildId, ...o }),
    /** By the token of the interaction. */
    answers: heard.of,
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
    say: (channelId: string, content: string, attachments: readonly object[] = [], userId = ADA) =>
      twin.simulateUserMessage({ channelId, userId, content, attachments }),
    /** As a reply, with the ping left on. */
    replyTo(channelId: string, messageId: string, content: string) {
      nextPings = twin.botUserId
      const messageReference = { message_id: messageId, channel_id: channelId, guild_id: twin.guildId }
      return twin.simulateUserMessage({ channelId, userId: ADA, content, messageReference })
    },
    edit: (channelId: string, messageId: string, content: string) =>
      twin.simulateUserMessageEdit({ channelId, messageId, content }),
    remove: (channelId: string, messageId: string) => twin.simulateUserMessageDelete({ channelId, messageId }),
    react(
      channelId: string,
      messageId: string,
      emoji: string,
      { silently = false, user = ADA }: { readonly silently?: boolean; readonly user?: string } = {},
    ) {
      reactions.push({ channel: channelId, message: messageId, emoji, user })
      if (!silently)
        gateway.broadcast('MESSAGE_REACTION_ADD', {
          user_id: user,
          channel_id: channelId,
          message_id: messageId,
          guild_id: twin.guildId,
          emoji: { id: null, name: emoji },
          message_author_id: twin.botUserId,
          member: {
            user: { id: user, username: NAMES[user] ?? user, discriminator: '0', avatar: null, global_name: null },
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
    /** A moderator takes all marks off a message, or all of one emoji. */
    clear(channelId: string, messageId: string, emoji: string | null = null) {
      const isLeft = (r: (typeof reactions)[number]) => r.message !== messageId || (emoji !== null && r.emoji !== emoji)
      reactions.splice(0, reactions.length, ...reactions.filter(isLeft))
      const where = { channel_id: channelId, message_id: messageId, guild_id: twin.guildId }
      if (emoji === null) gateway.broadcast('MESSAGE_REACTION_REMOVE_ALL', where)
      else gateway.broadcast('MESSAGE_REACTION_REMOVE_EMOJI', { ...where, emoji: { id: null, name: emoji } })
    },
    allHeard,
    setClock: nonces.setClock,
    /** What the gateway says of it is answered, and said to nobody. */
    async silently(act: () => unknown): Promise<readonly (readonly [string, object])[]> {
      const said: [string, object][] = []
      kept = said
      try {
        await act()
      } finally {
        kept = null
      }
      return said
    },
    async makeChannel(name: string, type = 0): Promise<string> {
      const id = String(4_000_000_000_000_000_000n + BigInt(++nth))
      const made = { id, guildId: twin.guildId, type, name }
      await twin.prisma.channel.create({ data: made })
      gateway.broadcast('CHANNEL_CREATE', { ...made, guild_id: twin.guildId, position: nth, permission_overwrites: [] })
      return id
    },
    /** By its members: 11 is a thread for all, 12 one for whom they invite. */
    async makeThread(name: string, type: 11 | 12): Promise<string> {
      const id = String(5_000_000_000_000_000_000n + BigInt(++nth))
      await twin.prisma.channel.create({ data: { id, guildId: twin.guildId, type, name, parentId: CHANNEL } })
      const thread_metadata = { archived: false, auto_archive_duration: 1440, archive_timestamp: null, locked: false }
      const made = { id, guild_id: twin.guildId, parent_id: CHANNEL, owner_id: ADA, type, name, thread_metadata }
      gateway.broadcast('THREAD_CREATE', made)
      return id
    },
    /** The role that Discord makes with the invite of the bot. */
    makeOwnRole(): string {
      const id = String(6_000_000_000_000_000_000n + BigInt(++nth))
      const tags = { bot_id: twin.botUserId }
      const looks = { color: 0, colors: { primary_color: 0 }, hoist: false, position: 1, mentionable: false, flags: 0 }
      const role = { id, name: 'Nora', permissions: '0', managed: true, tags, ...looks }
      gateway.broadcast('GUILD_ROLE_CREATE', { guild_id: twin.guildId, role })
      return id
    },
    threadsOf: (channelId: string) => twin.channel(channelId).getThreads(),
    /** Nora's own marks on a message, oldest first. */
    marksOn: async (messageId: string): Promise<readonly string[]> =>
      (
        await twin.prisma.reaction.findMany({ where: { messageId, userId: twin.botUserId }, orderBy: { id: 'asc' } })
      ).map((r) => r.emoji),
    /** The next messages are refused so. */
    refuse: (...next: typeof refusals) => void (refusals = [...refusals, ...next]),
    weather,
    /** Looked up for each request; null lets it through. */
    setFault: (next: typeof fault) => void (fault = next),
    allowInInteractions: (permissions: bigint | null) => void (appPermissions = permissions),
    /** As each interaction tells it from now on. */
    tellSizeLimit: (bytes: number) => void (sizeLimit = bytes),
    alias: (id: string, thread: string) => void aliases.set(id, thread),
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
