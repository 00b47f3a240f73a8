/** Threads on the fake chat, with a clock and a queue driven by hand: hours of a busy workspace in a moment. */
import { wakeThreads } from '../../src/coordination/wake-threads.ts'
import type { BriefEvent } from '../../src/domain/event.ts'
import { LeaseLost } from '../../src/domain/failure.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import { newThread } from '../../src/domain/message.ts'
import type { Job } from '../../src/domain/job.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Media } from '../../src/ports/media.ts'
import type { Vault } from '../../src/ports/vault.ts'
import { createLinks } from '../../src/nora/links.ts'
import { createPostStep } from '../../src/nora/post-step.ts'
import { createPostThread } from '../../src/nora/post-thread.ts'
import { createTellNext } from '../../src/nora/tell-next.ts'
import { createUploadFiles } from '../../src/nora/upload-files.ts'
import { openThread, tell } from '../../src/words/thread.ts'
import type { Card } from '../../src/words/card.ts'
import { fail, ok } from '../../src/domain/result.ts'
import { ChatDied, createFakeChat } from '../fakes/chat/chat-platform.ts'
import { createHandJobs } from '../fakes/hand-jobs.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { aBrief, aDelivery, anAsset, aPerson, aPlan, aProject, aShot } from '../support/nouns.ts'
import { silent } from '../support/silent-log.ts'

/** The process died between two of its transactions. */
class Died extends Error {
  override name = 'Died'
}

export function createPoster(o: {
  readonly store: Store
  readonly vault: Vault
  readonly media: Pick<Media, 'proxy'>
  readonly clock: { now(): Date }
  readonly chat: ReturnType<typeof createFakeChat>['chat']
}) {
  const signing = { secret: 's', publicUrl: 'http://nora' }
  const postStep = createPostStep({ ...o, links: createLinks({ ...o, signing }), files: createUploadFiles(o) })
  const randomness = { uuid: () => 'never asked', below: () => 0 }
  const tellNext = createTellNext({ ...o, postStep, randomness, log: silent })
  return createPostThread({ ...o, platforms: [o.chat], tellNext })
}

export const vaultOf = (bytes: number): Vault => {
  const local = async () => ({ path: '/nowhere', [Symbol.asyncDispose]: async () => {} })
  const kept = async () => ok({ storageKey: 'fitted', sha256: 'x', bytes, mime: 'video/mp4' })
  return {
    put: kept,
    putLocal: kept,
    async *read(key) {
      yield new TextEncoder().encode(key)
    },
    size: async () => bytes,
    remove: async () => true,
    local,
    workspace: local,
    check: async () => null,
  }
}

export function createPostingWorld(
  o: { readonly dying?: () => boolean; readonly filmBytes?: number; readonly lateMs?: number } = {},
) {
  let ms = Date.UTC(2026, 0, 1)
  const clock = { now: () => new Date(ms) }
  const jobs = createHandJobs(() => ms)
  const store = wakeThreads(createMemoryStore(jobs))
  const mortal: Store = {
    ...store,
    async transact(work) {
      if (o.dying?.() === true) throw new Died()
      const value = await store.transact(work)
      if (o.dying?.() === true) throw new Died()
      return value
    },
  }
  const fake = createFakeChat({ clock, lateMs: o.lateMs ?? 0 })
  const media = {
    fits: true,
    proxy: async () =>
      media.fits ? ok(undefined) : fail({ type: 'media-failed', operation: 'proxy', reason: 'too long' } as const),
  }
  const vault = vaultOf(400_000)
  const born = () => createPoster({ store: mortal, vault, media, clock, chat: fake.chat })
  let post = born()

  return {
    ...fake,
    clock,
    store,
    jobs,
    media,
    pass: (byMs: number) => void (ms += byMs),

    /** A brief with a thread in that channel, and a film that can be delivered. */
    async brief(channel = 'C1') {
      const [project, person] = [aProject(), aPerson()]
      const brief = aBrief(project, person, { noraSessionId: null, title: 'Lantern' })
      const film = anAsset(project.id, {
        storageKey: 'film',
        bytes: o.filmBytes ?? 5_000_000,
        mime: 'video/mp4',
        name: 'lantern_v01.mp4',
      })
      const poster = anAsset(project.id, { storageKey: 'poster', bytes: 9000, name: 'poster.jpg' })
      await store.transact(async (tx) => {
        await tx.insertProject(project)
        await tx.ensurePerson(person)
        await tx.addIdentity({ platform: 'slack', workspace: 'T1', userId: 'U1' }, person.id)
        await tx.insertBrief(brief)
        await tx.insertPlan(aPlan(brief.id, 1, [aShot(0)]))
        for (const asset of [film, poster]) await tx.insertAsset(asset)
        for (const number of [1, 2, 3]) await tx.insertDelivery(aDelivery(brief.id, film, poster, { number }))
        await tx.insertChatThread(newThread(brief.id, { platform: 'slack', workspace: 'T1', channel }))
        await tx.appendEvents(brief.id, [{ type: 'BriefTaken', title: 'Lantern', requesterId: person.id }], clock.now())
      })
      const delivered = (deliveryNo: number): BriefEvent => ({
        type: 'Delivered',
        deliveryNo,
        filmAssetId: film.id,
        posterAssetId: poster.id,
        proxyAssetId: null,
        variants: [],
        durationSeconds: 2,
        fileName: `lantern_v0${deliveryNo}.mp4`,
        calls: [person.id],
      })
      return { id: brief.id, person, delivered }
    },
    happen: (briefId: BriefId, ...events: readonly BriefEvent[]) =>
      store.transact((tx) => tx.appendEvents(briefId, events, clock.now())),

    /** Runs what is due, once each. Whoever dies comes back without memory. */
    async work(): Promise<void> {
      for (const job of jobs.due()) {
        if (job.kind !== 'post') continue
        await post(job, { signal: new AbortController().signal }).catch((error: unknown) => {
          if (!(error instanceof ChatDied) && !(error instanceof Died) && !(error instanceof LeaseLost)) throw error
          jobs.crash(job)
          post = born()
        })
      }
    },
    /** Until nothing is left to do, however long that takes. */
    async settle(stepMs = 1000): Promise<void> {
      for (let round = 0; round < 5000 && jobs.open().length > 0; round++) {
        await this.work()
        ms += stepMs
      }
    },
    restart: () => void (post = born()),
    /** The same job once more, as a queue that lost its lease would do. */
    repeat: (job: Extract<Job, { kind: 'post' }>) => post(job, { signal: new AbortController().signal }),

    /** What a thread must show of its log, and what it shows. */
    async shouldRead(briefId: BriefId): Promise<{ readonly posts: readonly Card[]; readonly status: Card | null }> {
      let state = openThread({ id: briefId, title: 'Lantern', fps: 24 })
      let status: Card | null = null
      const posts: Card[] = []
      for (const { event } of await store.events(briefId, 0, 100_000)) {
        const told = tell(state, event)
        state = told.state
        status = told.status
        posts.push(...told.posts)
      }
      return { posts, status }
    },
  }
}
