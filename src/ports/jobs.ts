/** Durable work: sent and settled in the transaction that changes what it is about, run at least once, fenced by attempt. */
import type { Job, JobKind, JobPayloads } from '../domain/job.ts'

export type SendOptions = {
  /** Not before this many milliseconds from now. */
  readonly afterMs?: number
  /** Higher goes first; 0 when left out. */
  readonly priority?: number
  /** While a job of this kind and key waits or runs, another one is not added. */
  readonly key?: string
}

/** The queue inside one transaction. */
export interface JobsInTransaction {
  /** False when a job of the same key is already there. */
  send<K extends JobKind>(kind: K, payload: JobPayloads[K], o?: SendOptions): Promise<boolean>
  /** Marks the job as done. Throws `LeaseLost` when another attempt owns it by now. */
  settle(job: Job): Promise<void>
}

export type Running = {
  /** Aborted when Nora stops; the handler then hands back what it has not finished. */
  readonly signal: AbortSignal
}

/** Settles its own job in a transaction. What it throws makes the job run again after a while. */
export type Handler = (job: Job, running: Running) => Promise<void>

export interface JobQueue {
  /** Starts taking jobs. Those that a dead process left running are adopted first. */
  work(handler: Handler): Promise<void>
  /** Settles when no job waits (other than for its time) and none runs. */
  idle(): Promise<void>
  /** Takes no more, aborts what runs, waits for handlers to return; what they did not settle is handed back at once. */
  stop(): Promise<void>
}
