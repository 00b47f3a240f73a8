/** The jobs API: where one prompt stands, in one answer that no move can slip through. */
import { Hono } from 'hono'
import { z } from 'zod'
import { finishedJob, toEntry, waitingJob, withDetail, type Job } from './history.ts'
import type { Queue } from './queue.ts'
import type { Worker } from './worker.ts'

const zUuid = z.uuid()
const zQuery = z.object({
  status: z.string().optional(),
  sort_order: z.enum(['asc', 'desc']).default('desc'),
  limit: z.coerce.number().int().positive().optional(),
  offset: z.coerce.number().int().nonnegative().default(0),
})

export function jobRoutes({ queue, worker }: { queue: Queue; worker: Worker }): Hono {
  const app = new Hono()

  /** Withdrawn when it waits, interrupted when it runs; false when it is over or was never here. */
  const cancel = (id: string): boolean => queue.remove(id) || worker.interrupt(id)

  function all(): Job[] {
    const running = queue.running ? [waitingJob(queue.running, 'in_progress')] : []
    const pending = queue.pending.map((i) => waitingJob(i, 'pending'))
    return [...[...queue.history.values()].map(finishedJob), ...running, ...pending]
  }

  app.get('/', (c) => {
    const { status, sort_order, limit, offset } = zQuery.parse(c.req.query())
    const wanted = status?.split(',')
    const jobs = all().filter((j) => !wanted || wanted.includes(j.status))
    jobs.sort((a, b) => (sort_order === 'asc' ? 1 : -1) * (Number(a.create_time) - Number(b.create_time)))
    const page = jobs.slice(offset, limit === undefined ? undefined : offset + limit)
    const has_more = offset + page.length < jobs.length
    return c.json({ jobs: page, pagination: { offset, limit: limit ?? null, total: jobs.length, has_more } })
  })
  app.get('/:id', (c) => {
    const id = c.req.param('id')
    const row = queue.history.get(id)
    if (queue.running?.promptId === id) {
      return c.json(withDetail(waitingJob(queue.running, 'in_progress'), toEntry(queue.running), null))
    }
    const waiting = queue.pending.find((i) => i.promptId === id)
    if (waiting) return c.json(withDetail(waitingJob(waiting, 'pending'), toEntry(waiting), null))
    return row ? c.json(withDetail(finishedJob(row), row.prompt, row)) : c.json({ error: 'Job not found' }, 404)
  })
  app.post('/cancel', async (c) => {
    const asked = z.object({ job_ids: z.array(z.unknown()) }).safeParse(await c.req.json())
    if (!asked.success) return c.json({ error: 'job_ids must be a list of UUIDs', invalid_ids: [] }, 400)
    const ids = asked.data.job_ids
    const invalid_ids = ids.filter((id) => !zUuid.safeParse(id).success)
    if (invalid_ids.length > 0) return c.json({ error: 'job_ids must be UUIDs', invalid_ids }, 400)
    return c.json({ cancelled: ids.filter((id) => cancel(String(id))).length > 0 })
  })
  app.post('/:id/cancel', (c) => c.json({ cancelled: cancel(c.req.param('id')) }))
  return app
}
