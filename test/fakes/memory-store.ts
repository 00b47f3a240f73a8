/** A store in memory: everything that the port promises except that it outlives the process. */
import type { BriefId } from '../../src/domain/ids.ts'
import type { Store } from '../../src/ports/store.ts'
import { createInboxDoor } from './memory-inbox.ts'
import { createMemoryJobs, type MemoryJobs } from './memory-jobs.ts'
import { createMemoryReads, eventsAfter } from './memory-reads.ts'
import { createRules } from './memory-rules.ts'
import { createTables, stageTables } from './memory-tables.ts'
import { createMemoryWrites } from './memory-writes.ts'

const BATCH = 200

/** Transactions run one after the other: one that waits for another never ends. */
export function createMemoryStore(jobs: Pick<MemoryJobs, 'stage'> = createMemoryJobs()): Store {
  const tables = createTables()
  const bells = new Set<() => void>()
  let nth = 0
  let last: Promise<unknown> = Promise.resolve()

  const run: Store['transact'] = async (work) => {
    let isOver = false
    let isRefused = false
    const staged = stageTables(tables, () => !isOver)
    const stagedJobs = jobs.stage()
    const rules = createRules(staged, () => (isRefused = true))
    const writes = createMemoryWrites(staged, rules, () => nth++)
    try {
      const value = await work({ ...createMemoryReads(staged), ...writes, jobs: stagedJobs.jobs })
      if (isRefused) throw new Error('Nothing was stored: a row was refused and its error was ignored')
      for (const rows of Object.values(staged)) rows.commit()
      stagedJobs.commit()
      return value
    } finally {
      isOver = true
      for (const ring of Array.from(bells)) ring()
    }
  }

  return {
    ...createMemoryReads(tables),
    transact(work) {
      const done = last.then(() => run(work))
      last = done.catch(() => {})
      return done
    },
    receiveRequests(...requests) {
      const done = last.then(async () => {
        const staged = stageTables(tables, () => true)
        const received = await createInboxDoor(staged).receiveRequests(...requests)
        staged.inbox.commit()
        return received
      })
      last = done.catch(() => {})
      return done
    },
    async *follow(briefId: BriefId, after: number, signal: AbortSignal) {
      let seen = after
      while (!signal.aborted) {
        const found = eventsAfter(tables, briefId, seen, BATCH)
        for (const event of found) {
          if (signal.aborted) return
          seen = event.seq
          yield event
        }
        // Nothing is awaited between reading and listening, so that no bell is missed.
        if (found.length === 0) await rung(bells, signal)
      }
    },
    check: async () => null,
  }
}

/** Settles at the end of the next transaction, or when the signal aborts. */
async function rung(bells: Set<() => void>, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const ring = () => resolve()
  bells.add(ring)
  signal.addEventListener('abort', ring)
  if (signal.aborted) ring()
  await promise
  signal.removeEventListener('abort', ring)
  bells.delete(ring)
}
