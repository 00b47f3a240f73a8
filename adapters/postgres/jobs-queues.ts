/** How pg-boss is tuned, and which queues it has: one a kind of job. */
import { randomUUID } from 'node:crypto'
import type { ConstructorOptions, PgBoss, QueueOptions } from 'pg-boss'
import { JOB_KINDS } from '../../src/domain/job.ts'
import { DAY, SECOND } from '../../src/domain/time.ts'
import type { SendOptions } from '../../src/ports/jobs.ts'

export const KINDS = JOB_KINDS.map(({ kind }) => kind)

const seconds = (ms: number) => Math.ceil(ms / SECOND)

export const TUNING: ConstructorOptions = {
  useListenNotify: true,
  schedule: false,
  registerInstance: false,
  // With a heartbeat of 10 s a dead worker's jobs run elsewhere within 10 to 20 s.
  superviseIntervalSeconds: 5,
  monitorIntervalSeconds: 5,
  openTelemetry: { enabled: false },
}

/** New jobs come by NOTIFY; polls find those whose time has come. Eighteen workers at 2 s cost 0.8 % of a core. */
export const POLLING = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2, includeMetadata: true } as const

/** Gets those that failed more often than `retryLimit`; nobody works on it. */
const DEAD = 'dead'

const queueOptions = (leaseMs: number): QueueOptions & { notify: boolean; deadLetter: string } => ({
  notify: true,
  deadLetter: DEAD,
  expireInSeconds: seconds(leaseMs),
  // A day of tries at the longest delay: retries of pg-boss are for crashes and bugs, what work can expect to fail is
  // retried by who handles the job.
  retryLimit: 1_440,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  // The least that pg-boss allows.
  heartbeatSeconds: 10,
  // A machine that was off for a summer still finishes its films.
  retentionSeconds: seconds(366 * DAY),
  deleteAfterSeconds: seconds(DAY),
})

/** Harmless to repeat; options of an older release are brought up to date. */
export async function openQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue(DEAD)
  for (const { kind, leaseMs } of JOB_KINDS) {
    // Exclusive: of jobs with one key at most one waits or runs.
    await boss.createQueue(kind, { ...queueOptions(leaseMs), policy: 'exclusive' })
    const { heartbeatSeconds: _, ...changeable } = queueOptions(leaseMs)
    await boss.updateQueue(kind, changeable)
  }
}

export const toSendOptions = (o: SendOptions) => ({
  // An exclusive queue takes jobs without a key for jobs of one key.
  singletonKey: o.key ?? randomUUID(),
  priority: o.priority ?? 0,
  ...(o.afterMs ? { startAfter: new Date(Date.now() + o.afterMs) } : {}),
})
