/** Asks a server what it is and what is on it now. */
import type { HostFailure } from '../../src/domain/failure.ts'
import { fail, ok } from '../../src/domain/result.ts'
import type { Result } from '../../src/domain/result.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { HostFacts, QueuedPrompt } from '../../src/ports/gpu-host.ts'
import { hostDown, unexpected } from './failures.ts'
import type { Http } from './http.ts'
import { zExtraData, zFeatures, zJobs, zQueue, zSystemStats } from './messages.ts'

/** A queue repeats whole graphs, and what the page of a person who queued them adds: some hundred prompts. */
const MOST_QUEUE_BYTES = 8 * 1024 * 1024
const PATIENCE_MS = 10 * SECOND

type Queued = Pick<HostFacts, 'running' | 'pending'>

export function createProbe(o: {
  readonly host: string
  readonly http: Http
  readonly clientId: string
  /** Handed over by this process. */
  readonly isKnown: (promptId: string) => boolean
}) {
  const ask = (path: string, maxBytes?: number) =>
    o.http.ask(path, { patienceMs: PATIENCE_MS, ...(maxBytes === undefined ? {} : { maxBytes }) })

  async function queue(): Promise<Result<Queued, HostFailure>> {
    const asked = await ask('/api/queue', MOST_QUEUE_BYTES)
    if (!asked.answered) return fail(hostDown(o.host, asked.reason))
    if (asked.answer.cut) return byJobs()
    const found = zQueue.safeParse(asked.answer.json)
    if (asked.answer.status !== 200 || !found.success) return fail(unexpected(o.host, asked.answer))
    return ok({ running: found.data.queue_running.map(queued), pending: inTurn(found.data.queue_pending).map(queued) })
  }

  /** The jobs API tells ids without graphs, but not whose they are. */
  async function byJobs(): Promise<Result<Queued, HostFailure>> {
    const asked = await ask('/api/jobs?status=in_progress,pending&limit=1000')
    if (!asked.answered) return fail(hostDown(o.host, asked.reason))
    const found = zJobs.safeParse(asked.answer.json)
    if (!found.success) return fail(hostDown(o.host, 'its queue is too long to read'))
    const of = (status: string) =>
      inTurn(found.data.jobs.filter((j) => j.status === status).map((j) => [j.priority, j.id] as const)).map(
        ([, promptId]) => ({ promptId, ours: o.isKnown(promptId) }),
      )
    return ok({ running: of('in_progress'), pending: of('pending') })
  }

  const queued = ([, promptId, , extra]: readonly [unknown, string, ...unknown[]]): QueuedPrompt => {
    const told = zExtraData.safeParse(extra).data
    const note = told?.extra_pnginfo.nora
    const ours = o.isKnown(promptId) || told?.client_id === o.clientId || (typeof note === 'object' && note !== null)
    return { promptId, ours }
  }

  return async (): Promise<Result<HostFacts, HostFailure>> => {
    const [stats, features, now] = await Promise.all([ask('/api/system_stats'), ask('/api/features'), queue()])
    if (!stats.answered) return fail(hostDown(o.host, stats.reason))
    const about = zSystemStats.safeParse(stats.answer.json)
    if (stats.answer.status !== 200 || !about.success) return fail(unexpected(o.host, stats.answer))
    if (!now.ok) return now
    return ok({
      version: about.data.system.comfyui_version,
      devices: about.data.devices.map((d) => ({ name: d.name, vramBytes: d.vram_total, vramFreeBytes: d.vram_free })),
      maxUploadBytes: (features.answered && zFeatures.safeParse(features.answer.json).data?.max_upload_size) || null,
      ...now.value,
    })
  }
}

/** The server keeps a heap: who is next is who has the least number, of equals the least id. */
const inTurn = <T extends readonly [unknown, string, ...unknown[]]>(items: readonly T[]): readonly T[] =>
  items.toSorted(([a, idA], [b, idB]) => Number(a) - Number(b) || (idA < idB ? -1 : 1))
