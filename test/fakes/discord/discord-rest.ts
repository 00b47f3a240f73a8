/** Discord's HTTP API in memory, behind the real client's `makeRequest`: channels, threads, messages, files and reactions. A test in which a request was not as Discord takes it fails. */
import type { APIMessage, RESTPostAPIChannelMessageJSONBody } from 'discord.js'
import { afterEach } from 'vitest'
import { breachesOf } from '../../support/discord-rules.ts'

export type FakeMessage = Pick<
  APIMessage,
  'id' | 'content' | 'embeds' | 'components' | 'attachments' | 'message_reference' | 'author' | 'thread'
> & {
  readonly channelId: string
  nonce: string | undefined
  readonly allowed: RESTPostAPIChannelMessageJSONBody['allowed_mentions']
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly reactions: { readonly emoji: string; readonly userId: string }[]
}
export type Request = {
  readonly method: string
  /** Without the version. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}
/** `before`: the connection broke before it was done, `after`: after it was. */
export type Fault =
  | { readonly status: number; readonly code?: number; readonly retryAfter?: number }
  | 'before'
  | 'after'

export const GUILD = '900000000000000001'
export const CHANNEL = '900000000000000002'
export const ME = '900000000000000003'
export const USER = '900000000000000004'

/** Of all that are open. Nobody who speaks to one needs to look. */
const breaches: string[] = []
afterEach(() => {
  const wrong = breaches.splice(0)
  if (wrong.length > 0) throw new Error(`Discord would not have taken: ${wrong.join('\n')}`)
})

type Init = {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: unknown
  readonly signal?: AbortSignal | null | undefined
}

export function createFakeDiscord() {
  let last = 910_000_000_000_000_000n
  let uploadBytes = 10 * 1024 ** 2
  let fault: (request: Request) => Fault | null = () => null
  const channels = new Map<string, { readonly parent: string | null; archived: boolean }>()
  const messages: FakeMessage[] = []
  const requests: Request[] = []
  channels.set(CHANNEL, { parent: null, archived: false })

  const nextId = () => String(++last)
  const error = (status: number, code: number, message: string) => Response.json({ code, message }, { status })
  const find = (channelId: string, id: string) => messages.find((m) => m.channelId === channelId && m.id === id)

  function answer(request: Request): Response {
    const { method, path } = request
    const [, channelId = '', of, id = '', what, emoji, who] =
      /^\/channels\/(\d+)(?:\/(messages)(?:\/(\d+)(?:\/(reactions|threads)(?:\/([^/]+)(?:\/(@me))?)?)?)?)?$/.exec(
        path,
      ) ?? []
    const channel = channels.get(channelId)
    if (channel === undefined) return error(404, 10_003, 'Unknown Channel')
    if (of === undefined) {
      if (method === 'PATCH') channel.archived = false
      return Response.json({ id: channelId })
    }
    if (id === '') return method === 'POST' ? post(channelId, request) : list(channelId, request.query)
    const message = find(channelId, id)
    if (message === undefined) return error(404, 10_008, 'Unknown Message')
    if (what === 'threads') return begin(channelId, message)
    if (channel.archived && method !== 'GET') return error(400, 50_083, 'This thread is archived')
    if (what === 'reactions') return react(method, message, decodeURIComponent(emoji ?? ''), who)
    if (method === 'PATCH') Object.assign(message, request.body)
    return Response.json(shown(message))
  }

  function post(channelId: string, { body, files }: Request): Response {
    const asked = body as RESTPostAPIChannelMessageJSONBody
    if (files.some((f) => f.bytes.length > uploadBytes)) return error(413, 40_005, 'Request entity too large')
    const known = messages.find((m) => asked.enforce_nonce === true && m.nonce === asked.nonce)
    if (known !== undefined) return Response.json(shown(known))
    const id = nextId()
    const message = {
      id,
      channelId,
      content: asked.content ?? '',
      embeds: asked.embeds ?? [],
      components: asked.components ?? [],
      ...(asked.message_reference ? { message_reference: { channel_id: channelId, ...asked.message_reference } } : {}),
      author: { id: ME, username: 'nora', discriminator: '0', global_name: null, avatar: null },
      attachments: files.map((f, i) => ({
        ...asked.attachments?.find((a) => a.id === String(i)),
        id: nextId(),
        filename: f.name,
        size: f.bytes.length,
        url: '',
        proxy_url: '',
      })),
      nonce: asked.nonce === undefined ? undefined : String(asked.nonce),
      allowed: asked.allowed_mentions,
      files,
      reactions: [],
    } as FakeMessage
    messages.push(message)
    const channel = channels.get(channelId)
    if (channel !== undefined) channel.archived = false
    return Response.json(shown(message))
  }

  function list(channelId: string, query: URLSearchParams): Response {
    const before = query.get('before')
    const all = messages.filter((m) => m.channelId === channelId && (before === null || BigInt(m.id) < BigInt(before)))
    return Response.json(
      all
        .toReversed()
        .slice(0, Number(query.get('limit') ?? 50))
        .map(shown),
    )
  }

  function begin(channelId: string, message: FakeMessage): Response {
    if (message.thread !== undefined) return error(400, 160_004, 'A thread has already been created for this message')
    channels.set(message.id, { parent: channelId, archived: false })
    Object.assign(message, { thread: { id: message.id } })
    return Response.json({ id: message.id })
  }

  function react(method: string, message: FakeMessage, emoji: string, who: string | undefined): Response {
    const put = (userId: string) => {
      if (!message.reactions.some((r) => r.emoji === emoji && r.userId === userId))
        message.reactions.push({ emoji, userId })
    }
    if (method === 'PUT' && who !== undefined) put(ME)
    if (method !== 'GET') return new Response(null, { status: 204 })
    const users = message.reactions.filter((r) => r.emoji === emoji)
    return Response.json(users.map((r) => ({ id: r.userId, username: r.userId, bot: r.userId === ME })))
  }

  /** As it is read: Discord does not keep a nonce. */
  const shown = ({ channelId, reactions, ...m }: FakeMessage) => ({
    ...m,
    nonce: undefined,
    files: undefined,
    channel_id: channelId,
    reactions: [...Map.groupBy(reactions, (r) => r.emoji)].map(([name, all]) => ({
      emoji: { id: null, name },
      count: all.length,
      me: all.some((r) => r.userId === ME),
    })),
  })

  return {
    messages,
    requests,
    channels,
    limitUploads: (bytes: number) => void (uploadBytes = bytes),
    setFault: (next: (request: Request) => Fault | null) => void (fault = next),
    /** Discord knows a nonce for some minutes only. */
    forgetNonces: () => messages.forEach((m) => (m.nonce = undefined)),
    remove: (channelId: string, id: string) =>
      void messages.splice(
        messages.findIndex((m) => m === find(channelId, id)),
        1,
      ),
    react: (channelId: string, id: string, emoji: string, userId: string) =>
      void find(channelId, id)?.reactions.push({ emoji, userId }),

    async makeRequest(url: string, init: Init): Promise<Response> {
      init.signal?.throwIfAborted()
      const { pathname, searchParams: query } = new URL(url)
      const request = {
        method: init.method ?? 'GET',
        path: pathname.replace(/^\/api\/v\d+/, ''),
        query,
        ...(await read(init)),
      }
      requests.push(request)
      const wrong = breachesOf(request)
      breaches.push(...wrong)
      if (wrong.length > 0) return error(400, 50_035, `Invalid Form Body: ${wrong.join('; ')}`)
      const hit = fault(request)
      const broken = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
      if (hit === 'before') throw broken()
      if (hit !== null && typeof hit === 'object') return failed(hit)
      const response = answer(request)
      if (hit === 'after') throw broken()
      return response
    },
  }
}

function failed({ status, code = 0, retryAfter }: Exclude<Fault, string>): Response {
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter), 'x-ratelimit-scope': 'shared' }
  return Response.json({ code, message: `refused with ${code}`, retry_after: retryAfter }, { status, headers })
}

async function read({ body, headers }: Init): Promise<Pick<Request, 'body' | 'files'>> {
  if (typeof body === 'string') return { body: JSON.parse(body) as unknown, files: [] }
  if (!isStream(body)) return { body: null, files: [] }
  const type = (headers as Readonly<Record<string, string>> | undefined)?.['content-type'] ?? ''
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  const form = await new Response(Buffer.concat(chunks), { headers: { 'content-type': type } }).formData()
  const files: { readonly name: string; readonly bytes: Uint8Array }[] = []
  for (const value of form.values())
    if (value instanceof File) files.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) })
  const json = form.get('payload_json')
  return { body: typeof json === 'string' ? (JSON.parse(json) as unknown) : {}, files }
}

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body
