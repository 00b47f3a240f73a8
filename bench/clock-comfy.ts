/**
 * ComfyUI servers that render nothing, each prompt in a fixed time, in a process of their own: whatever time passes
 * between two prompts is the client's. Forked with its settings as JSON; tells its URLs, and on being asked what it rendered.
 */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import process from 'node:process'
import { WebSocketServer, type WebSocket } from 'ws'
import { createObjectInfo } from '../adapters/previz/object-info.ts'
import { createWorkflows } from '../workflows/catalogue.ts'
import type { ClockSettings, Rendered } from './clock-settings.ts'

type Prompt = {
  readonly id: string
  readonly clientId: string
  readonly graph: Record<string, { class_type: string; inputs: Record<string, unknown> }>
}

const settings = JSON.parse(process.argv[2] ?? '{}') as ClockSettings
const clip = readFileSync(settings.clip)
const workflows = createWorkflows()
const models = [
  ...workflows.all.flatMap((w) => w.models),
  ...settings.checkpoints.map((file) => ({ folder: 'checkpoints', file })),
]
const info = createObjectInfo(models) as Record<string, unknown>

function startHost(name: string) {
  const pending: Prompt[] = []
  const rendered: Rendered[] = []
  const history = new Map<string, object>()
  const sockets = new Map<string, WebSocket>()
  let running: Prompt | null = null
  let loaded: string | null = null
  let number = 0

  const tell = (to: string, type: string, data: object) => sockets.get(to)?.send(JSON.stringify({ type, data }))

  function next(): void {
    if (running !== null) return
    const prompt = pending.shift()
    if (prompt === undefined) return
    running = prompt
    const load = loadOf(prompt)
    const swap = settings.swapMs > 0 && load !== loaded ? settings.swapMs : 0
    loaded = load
    const start = performance.now()
    const timestamp = Date.now()
    tell(prompt.clientId, 'execution_start', { prompt_id: prompt.id, timestamp })
    setTimeout(() => {
      const output =
        Object.entries(prompt.graph).find(([, n]) => /Combine|SaveVideo|SaveImage/.test(n.class_type))?.[0] ?? ''
      const file = { filename: `${prompt.id}.mp4`, subfolder: 'nora', type: 'output' }
      const messages = [
        ['execution_start', { prompt_id: prompt.id, timestamp }],
        ['execution_success', { prompt_id: prompt.id, timestamp: Date.now() }],
      ]
      history.set(prompt.id, {
        status: 'completed',
        outputs: { [output]: { gifs: [file] } },
        execution_status: { status_str: 'success', completed: true, messages },
      })
      running = null
      rendered.push({
        host: name,
        promptId: prompt.id,
        start,
        end: performance.now(),
        swap: swap > 0,
        note: String(titleOf(prompt)),
      })
      // As on a real server: the next one begins before anybody is told.
      next()
      tell(prompt.clientId, 'execution_success', { prompt_id: prompt.id, timestamp: Date.now() })
      tell(prompt.clientId, 'executing', { node: null, prompt_id: prompt.id })
    }, settings.renderMs + swap)
  }

  function job(id: string): object | null {
    if (running?.id === id) return { status: 'in_progress', outputs: {} }
    if (pending.some((p) => p.id === id)) return { status: 'pending', outputs: {} }
    return history.get(id) ?? null
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname } = new URL(req.url ?? '/', 'http://clock')
    const json = (body: unknown, status = 200) => {
      res.writeHead(status, { 'content-type': 'application/json' })
      res.end(JSON.stringify(body))
    }
    const [, , what, id, verb] = pathname.split('/')
    if (what === 'upload') {
      // Names are by content already.
      const body = await bodyOf(req)
      const name = /filename="([^"]+)"/.exec(body.subarray(0, 2000).toString('latin1'))?.[1] ?? 'x'
      return json({ name, subfolder: 'nora', type: 'input' })
    }
    if (what === 'prompt' && req.method === 'POST') {
      const body = JSON.parse((await bodyOf(req)).toString()) as {
        prompt: Prompt['graph']
        prompt_id: string
        client_id: string
      }
      pending.push({ id: body.prompt_id, clientId: body.client_id, graph: body.prompt })
      next()
      return json({ prompt_id: body.prompt_id, number: ++number, node_errors: {} })
    }
    if (what === 'view') {
      res.writeHead(200, { 'content-type': 'video/mp4', 'content-length': clip.length })
      res.end(clip)
      return
    }
    if (what === 'object_info' && id !== undefined) return json(id in info ? { [id]: info[id] } : {})
    if (what === 'system_stats') return json({ system: { comfyui_version: '0.33.0' }, devices: [] })
    if (what === 'features') return json({})
    if (what === 'queue' && req.method === 'POST') {
      const { delete: ids = [] } = JSON.parse((await bodyOf(req)).toString()) as { delete?: string[] }
      for (const gone of ids) {
        const at = pending.findIndex((p) => p.id === gone)
        if (at >= 0) pending.splice(at, 1)
      }
      return json({})
    }
    const row = (p: Prompt) => [0, p.id, {}, { client_id: p.clientId, extra_pnginfo: { nora: {} } }, []]
    if (what === 'queue') return json({ queue_running: running ? [row(running)] : [], queue_pending: pending.map(row) })
    if (what === 'jobs' && id === undefined) return json({ jobs: [] })
    if (what === 'jobs' && verb === 'cancel') return json({ cancelled: false })
    if (what === 'jobs' && id !== undefined) {
      const found = job(id)
      return found === null ? json({ error: 'Job not found' }, 404) : json({ id, ...found })
    }
    return json({}, 404)
  }

  const server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      res.destroy()
    })
  })
  const upgrades = new WebSocketServer({ server })
  upgrades.on('connection', (ws, req) => {
    sockets.set(new URL(req.url ?? '/', 'http://clock').searchParams.get('clientId') ?? '', ws)
    ws.send(JSON.stringify({ type: 'status', data: {} }))
  })
  return { server, rendered }
}

/** The files that the big loaders name. */
const loadOf = (p: Prompt): string =>
  Object.values(p.graph)
    .flatMap((n) => [n.inputs['ckpt_name'], n.inputs['unet_name']])
    .filter((file) => typeof file === 'string')
    .sort()
    .join(' ')
/** Takes are told apart by where their clip goes. */
const titleOf = (p: Prompt): unknown =>
  Object.values(p.graph).find((n) => 'filename_prefix' in n.inputs)?.inputs['filename_prefix']

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of req) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

const hosts = Array.from({ length: settings.hosts }, (_, i) => startHost(`gpu-${i + 1}`))
const urls = await Promise.all(
  hosts.map(
    ({ server }) =>
      new Promise<string>((done) => {
        server.listen(0, '127.0.0.1', () => {
          const address = server.address()
          done(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
        })
      }),
  ),
)
process.on('message', () => process.send?.({ rendered: hosts.flatMap((h) => h.rendered) }))
process.on('disconnect', () => process.exit(0))
process.send?.({ urls })
