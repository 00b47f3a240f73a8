/** Clears away once a day what nobody needs any more: clips past a project's retention that nothing shows, and requests long carried out. */
import type { Asset } from '../domain/asset.ts'
import { DRAFT_LASTS_MS } from '../domain/draft.ts'
import type { BriefId } from '../domain/ids.ts'
import { type Job, jobKey } from '../domain/job.ts'
import type { Project } from '../domain/project.ts'
import { DAY, HOUR } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { Running } from '../ports/jobs.ts'
import type { Log } from '../ports/log.ts'
import type { Page, Store, Transaction } from '../ports/store.ts'
import type { Vault } from '../ports/vault.ts'

/** Platforms send a request again for an hour at most. */
const REQUESTS_KEPT_MS = 7 * DAY
/** A file that was put again this lately may belong to a row that is still to be written. */
const PUT_LATELY_MS = HOUR

export const sendNextSweep = (tx: Transaction, afterMs = DAY): Promise<boolean> => {
  const payload = { tries: 0 }
  return tx.jobs.send('sweep', payload, { afterMs, key: jobKey('sweep', payload) })
}

/** Called at every start: while a sweep waits or runs, no other is added. */
export const createBeginSweeping = (deps: { readonly store: Store }) => (): Promise<boolean> =>
  deps.store.transact((tx) => sendNextSweep(tx, 0))

export function createSweep(deps: {
  readonly store: Store
  readonly vault: Vault
  readonly clock: Clock
  readonly log: Log
}) {
  const { store, vault, clock } = deps

  return async (job: Extract<Job, { kind: 'sweep' }>, { signal }: Running): Promise<void> => {
    let cursor: string | null = null
    do {
      const page: Page<Project> = await store.projects({ limit: 100, ...(cursor === null ? {} : { cursor }) })
      for (const project of page.items) await clear(project, signal)
      cursor = page.nextCursor
    } while (cursor !== null)
    await clearDrafts()
    await store.transact(async (tx) => {
      await tx.jobs.settle(job)
      await tx.forgetRequests(new Date(clock.now().getTime() - REQUESTS_KEPT_MS))
      await tx.forgetDeskDoors(clock.now())
      await sendNextSweep(tx)
    })
  }

  async function clear({ id: projectId, settings }: Project, signal: AbortSignal): Promise<void> {
    if (settings.retentionDays === null) return
    const before = new Date(clock.now().getTime() - settings.retentionDays * DAY)
    let clips = 0
    for (const { clip, briefId } of await store.idleClips(projectId, before)) {
      signal.throwIfAborted()
      if (await remove(clip, briefId)) clips++
    }
    if (clips > 0) deps.log.info('clips-removed', { projectId, clips })
  }

  /** Files of forms that were never sent; what became an asset stays. */
  async function clearDrafts(): Promise<void> {
    const [now, before] = [clock.now().getTime(), new Date(clock.now().getTime() - DRAFT_LASTS_MS)]
    for (const storageKey of await store.transact((tx) => tx.forgetDrafts(before)))
      if (!(await store.isStored(storageKey)))
        await vault.remove(storageKey, { putBefore: new Date(now - PUT_LATELY_MS) })
  }

  /** The row first: a file without a row is only waste, a row without its file would be a loss. */
  async function remove(clip: Asset, briefId: BriefId): Promise<boolean> {
    const gone = await store.transact(async (tx) => {
      // Approved meanwhile: then all that it was made of stays.
      if ((await tx.lockBrief(briefId))?.state.stage === 'approved') return null
      if (!(await tx.deleteAsset(clip.id))) return null
      return { isLast: !(await tx.isStored(clip.storageKey)) }
    })
    if (gone?.isLast === true)
      await vault.remove(clip.storageKey, { putBefore: new Date(clock.now().getTime() - PUT_LATELY_MS) })
    return gone !== null
  }
}
