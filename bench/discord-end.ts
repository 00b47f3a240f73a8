/** The other end of the bench of Discord, in a process of its own: a gateway and as much of the HTTP API as answers Nora, with a line of so many bytes a second. */
import http from 'node:http'
import process from 'node:process'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { CHANNEL, GUILD, INTERACTIONS, type Kind, ME, pressOn } from './discord-interactions.ts'

/** Of each upload; four at once are 24 MB a second, a good line of a studio. */
const UPLOAD_BYTES_PER_SECOND = 6_000_000
const LOOK_MS = 10

const zAsked = z.object({ each: z.number(), from: z.number() })
export type Measured = {
  readonly waits: readonly { readonly kind: Kind; readonly ms: number }[]
  /** Of uploads, while that went on. */
  readonly bytes: number
}

const sockets = new Set<WebSocket>()
let sequence = 0
let messages = 0
let uploaded = 0
/** By the id of the interaction. */
const open = new Map<string, { readonly kind: Kind; readonly at: number }>()
let waits: { readonly kind: Kind; readonly ms: number }[] = []
let done = (): void => {}

const user = { id: ME, username: 'nora', discriminator: '0', avatar: null, bot: true, global_name: null }
const guild = {
  id: GUILD,
  name: 'The studio',
  owner_id: ME,
  roles: [{ id: GUILD, name: '@everyone', color: 0, permissions: '309237763136', position: 0 }],
  emojis: [],
  features: [],
  members: [],
  threads: [],
  channels: [{ id: CHANNEL, type: 0, name: 'films', permission_overwrites: [], position: 0 }],
}

const server = http.createServer((request, response) => {
  const { method = 'GET', url = '' } = request
  const path = url.replace(/^\/api\/v10/, '').replace(/\?.*$/, '')
  const isUpload = request.headers['content-type']?.startsWith('multipart/') === true
  request.on('data', (chunk: Buffer) => {
    if (!isUpload) return
    uploaded += chunk.length
    request.pause()
    setTimeout(() => request.resume(), (chunk.length / UPLOAD_BYTES_PER_SECOND) * 1000)
  })
  request.on('end', () => {
    const [, id = ''] = /^\/interactions\/(\d+)\//.exec(path) ?? []
    const asked = open.get(id)
    if (asked !== undefined) {
      open.delete(id)
      waits.push({ kind: asked.kind, ms: performance.now() - asked.at })
      if (open.size === 0) done()
    }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer(method, path)))
  })
})

function answer(method: string, path: string): unknown {
  const { port } = server.address() as { readonly port: number }
  if (path === '/gateway/bot')
    return {
      url: `ws://127.0.0.1:${port}`,
      shards: 1,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
    }
  if (path.endsWith('/commands')) return []
  if (method === 'POST' && path.endsWith('/messages'))
    return {
      id: String(5_000_000_000_000_000_000n + BigInt(++messages)),
      channel_id: CHANNEL,
      embeds: [],
      attachments: [],
    }
  return { id: '1' }
}

new WebSocketServer({ server }).on('connection', (socket) => {
  const tell = (event: string, data: object) => socket.send(JSON.stringify({ op: 0, t: event, s: ++sequence, d: data }))
  socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 45_000 } }))
  socket.on('close', () => sockets.delete(socket))
  socket.on('message', (raw: Buffer) => {
    const { op } = z.object({ op: z.number() }).parse(JSON.parse(raw.toString()))
    if (op === 1) socket.send(JSON.stringify({ op: 11 }))
    if (op !== 2) return
    const { port } = server.address() as { readonly port: number }
    tell('READY', {
      v: 10,
      user,
      guilds: [{ id: GUILD, unavailable: true }],
      session_id: 'bench',
      resume_gateway_url: `ws://127.0.0.1:${port}`,
      application: { id: ME, flags: 0 },
    })
    tell('GUILD_CREATE', guild)
    sockets.add(socket)
  })
})

/** All at once, kind by kind in turn, each with an id of its own. */
async function burst({ each, from }: z.output<typeof zAsked>): Promise<Measured> {
  const { promise, resolve } = Promise.withResolvers<void>()
  done = resolve
  waits = []
  const before = uploaded
  const kinds = Object.keys(INTERACTIONS) as Kind[]
  for (let i = 0; i < each; i++)
    for (const kind of kinds) {
      const id = String(3_000_000_000_000_000_000n + BigInt(from + i * kinds.length + kinds.indexOf(kind)))
      const d = pressOn(id, INTERACTIONS[kind], i)
      open.set(id, { kind, at: performance.now() })
      for (const socket of sockets) socket.send(JSON.stringify({ op: 0, t: 'INTERACTION_CREATE', s: ++sequence, d }))
    }
  await promise
  return { waits, bytes: uploaded - before }
}

process.on('message', (raw) => {
  const asked = zAsked.safeParse(raw).data
  if (asked !== undefined) void burst(asked).then((measured) => process.send?.(measured))
  else {
    // Whether all of it flows already.
    const timer = setInterval(() => {
      if (uploaded === 0) return
      clearInterval(timer)
      process.send?.('flows')
    }, LOOK_MS)
  }
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { readonly port: number }).port))
