/** Sees to it that whoever must act is told once more, a day later. */
import type { BriefId } from '../domain/ids.ts'
import { type Awaited, jobKey } from '../domain/job.ts'
import { DAY } from '../domain/time.ts'
import type { Transaction } from '../ports/store.ts'

/** What is waited for twice is reminded of once. */
export async function remindLater(tx: Transaction, briefId: BriefId, awaited: Awaited): Promise<void> {
  const payload = { briefId, ...awaited, tries: 0 }
  await tx.jobs.send('remind', payload, { afterMs: DAY, key: jobKey('remind', payload) })
}
