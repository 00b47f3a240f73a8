/** Brings a brief's thread up to date with its log, and comes back for as long as there is something to tell. */
import { sendPost } from '../coordination/wake-threads.ts'
import type { Brief } from '../domain/brief.ts'
import { StaleVersion } from '../domain/failure.ts'
import type { BriefId } from '../domain/ids.ts'
import type { Job } from '../domain/job.ts'
import type { ChatThread } from '../domain/message.ts'
import { SECOND } from '../domain/time.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import type { Running } from '../ports/jobs.ts'
import type { Store } from '../ports/store.ts'
import type { TellNext } from './tell-next.ts'
import { beginTelling, readOn, type Telling } from './thread-steps.ts'

const BATCH = 500
/** Threads of which the log is held as it was last read. */
const MOST_HELD = 500

export function createPostThread(deps: {
  readonly store: Store
  readonly platforms: readonly ChatPlatform[]
  readonly tellNext: TellNext
}) {
  const { store } = deps
  const held = new Map<BriefId, Telling>()

  return async (job: Extract<Job, { kind: 'post' }>, { signal }: Running): Promise<void> => {
    const { briefId } = job.payload
    const chat = deps.platforms.find((p) => p.platform === job.payload.platform)
    const brief = await store.brief(briefId)
    let waitMs: number | null = null
    try {
      if (chat !== undefined && brief !== null) waitMs = await tellAll(chat, brief, signal)
    } catch (error) {
      held.delete(briefId)
      // Somebody else tells it at this moment: then there is nothing to do but to look again.
      if (!(error instanceof StaleVersion)) throw error
      waitMs = SECOND
    }
    // What is left is not settled, so that it goes on wherever it is taken up.
    if (signal.aborted) return
    await store.transact(async (tx) => {
      // Whoever appends holds this lock: what comes before is seen here, what comes after sends a job of its own.
      await tx.lockBrief(briefId)
      await tx.jobs.settle(job)
      const thread = chat === undefined ? null : await tx.chatThread(briefId)
      if (thread === null) return
      const more = (await tx.events(briefId, held.get(briefId)?.readSeq ?? thread.toldSeq, 1)).length > 0
      if (more || waitMs !== null) await sendPost(tx, briefId, thread.platform, waitMs ?? 0)
    })
  }

  /** Null when all is told, else how long to wait. */
  async function tellAll(chat: ChatPlatform, brief: Brief, signal: AbortSignal): Promise<number | null> {
    while (!signal.aborted) {
      const thread = await store.chatThread(brief.id)
      if (thread === null) return null
      const next = await deps.tellNext(chat, thread, await read(brief, thread))
      if (next.telling !== undefined) held.set(brief.id, next.telling)
      if (next.go !== 'on') return next.go
    }
    return 0
  }

  async function read(brief: Brief, thread: ChatThread): Promise<Telling> {
    const known = held.get(brief.id)
    // Another process told more of it meanwhile: then it is read from its beginning.
    let telling = known?.toldSeq === thread.toldSeq ? known : beginTelling(brief, thread.toldSeq)
    for (let isMore = true; isMore;) {
      const log = await store.events(brief.id, telling.readSeq, BATCH)
      telling = readOn(telling, log)
      isMore = log.length === BATCH
    }
    held.delete(brief.id)
    held.set(brief.id, telling)
    for (const oldest of held.keys()) if (held.size > MOST_HELD) held.delete(oldest)
    return telling
  }
}
