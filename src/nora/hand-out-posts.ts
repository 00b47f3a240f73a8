/** Which threads are told now: those of the platforms that this process speaks on, a few at a time. */
import { sendPost } from '../coordination/wake-threads.ts'
import type { Job } from '../domain/job.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import type { JobQueue, Running } from '../ports/jobs.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'

/** Threads that are told at once: an upload of one must not keep the others waiting. */
const AT_ONCE = 16

export function createHandOutPosts(deps: {
  readonly store: Store
  readonly jobs: JobQueue
  readonly platforms: readonly ChatPlatform[]
  readonly perform: (job: Extract<Job, { kind: 'post' }>, running: Running) => Promise<void>
  readonly log: Log
}) {
  const names = deps.platforms.map((p) => p.platform)
  let begun = 0
  let looking: Promise<void> | null = null
  let again = false

  const look = (): void => {
    again = true
    looking ??= (async () => {
      while (again) {
        again = false
        await handOut()
      }
    })()
      .catch((error: unknown) => deps.log.warn('posts-not-handed-out', { error }))
      .finally(() => (looking = null))
  }

  async function handOut(): Promise<void> {
    for (const job of await deps.jobs.waiting('post')) {
      if (begun >= AT_ONCE) return
      if (!names.includes(job.payload.platform)) continue
      const taken = await deps.jobs.begin(job, deps.perform)
      if (taken === null) continue
      begun++
      void taken.ended.finally(() => {
        begun--
        look()
      })
    }
  }

  /** Also tells what happened while nobody spoke there. */
  return async (): Promise<void> => {
    deps.jobs.onWaiting('post', look)
    await deps.jobs.listen()
    for (const platform of names)
      for (const briefId of await deps.store.threadsBehind(platform))
        await deps.store.transact((tx) => sendPost(tx, briefId, platform, 0))
    look()
  }
}
