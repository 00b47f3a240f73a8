/** A stand-in for a ComfyUI server with faults on demand: its routes, shapes and order of messages, and no rendering. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { Graph } from '../../src/domain/workflow.ts'
import { RECORDED } from '../../workflows/object-info.ts'
import { outputsOf, validateGraph } from '../../workflows/validate.ts'

export type Faults = {
  /** No `/api/jobs`, as before 0.24. */
  jobs: boolean
  /** `open` accepts and says nothing, `shut` refuses. */
  socket: 'talks' | 'open' | 'shut'
  /** The next POST /prompt: the connection breaks after, or before, the prompt was taken. */
  breakSubmit: 'after' | 'before' | null
  /** Answers every POST /prompt with this. */
  answerSubmit: { status: number; type: string; body: string } | null
  /** So many wishes to cancel are lost. */
  loseCancels: number
  /** How the next prompt ends. */
  ends: 'success' | 'oom' | 'error' | 'no-file'
  /** Every request is dropped. */
  silent: boolean
  /** Looks at history or jobs, after the end was told, before they show it. */
  lateRows: number
}

type Item = { id: string; number: number; graph: Graph; clientId: string; extraData: object; hold: boolean }
type Row = { prompt: unknown; outputs: object; status: object }
const zPost = z
  .object({
    prompt: z.unknown(),
    prompt_id: z.string(),
    client_id: z.string(),
    extra_data: z.looseObject({}).default({}),
  })
  .loose()

/** Prompts end at once, after `renderMs`, or, with "hold" in the graph, when told. */
export async function startComfyServer(o: { readonly renderMs?: number } = {}) {
  const faults: Faults = {
    jobs: true,
    socket: 'talks',
    breakSubmit: null,
    answerSubmit: null,
    loseCancels: 0,
    ends: 'success',
    silent: false,
    lateRows: 0,
  }
  const pending: Item[] = []
  let running: Item | null = null
  const history = new Map<string, Row & { late: number }>()
  const uploads = new Map<string, Buffer>()
  const outputs = new Map<string, Buffer>()
  const sockets = new Map<string, WebSocket>()
  /** Those that said first that they understand previews with metadata. */
  const negotiated = new WeakSet<object>()
  const requests: string[] = []
  const posted: unknown[] = []
  /** Between the end of one prompt and the start of the next. */
  const gaps: number[] = []
  let idleSince: number | null = null
  let number = 0

  const tell = (clientId: string, type: string, data: object) => {
    if (faults.socket === 'talks') sockets.get(clientId)?.send(JSON.stringify({ type, data }))
  }
  const isNegotiated = (clientId: string) => negotiated.has(sockets.get(clientId) ?? server)
  const find = (id: string) => (running?.id === id ? running : pending.find((i) => i.id === id))

  function next(): void {
    if (running !== null) return
    running = pending.shift() ?? null
    if (running === null) return
    const { id, clientId, hold } = running
    tell(clientId, 'execution_start', { prompt_id: id, timestamp: 1000 })
    tell(clientId, 'executing', { node: '1', display_node: '1', prompt_id: id })
    step(running)
    if (idleSince !== null) gaps.push(performance.now() - idleSince)
    idleSince = null
    if (hold) return
    if (o.renderMs === undefined) setImmediate(() => end(id))
    else setTimeout(() => end(id), o.renderMs)
  }

  /** What is held goes on telling how far it is, as a sampler does. */
  const beat = setInterval(() => {
    if (running?.hold) step(running)
  }, 25)

  function step({ id, clientId, graph, extraData }: Item): void {
    const nodes = Object.fromEntries(Object.keys(graph).map((n) => [n, { value: 1, max: 4, state: 'running' }]))
    tell(clientId, 'progress_state', { prompt_id: id, nodes })
    if ('preview_method' in extraData && faults.socket === 'talks')
      sockets.get(clientId)?.send(preview(id, isNegotiated(clientId)))
  }

  /** Ends the running prompt; the end is told before the row is there. */
  function end(id: string, how: Faults['ends'] | 'interrupted' = faults.ends): void {
    if (running?.id !== id) return
    const { clientId, graph } = running
    const [output = ''] = outputsOf(graph, RECORDED)
    const file = { filename: `${id}.png`, subfolder: 'nora', type: 'output' }
    if (how === 'success') outputs.set(file.filename, Buffer.from(`picture of ${id}`))
    const messages: [string, object][] = [['execution_start', { prompt_id: id, timestamp: 1000 }]]
    if (how === 'success' || how === 'no-file') messages.push(['execution_success', { prompt_id: id, timestamp: 1250 }])
    else if (how === 'interrupted') messages.push(['execution_interrupted', { prompt_id: id, node_id: output }])
    else messages.push(['execution_error', errorReport(how, id, output)])
    const isSuccess = how === 'success' || how === 'no-file'
    const [event = '', data = {}] = messages.at(-1) ?? []
    tell(clientId, event, data)
    history.set(id, {
      prompt: [number, id, graph, {}, [output]],
      outputs: how === 'success' ? { [output]: { images: [file] } } : {},
      status: { status_str: isSuccess ? 'success' : 'error', completed: isSuccess, messages },
      late: faults.lateRows,
    })
    faults.ends = 'success'
    running = null
    idleSince = performance.now()
    tell(clientId, 'executing', { node: null, prompt_id: id })
    next()
  }

  /** The row, unless it is to come late; then the prompt still looks as if it ran. */
  function row(id: string): Row | 'late' | null {
    const found = history.get(id)
    if (!found) return null
    return found.late-- > 0 ? 'late' : found
  }

  function submit(body: Buffer, res: ServerResponse): void {
    if (faults.answerSubmit) {
      res.writeHead(faults.answerSubmit.status, { 'content-type': faults.answerSubmit.type })
      res.end(faults.answerSubmit.body)
      return
    }
    const post = zPost.parse(JSON.parse(body.toString()))
    posted.push(post)
    if (faults.breakSubmit === 'before') return broken(res)
    // The shape is what these tests send; a graph that is none fails in the check.
    const graph = post.prompt as Graph
    const hasFile = (name: string) => uploads.has(name)
    const findings = validateGraph(graph, RECORDED, { hasFile })
    const whole = findings.find((f) => f.dependentOutputs.length === 0)
    if (whole) {
      const { type, message, details, nodeId, classType } = whole
      const extra_info = { node_id: nodeId, class_type: classType, node_title: classType }
      return json(res, 400, { error: { type, message, details, extra_info }, node_errors: {} })
    }
    const node_errors = Object.fromEntries(
      findings.map((f) => [
        f.nodeId,
        {
          class_type: f.classType,
          dependent_outputs: f.dependentOutputs,
          errors: [
            {
              type: f.type,
              message: f.message,
              details: f.details,
              extra_info: { input_name: f.inputName, received_value: f.received },
            },
          ],
        },
      ]),
    )
    const good = outputsOf(graph, RECORDED).filter((id) => !findings.some((f) => f.dependentOutputs.includes(id)))
    if (good.length === 0) {
      const error = {
        type: 'prompt_outputs_failed_validation',
        message: 'Prompt outputs failed validation',
        details: '',
      }
      return json(res, 400, { error: { ...error, extra_info: {} }, node_errors })
    }
    const hold = JSON.stringify(graph).includes('hold')
    const extraData = { ...post.extra_data, client_id: post.client_id }
    pending.push({ id: post.prompt_id, number: ++number, graph, clientId: post.client_id, extraData, hold })
    for (const clientId of sockets.keys()) tell(clientId, 'status', { status: { exec_info: { queue_remaining: 1 } } })
    next()
    if (faults.breakSubmit === 'after') return broken(res)
    return json(res, 200, { prompt_id: post.prompt_id, number, node_errors })
  }

  function broken(res: ServerResponse): void {
    faults.breakSubmit = null
    res.destroy()
  }

  function cancel(id: string): boolean {
    const item = find(id)
    if (!item) return false
    if (faults.loseCancels-- > 0) return true
    if (running?.id === id) end(id, 'interrupted')
    else pending.splice(pending.indexOf(item), 1)
    return true
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://x')
    const path = url.pathname.replace(/^\/api/, '')
    requests.push(`${req.method} ${path}`)
    if (faults.silent) return void res.destroy()
    const parts: Buffer[] = []
    for await (const part of req) parts.push(part as Buffer)
    const body = Buffer.concat(parts)
    const last = decodeURIComponent(path.split('/').at(-1) ?? '')

    if (req.method === 'POST' && path === '/prompt') return submit(body, res)
    if (req.method === 'POST' && path === '/upload/image') {
      const name = /filename="([^"]+)"/.exec(body.toString('latin1'))?.[1] ?? ''
      const start = body.indexOf('\r\n\r\n', body.indexOf('name="image"')) + 4
      uploads.set(`nora/${name}`, body.subarray(start, body.lastIndexOf('\r\n--')))
      return json(res, 200, { name, subfolder: 'nora', type: 'input' })
    }
    if (req.method === 'POST' && path.endsWith('/cancel'))
      return faults.jobs ? json(res, 200, { cancelled: cancel(path.split('/').at(-2) ?? '') }) : plain(res, 405)
    if (req.method === 'POST' && path === '/interrupt') {
      const { prompt_id } = z.object({ prompt_id: z.string() }).parse(JSON.parse(body.toString()))
      if (running?.id === prompt_id) cancel(prompt_id)
      return plain(res, 200)
    }
    if (req.method === 'POST' && path === '/queue') {
      for (const id of z.object({ delete: z.array(z.string()) }).parse(JSON.parse(body.toString())).delete)
        if (running?.id !== id) cancel(id)
      return plain(res, 200)
    }
    if (path.startsWith('/object_info/')) return json(res, 200, RECORDED[last] ? { [last]: RECORDED[last] } : {})
    if (path === '/queue') {
      const late = [...history].filter(([, r]) => r.late > 0).map(([id]) => [0, id, {}, {}, []])
      return json(res, 200, {
        queue_running: [...late, ...(running ? [entry(running)] : [])],
        queue_pending: pending.map(entry),
      })
    }
    if (path.startsWith('/history/')) {
      const found = row(last)
      return json(res, 200, found === null || found === 'late' ? {} : { [last]: found })
    }
    if (path.startsWith('/jobs') && !faults.jobs) return plain(res, 404)
    if (path === '/jobs') {
      const jobs = [
        ...(running ? [{ id: running.id, status: 'in_progress', priority: running.number }] : []),
        ...pending.map((i) => ({ id: i.id, status: 'pending', priority: i.number })),
      ].filter((j) => (url.searchParams.get('status') ?? j.status).includes(j.status))
      return json(res, 200, { jobs, pagination: {} })
    }
    if (path === '/system_stats') return json(res, 200, STATS)
    if (path === '/features') return json(res, 200, { supports_preview_metadata: true, max_upload_size: 104_857_600 })
    if (path.startsWith('/jobs/')) {
      const found = row(last)
      if (found === 'late' || running?.id === last) return json(res, 200, { id: last, status: 'in_progress' })
      if (pending.some((i) => i.id === last)) return json(res, 200, { id: last, status: 'pending' })
      if (found === null) return json(res, 404, { error: 'Job not found' })
      const text = JSON.stringify(found.status)
      const status = text.includes('interrupted') ? 'cancelled' : text.includes('success') ? 'completed' : 'failed'
      return json(res, 200, { id: last, status, outputs: found.outputs, execution_status: found.status })
    }
    if (path === '/view') {
      const bytes = outputs.get(url.searchParams.get('filename') ?? '')
      if (!bytes) return plain(res, 404)
      res.writeHead(200, { 'content-length': bytes.length })
      res.end(bytes)
      return
    }
    return plain(res, 404)
  }

  const server = createServer((req, res) => {
    answer(req, res).catch(() => plain(res, 500))
  })
  const wss = new WebSocketServer({ noServer: true })
  server.on('upgrade', (req, tcp, head) => {
    if (faults.socket === 'shut' || faults.silent) return void tcp.destroy()
    wss.handleUpgrade(req, tcp, head, (ws) => {
      const clientId = new URL(req.url ?? '/', 'http://x').searchParams.get('clientId') ?? ''
      sockets.set(clientId, ws)
      ws.once('message', (data: Buffer) => {
        if (!data.toString().includes('"supports_preview_metadata":true')) return
        negotiated.add(ws)
        tell(clientId, 'feature_flags', { supports_preview_metadata: true })
      })
      tell(clientId, 'status', { status: { exec_info: { queue_remaining: 0 } }, sid: clientId })
    })
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    uploads,
    outputs,
    requests,
    posted,
    gaps,
    sockets,
    queue: () => [...(running ? [running.id] : []), ...pending.map((i) => i.id)],
    /** Ends the running prompt if it is held. */
    release: (id: string) => end(id),
    /** As after a restart: queue, history and sockets are gone. */
    forget() {
      pending.length = 0
      running = null
      history.clear()
      for (const ws of sockets.values()) ws.terminate()
      sockets.clear()
    },
    async stop() {
      clearInterval(beat)
      for (const ws of wss.clients) ws.terminate()
      server.closeAllConnections()
      await new Promise((down) => server.close(down))
    },
  }
}

const entry = (i: Item) => [i.number, i.id, i.graph, i.extraData, []]

const STATS = {
  system: { os: 'linux', comfyui_version: '0.33.0', argv: ['main.py'] },
  devices: [{ name: 'cuda:0 a GPU', type: 'cuda', index: 0, vram_total: 24e9, vram_free: 20e9 }],
}

/** A preview as the socket carries it; it says whose it is only to who negotiated that. */
function preview(id: string, withMetadata: boolean): Buffer {
  const image = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4])
  const about = Buffer.from(JSON.stringify({ prompt_id: id, node_id: '1', image_type: 'image/jpeg' }))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(withMetadata ? 4 : 1, 0)
  head.writeUInt32BE(withMetadata ? about.length : 1, 4)
  return Buffer.concat(withMetadata ? [head, about, image] : [head, image])
}

const errorReport = (how: 'oom' | 'error', id: string, node: string) => ({
  prompt_id: id,
  node_id: node,
  node_type: 'SaveImage',
  exception_type: how === 'oom' ? 'torch.OutOfMemoryError' : 'ValueError',
  exception_message:
    how === 'oom'
      ? 'Allocation on device 0 would exceed allowed memory. (out of memory)\nThis error means you ran out of memory on your GPU.'
      : 'the colours\n  ran dry',
})

function json(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  res.end(JSON.stringify(body))
}
function plain(res: ServerResponse, status: number): void {
  res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' })
  res.end(status === 500 ? '500 Internal Server Error\n\nServer got itself in trouble' : '')
}
