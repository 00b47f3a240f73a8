/** A brief live, as server-sent events: a snapshot, then its log from the beginning or from where the client left off. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { streamSSE } from 'hono/streaming'
import { SECOND } from '../../src/domain/time.ts'
import type { Nora } from '../../src/nora.ts'
import type { Log } from '../../src/ports/log.ts'
import { toEventJson } from './event-json.ts'
import { onInvalid } from './on-error.ts'
import type { ReadInFull } from './read-in-full.ts'
import { briefIdOf, BRIEFS, otherwise, zId } from './wire.ts'

/** Proxies close connections that are silent for a minute, some for half of it. */
export const HEARTBEAT_MS = 15 * SECOND

const zSeq = z.coerce.number().int().min(0)

const follow = createRoute({
  method: 'get',
  path: `${BRIEFS}/{id}/events`,
  tags: ['briefs'],
  summary: 'Follow a brief live',
  description:
    'First an event "snapshot" with the brief in full, then its log: unnamed events, `id` their `seq`, `data` with `seq`, `at`, `type`. `Last-Event-ID`, or `after` in the query, goes on after that one.',
  request: {
    params: zId('brf_…'),
    query: z.strictObject({ after: zSeq.optional() }),
    headers: z.object({ 'last-event-id': zSeq.optional() }),
  },
  responses: {
    200: { description: 'Events until the client leaves', content: { 'text/event-stream': { schema: z.string() } } },
    default: otherwise,
  },
})

export function createEventRoutes(deps: {
  readonly nora: Pick<Nora, 'followBrief'>
  readonly readInFull: ReadInFull
  readonly stopping: AbortSignal
  readonly log: Log
  readonly heartbeatMs: number
}) {
  const app = new OpenAPIHono({ defaultHook: onInvalid })
  app.openapi(follow, async (c) => {
    const briefId = briefIdOf(c.req.valid('param').id)
    const after = c.req.valid('header')['last-event-id'] ?? c.req.valid('query').after ?? 0
    const snapshot = await deps.readInFull(briefId)
    // Asks proxies not to hold events back.
    c.header('X-Accel-Buffering', 'no')
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream' })
    return streamSSE(c, async (stream) => {
      const gone = new AbortController()
      stream.onAbort(() => gone.abort())
      const signal = AbortSignal.any([gone.signal, deps.stopping])
      const beat = setInterval(() => void stream.write(': still here\n\n'), deps.heartbeatMs)
      try {
        await stream.writeSSE({ event: 'snapshot', data: JSON.stringify(snapshot) })
        for await (const entry of deps.nora.followBrief(briefId, after, signal))
          await stream.writeSSE({ id: String(entry.seq), data: JSON.stringify(toEventJson(entry, snapshot.fps)) })
      } catch (error) {
        if (!signal.aborted) deps.log.error('http-events-failed', { briefId, error })
      } finally {
        clearInterval(beat)
      }
    })
  })
  return app
}
