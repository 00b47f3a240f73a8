/** A brief's thread as it grows, as server-sent events: HTML of new messages, the status as it reads, and that something changed. */
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { SECOND } from '../../src/domain/time.ts'
import type { Nora } from '../../src/nora.ts'
import type { Log } from '../../src/ports/log.ts'
import { briefOf, type Env } from './here.ts'
import type { Entry, Live, Thread } from './live.ts'
import { entryHtml, statusHtml } from './thread-view.ts'
import { textOf } from './words.ts'

/** Proxies close connections that are silent for a minute, some for half of it. */
const HEARTBEAT_MS = 15 * SECOND

export function createBriefLive(deps: {
  readonly nora: Pick<Nora, 'readProject' | 'readRole' | 'readBrief'>
  readonly live: Live
  readonly stopping: AbortSignal
  readonly log: Log
}) {
  const app = new Hono<Env>()
  /** Written once, however many look at it. */
  const written = new WeakMap<object, string>()
  const once = (key: object, write: () => string): string => {
    const known = written.get(key) ?? write()
    written.set(key, known)
    return known
  }
  const entry = (e: Entry) => once(e, () => JSON.stringify({ seq: e.seq, html: textOf(entryHtml(e)) }))
  const status = ({ status: card, state }: Thread) =>
    once(card, () => JSON.stringify({ html: textOf(statusHtml(card)), title: state.title }))

  app.get('/b/:brief/live', async (c) => {
    const { full } = await briefOf(deps.nora, c)
    const given = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? '0')
    // Asks proxies not to hold events back.
    c.header('X-Accel-Buffering', 'no')
    return streamSSE(c, async (stream) => {
      const gone = new AbortController()
      stream.onAbort(() => gone.abort())
      const signal = AbortSignal.any([gone.signal, deps.stopping])
      const beat = setInterval(() => void stream.write(': still here\n\n'), HEARTBEAT_MS)
      let after = Number.isInteger(given) && given >= 0 ? given : 0
      let shown: Thread | null = null
      try {
        for await (const thread of deps.live.listen(full.brief, signal)) {
          for (const e of thread.entries.slice(firstAfter(thread.entries, after)))
            await stream.writeSSE({ event: 'told', id: String(e.seq), data: entry(e) })
          if (shown?.status !== thread.status) await stream.writeSSE({ event: 'status', data: status(thread) })
          if (shown === null ? thread.seq > after : shown.changes !== thread.changes)
            await stream.writeSSE({ event: 'changed', id: String(thread.seq), data: '{}' })
          after = Math.max(after, thread.seq)
          shown = thread
        }
      } catch (error) {
        if (!signal.aborted) deps.log.error('desk-live-failed', { briefId: full.brief.id, error })
      } finally {
        clearInterval(beat)
      }
    })
  })
  return app
}

/** What is new stands at the end. */
function firstAfter(entries: readonly Entry[], seq: number): number {
  let at = entries.length
  while (at > 0 && (entries[at - 1]?.seq ?? 0) > seq) at--
  return at
}
