/** Nora's real verbs, a real adapter and a platform that others wrote, with a clock, a queue and hosts driven by hand: a film's life in a second. */
import { createRuleNoteReader } from '../../adapters/planner/note-reader.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import type { Job } from '../../src/domain/job.ts'
import { LeaseLost } from '../../src/domain/failure.ts'
import { ok, fail } from '../../src/domain/result.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { ChatPlatform } from '../../src/ports/chat.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Vault } from '../../src/ports/vault.ts'
import type { Card } from '../../src/words/card.ts'
import { openThread, tell } from '../../src/words/thread.ts'
import { createPoster } from '../chat/posting-world.ts'
import type { Nora } from '../../src/nora.ts'
import { type Chance, createSmallWorld } from '../story/small-world.ts'
import type { Side, Tell } from './side.ts'

/** The database did not answer, or the process ended here. */
class Hiccup extends Error {
  override name = 'Hiccup'
}

/** How often, from 0 to 1. */
export type Trouble = { dying: number; hiccups: number; repeats: number }

const CLIP = new Uint8Array(1000).fill(7)

const cannedVault = (): Vault => {
  let named = 0
  const local = async () => ({ path: '/nowhere', [Symbol.asyncDispose]: async () => {} })
  const kept = (name: string) => {
    const mime = /\.jpe?g$/.test(name) ? 'image/jpeg' : 'video/mp4'
    return { storageKey: `aa/${++named}`, sha256: String(named), bytes: CLIP.length, mime }
  }
  return {
    async put(source, { name, inspect }) {
      for await (const chunk of source) void chunk
      const stored = kept(name)
      const refused = (await inspect?.({ ...stored, path: '/nowhere' })) ?? null
      return refused === null ? ok(stored) : fail(refused)
    },
    putLocal: async (file) => ok(kept(file)),
    async *read() {
      yield CLIP
    },
    size: async () => CLIP.length,
    remove: async () => true,
    local,
    workspace: local,
    check: async () => null,
  }
}

export async function createFilmWorld(side: Side, chance: Chance, trouble: Trouble) {
  const weather = { failing: 0, dying: trouble.dying, slow: 0 }
  const happens = (share: number): boolean => share > 0 && chance.next() < share
  const world = createSmallWorld(chance, createRuleNoteReader(), weather, {
    vault: cannedVault(),
    forPeople: (store): Store => ({
      ...store,
      async transact(work) {
        if (happens(trouble.hiccups / 2)) throw new Hiccup()
        const value = await store.transact(work)
        if (happens(trouble.hiccups / 2)) throw new Hiccup()
        return value
      },
    }),
  })
  const { nora, store, mortal, jobs, clock, vault, media } = world
  await store.transact(async () => {})
  const wrong: string[] = []
  const log: Log = {
    info: () => {},
    warn: () => {},
    error: (what, about) => {
      const error = (about as { readonly error?: unknown } | undefined)?.error
      // What failed is tried again; what was given up is lost.
      if (!(error instanceof Hiccup) && what !== 'request-failed') wrong.push(`${what}: ${String(error)}`)
    },
  }
  const now = () => clock.now().getTime()
  let looks: (() => Promise<void>)[] = []
  const busy = new Set<Promise<void>>()
  /** What is asked for is looked at by the test's clock. */
  const heard: Nora = {
    ...nora,
    openInbox(work) {
      const inbox = nora.openInbox({
        ...work,
        async carryOut(payload, o) {
          const done = work.carryOut(payload, o).finally(() => busy.delete(done))
          busy.add(done)
          await done
        },
      })
      looks.push(inbox.look)
      return inbox
    },
  }
  const look = async (): Promise<void> => {
    for (const call of looks) await call()
    await quiet()
  }
  const quiet = async (): Promise<void> => {
    await side.heard()
    while (busy.size > 0) await Promise.allSettled(busy)
  }
  let here: Awaited<ReturnType<Side['open']>>
  /** Null until the platform is reached. */
  let post: ReturnType<typeof createPoster> | null = null

  /** The process may end after the platform did what it was asked. */
  const mortalChat = (chat: ChatPlatform): ChatPlatform => {
    const dies = async <T>(done: Promise<T>): Promise<T> => {
      const value = await done
      if (happens(trouble.dying)) throw new Hiccup()
      return value
    }
    return {
      ...chat,
      openThread: (...a) => dies(chat.openThread(...a)),
      post: (...a) => dies(chat.post(...a)),
      edit: (...a) => dies(chat.edit(...a)),
      upload: (...a) => dies(chat.upload(...a)),
      seedMarks: (...a) => dies(chat.seedMarks(...a)),
    }
  }
  const begin = async (): Promise<void> => {
    looks = []
    here = await side.open({ nora: heard, log, now })
    post = null
    await comeUp()
  }
  const comeUp = async (): Promise<void> => {
    if (await here.start()) post = createPoster({ store: mortal, vault, media, clock, chat: mortalChat(here.chat) })
  }
  const restart = async (): Promise<void> => {
    await here.stop()
    await begin()
  }
  const calmly = async (): Promise<void> => {
    for (;;) {
      try {
        return await nora.ensureDefaults()
      } catch (error) {
        if (!(error instanceof Hiccup)) throw error
      }
    }
  }
  await calmly()
  await begin()

  const isWork = (job: Job): boolean => job.kind !== 'remind' && job.kind !== 'sweep'
  const again: Tell[] = []

  return {
    ...world,
    wrong,
    now,
    restart,
    isWork,
    open: () => jobs.open().filter(isWork),
    /** Everything that is due, once each. */
    async work(): Promise<void> {
      await side.proxy.carryOut()
      if (post === null) await comeUp()
      await look()
      for (const job of jobs.due().filter(isWork)) {
        if (job.kind !== 'post') {
          await world.attempt(job)
          continue
        }
        try {
          await post?.(job, { signal: new AbortController().signal })
        } catch (error) {
          const isDeath = error instanceof Hiccup || (error instanceof Error && error.name === 'Died')
          if (!isDeath && !(error instanceof LeaseLost)) throw error
          jobs.crash(job)
          if (chance.next() < 0.5) await restart()
          else if (post !== null)
            post = createPoster({ store: mortal, vault, media, clock, chat: mortalChat(here.chat) })
        }
      }
    },
    /** What somebody did reaches Nora, sometimes twice at once, sometimes once more a while later. */
    async hear(tell_: Tell): Promise<void> {
      for (let tries = 0; tries < 100; tries++) {
        const told = await Promise.all(happens(trouble.repeats) ? [tell_(), tell_()] : [tell_()])
        if (happens(trouble.repeats)) again.push(tell_)
        if (told.includes(true)) return quiet()
        world.pass(5 * SECOND)
        await side.proxy.carryOut()
        if (post === null) await comeUp()
      }
      throw new Error('Nora never took what she was told')
    },
    async repeatOne(): Promise<void> {
      await again.shift()?.()
    },
    hasRepeats: () => again.length > 0,
    /** Nothing dies any more. */
    clearUp: () => void (weather.dying = 0),
    /** What a thread must show of its log. */
    async shouldRead(briefId: BriefId): Promise<{ readonly posts: readonly Card[]; readonly status: Card | null }> {
      const brief = await store.brief(briefId)
      if (brief === null) throw new Error('the brief is gone')
      let state = openThread(brief)
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
    stop: () => here.stop(),
  }
}
export type FilmWorld = Awaited<ReturnType<typeof createFilmWorld>>
