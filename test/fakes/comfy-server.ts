/** A stand-in for a ComfyUI server of a chosen version, with faults on demand: its routes, shapes and order of messages, and no rendering. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { RECORDED } from '../../workflows/object-info.ts'
import { json, plain } from './comfy/answers.ts'
import { createDoor } from './comfy/door.ts'
import { noFaults } from './comfy/faults.ts'
import { createQueue, type Item, type Row } from './comfy/queue.ts'
import { createSockets } from './comfy/sockets.ts'
import { stats, waysOf, type Version } from './comfy/versions.ts'

/** Prompts end at once, after `renderMs`, or, with "hold" in the graph, when told. */
export async function startComfyServer(o: { readonly renderMs?: number; readonly version?: Version } = {}) {
  const ways = waysOf(o.version ?? '0.33.0')
  const faults = noFaults()
  const uploads = new Map<string, Buffer>()
  const requests: string[] = []
  const sockets = createSockets({ isMute: () => faults.socket !== 'talks' })
  const queue = createQueue({ ways, faults, sockets, renderMs: o.renderMs })
  const door = createDoor({ ways, faults, queue, hasFile: (name) => uploads.has(name) })
  /** What is held goes on telling how far it is, as a sampler does. */
  const beat = setInterval(() => {
    if (queue.running?.hold) queue.step(queue.running)
  }, 25)

  /** The row, unless it is to come late; then the prompt still looks as if it ran. */
  function row(id: string): Row | 'late' | null {
    const found = queue.history.get(id)
    if (!found) return null
    return found.late-- > 0 ? 'late' : found
  }

  function cancel(id: string): boolean {
    const isHere = queue.running?.id === id || queue.pending.some((i) => i.id === id)
    queue.remove(id)
    queue.interrupt(id)
    return isHere
  }

  function upload(body: Buffer, res: ServerResponse): void {
    const asked = /filename="([^"]+)"/.exec(body.toString('latin1'))?.[1] ?? ''
    const start = body.indexOf('\r\n\r\n', body.indexOf('name="image"')) + 4
    const bytes = body.subarray(start, body.lastIndexOf('\r\n--'))
    let name = asked
    // Other bytes under the same name get a name of their own.
    for (let n = 1; uploads.get(`nora/${name}`)?.equals(bytes) === false; n++) name = asked.replace(/(?=\.)/, ` (${n})`)
    uploads.set(`nora/${name}`, bytes)
    json(res, 200, { name, subfolder: 'nora', type: 'input', ...(ways.saysMore ? { asset: { id: 'x' } } : {}) })
  }

  function post(path: string, body: Buffer, res: ServerResponse): void {
    if (path === '/prompt') return door.submit(body, res)
    if (path === '/upload/image') return upload(body, res)
    if (path.endsWith('/cancel') && ways.hasCancel)
      return json(res, 200, { cancelled: cancel(path.split('/').at(-2) ?? '') })
    if (path === '/interrupt') queue.interrupt(z.object({ prompt_id: z.string() }).parse(parse(body)).prompt_id)
    else if (path === '/queue')
      for (const id of z.object({ delete: z.array(z.string()) }).parse(parse(body)).delete) queue.remove(id)
    else return plain(res, 405)
    return plain(res, 200)
  }

  function jobs(path: string, url: URL, res: ServerResponse): void {
    if (!ways.hasJobs) return plain(res, 404)
    if (faults.jobsBroken) return plain(res, 500)
    const { running, pending } = queue
    const waiting = (i: Item, status: string) => ({ id: i.id, status, priority: i.number, create_time: 1 })
    const all = [...(running ? [waiting(running, 'in_progress')] : []), ...pending.map((i) => waiting(i, 'pending'))]
    if (path === '/jobs') {
      const wanted = url.searchParams.get('status')?.split(',')
      return json(res, 200, { jobs: all.filter((j) => !wanted || wanted.includes(j.status)), pagination: {} })
    }
    const id = path.split('/').at(-1) ?? ''
    const found = row(id)
    if (found === 'late') return json(res, 200, { id, status: 'in_progress' })
    const job = all.find((j) => j.id === id)
    if (job) return json(res, 200, job)
    if (found === null) return json(res, 404, { error: 'Job not found' })
    const text = JSON.stringify(found.status)
    const status = text.includes('interrupted') ? 'cancelled' : text.includes('success') ? 'completed' : 'failed'
    return json(res, 200, { id, status, outputs: found.outputs, execution_status: found.status })
  }

  function get(path: string, url: URL, res: ServerResponse): void {
    const last = decodeURIComponent(path.split('/').at(-1) ?? '')
    if (path.startsWith('/object_info/')) return json(res, 200, RECORDED[last] ? { [last]: RECORDED[last] } : {})
    if (path === '/queue') {
      const late = [...queue.history].filter(([, r]) => r.late > 0).map(([id]) => [0, id, {}, {}, []])
      const running = [...late, ...(queue.running ? [entry(queue.running)] : [])]
      // A heap: the order says nothing.
      return json(res, 200, { queue_running: running, queue_pending: queue.pending.map(entry).toReversed() })
    }
    if (path.startsWith('/history/')) {
      const found = row(last)
      return json(res, 200, found === null || found === 'late' ? {} : { [last]: found })
    }
    if (path.startsWith('/jobs')) return jobs(path, url, res)
    if (path === '/system_stats') return json(res, 200, stats(ways.version))
    if (path === '/features') return json(res, 200, { supports_preview_metadata: true, max_upload_size: 104_857_600 })
    const filename = url.searchParams.get('filename') ?? ''
    const bytes =
      url.searchParams.get('type') === 'input' ? uploads.get(`nora/${filename}`) : queue.outputs.get(filename)
    if (path !== '/view' || !bytes) return plain(res, 404)
    res.writeHead(200, { 'content-length': bytes.length })
    res.end(bytes)
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://x')
    const path = url.pathname.replace(/^\/api/, '')
    requests.push(`${req.method} ${path}`)
    if (faults.silent) return void res.destroy()
    const parts: Buffer[] = []
    for await (const part of req) parts.push(part as Buffer)
    return req.method === 'POST' ? post(path, Buffer.concat(parts), res) : get(path, url, res)
  }

  const server = createServer((req, res) => {
    answer(req, res).catch(() => plain(res, 500))
  })
  server.on('upgrade', (req, tcp, head) => {
    if (faults.socket === 'shut' || faults.silent) tcp.destroy()
    else sockets.accept(req, tcp, head)
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  const address = server.address()

  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    faults,
    uploads,
    outputs: queue.outputs,
    requests,
    posted: door.posted,
    gaps: queue.gaps,
    sockets,
    /** A prompt of somebody else. */
    put: queue.put,
    queue: () => [...(queue.running ? [queue.running.id] : []), ...queue.pending.map((i) => i.id)],
    /** Ends the running prompt if it is held. */
    release: (id: string) => queue.end(id),
    /** As after a restart: queue, history and sockets are gone. */
    forget() {
      queue.forget()
      sockets.drop()
    },
    async stop() {
      clearInterval(beat)
      sockets.drop()
      server.closeAllConnections()
      await new Promise((down) => server.close(down))
    },
  }
}

const parse = (body: Buffer): unknown => JSON.parse(body.toString())
const entry = (i: Item) => [i.number, i.id, i.graph, i.extraData, []]
