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
  /** Starts taking jobs, other than those that are begun by choice. Those that a dead process left running are adopted first. */
  work(handler: Handler): Promise<void>
  /** Hears of jobs that are begun by choice; for processes that do not `work`. Twice is harmless. */
  listen(): Promise<void>
  /** Jobs that may be begun now, in no order; which attempt it will be is known once it is begun. */
  waiting<K extends JobKind>(kind: K): Promise<readonly Job<K>[]>
  /** Begins a waiting job of a kind that is begun by choice; null when another process was faster. */
  begin<K extends JobKind>(
    job: Job<K>,
    handler: (job: Job<K>, running: Running) => Promise<void>,
  ): Promise<{ readonly ended: Promise<void> } | null>
  /** Calls when there may be more waiting jobs of a kind than before: at once when one is sent, else every few seconds. */
  onWaiting(kind: JobKind, look: () => void): void
  /** Settles when no job waits (other than for its time) and none runs. */
  idle(): Promise<void>
  /** Takes no more, aborts what runs, waits for handlers to return; what they did not settle is handed back at once. */
  stop(): Promise<void>
}
