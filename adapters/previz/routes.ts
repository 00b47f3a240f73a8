/** Every HTTP route of the server; each is there bare and below /api, jobs only below /api. */
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { fileRoutes } from './file-routes.ts'
import type { Files } from './files.ts'
import { toEntry } from './history.ts'
import { jobRoutes } from './job-routes.ts'
import { MODEL_FOLDERS, modelsIn, withUploads, type ObjectInfo } from './object-info.ts'
import type { Answer } from './prompt-door.ts'
import type { Queue } from './queue.ts'
import { features, systemStats } from './server-facts.ts'
import type { Worker } from './worker.ts'

export type RouteDeps = {
  readonly info: ObjectInfo
  readonly files: Files
  readonly queue: Queue
  readonly worker: Worker
  readonly post: (body: unknown) => Answer
}

const TROUBLE = '500 Internal Server Error\n\nServer got itself in trouble'
const zIds = z.array(z.string())
const zQueuePost = z.object({ clear: z.boolean().optional(), delete: zIds.optional() })
const zInterrupt = z.object({ prompt_id: z.string().optional() })

export function createApp(deps: RouteDeps): Hono {
  const app = new Hono()
  app.use(sameOrigin)
  app.route('/', routes(deps))
  app.route('/api', routes(deps))
  app.route('/api/jobs', jobRoutes(deps))
  app.onError(() => new Response(TROUBLE, { status: 500 }))
  app.notFound((c) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return c.body('405: Method Not Allowed', 405)
    return c.body(null, 404, { 'content-type': 'application/octet-stream' })
  })
  return app
}

function routes({ info, files, queue, worker, post }: RouteDeps): Hono {
  const app = new Hono()
  const allInfo = () => withUploads(info, files.uploaded())

  app.get('/prompt', (c) => c.json({ exec_info: { queue_remaining: queue.remaining } }))
  app.post('/prompt', async (c) => {
    const answer = post(await c.req.json())
    return answer.status === 500 ? c.text(TROUBLE, 500) : c.json(answer.body, answer.status)
  })
  app.get('/queue', (c) =>
    c.json({
      queue_running: queue.running ? [toEntry(queue.running)] : [],
      queue_pending: queue.pending.map(toEntry),
    }),
  )
  app.post('/queue', async (c) => {
    const asked = zQueuePost.parse(await c.req.json())
    if (asked.clear) queue.clear()
    for (const id of asked.delete ?? []) queue.remove(id)
    return c.body(null)
  })
  app.post('/interrupt', async (c) => {
    const text = await c.req.text()
    worker.interrupt(text === '' ? null : (zInterrupt.parse(JSON.parse(text)).prompt_id ?? null))
    return c.body(null)
  })
  app.get('/history', (c) => {
    const rows = [...queue.history]
    const most = numberParam(c, 'max_items')
    const offset = numberParam(c, 'offset')
    const from = offset ?? (most === null ? 0 : Math.max(0, rows.length - most))
    return c.json(Object.fromEntries(rows.slice(from, most === null ? undefined : from + most)))
  })
  app.get('/history/:id', (c) => {
    const row = queue.history.get(c.req.param('id'))
    return c.json(row ? { [c.req.param('id')]: row } : {})
  })
  app.post('/history', async (c) => {
    const asked = zQueuePost.parse(await c.req.json())
    queue.forget(asked.clear ? 'all' : (asked.delete ?? []))
    return c.body(null)
  })
  app.post('/free', async (c) => {
    z.looseObject({}).parse(await c.req.json())
    return c.body(null)
  })

  app.get('/object_info', (c) => c.json(allInfo()))
  app.get('/object_info/:class', (c) => {
    const nodeClass = c.req.param('class')
    const node = allInfo()[nodeClass]
    return c.json(node ? { [nodeClass]: node } : {})
  })
  app.get('/models', (c) => c.json(MODEL_FOLDERS))
  app.get('/models/:folder', (c) => {
    const models = modelsIn(info, c.req.param('folder'))
    return models ? c.json(models) : c.body(null, 404, { 'content-type': 'application/octet-stream' })
  })
  app.get('/embeddings', (c) => c.json([]))
  app.get('/system_stats', (c) => c.json(systemStats()))
  app.get('/features', (c) => c.json(features))
  app.route('/', fileRoutes(files))
  return app
}

/** Null when it is not given; throws on what is no whole number. */
function numberParam(c: Context, name: string): number | null {
  const text = c.req.query(name)
  return text === undefined ? null : z.coerce.number().int().parse(text)
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** No page of another site may speak to a server on this machine. */
const sameOrigin: MiddlewareHandler = async (c, next) => {
  const allowed = isSameOrigin((name) => c.req.header(name))
  if (!allowed) return c.body(null, 403)
  await next()
}

export function isSameOrigin(header: (name: string) => string | undefined): boolean {
  if (header('sec-fetch-site') === 'cross-site') return false
  const [host, origin] = [header('host'), header('origin')]
  if (host === undefined || origin === undefined || origin === 'null') return true
  if (!LOOPBACK.includes(host.replace(/:\d+$/, ''))) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
