/** Keeps what platforms ask for until it is carried out: stored before it is acknowledged, and done by this process or the next. */
import { setImmediate as nextRound } from 'node:timers/promises'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { InboxOf, InboxRequest } from '../ports/store-inbox.ts'
import type { Store, Transaction } from '../ports/store.ts'
import { MINUTE, SECOND } from '../domain/time.ts'

/** A request is held for some of these. */
const LOOK_EVERY_MS = 4 * SECOND
const HELD_MS = 15 * SECOND
const MOST_AT_ONCE = 200
/** Before each further try. What a platform's bad hour or the database's breaks is done after it; the rest is given up. */
const AGAIN_MS = [2 * SECOND, 10 * SECOND, MINUTE, 5 * MINUTE, 10 * MINUTE] as const
const MOST_TRIES = AGAIN_MS.length + 1

export type InboxTry<Live> = Pick<InboxRequest, 'id' | 'receivedAt' | 'tries'> & {
  /** What came with it and cannot be stored; null from the second try on. */
  readonly live: Live | null
}

export type InboxWork<Live> = {
  readonly of: InboxOf
  readonly log: Log
  /** Requests about the same are carried out one after another, as they came; null: about nothing. */
  about(payload: unknown): string | null
  /** May be called again for the same request, also while the first call still runs elsewhere. What it throws is tried again. */
  carryOut(payload: unknown, o: InboxTry<Live>): Promise<void>
  /** It failed for good: the last word to who asked. */
  giveUp(payload: unknown, o: InboxTry<Live>): Promise<void>
}

export type Inbox<Live> = {
  /** Once it resolves it is stored, and is carried out from then on. False when it was received before. */
  receive(id: string, payload: unknown, live?: Live | null): Promise<boolean>
  /** Holds what runs here, and takes up what others left undone. To be called at the start, and every `lookEveryMs`. */
  look(): Promise<void>
  readonly lookEveryMs: number
  /** Takes up nothing more; all that runs here has ended. */
  stop(): Promise<void>
}

type Arrived<Live> = {
  readonly id: string
  readonly payload: unknown
  readonly live: Live | null
  readonly resolve: (isNew: boolean) => void
  readonly reject: (error: unknown) => void
}

export const createOpenInbox =
  ({ store, clock }: { readonly store: Pick<Store, 'transact' | 'receiveRequests'>; readonly clock: Clock }) =>
  <Live>(work: InboxWork<Live>): Inbox<Live> => {
    const { of, log } = work
    const running = new Map<string, { tries: number }>()
    const underWay = new Set<Promise<void>>()
    const last = new Map<string, Promise<void>>()
    let arrived: Arrived<Live>[] = []
    let isStoring = false
    let looking: Promise<void> | null = null
    let isStopped = false
    const after = (ms: number): Date => new Date(clock.now().getTime() + ms)

    /** What comes at once goes with one statement; what comes while that is under way, with the next. */
    async function storeArrived(): Promise<void> {
      if (isStoring) return
      isStoring = true
      await nextRound()
      while (arrived.length > 0) {
        const now = arrived.slice(0, MOST_AT_ONCE)
        arrived = arrived.slice(MOST_AT_ONCE)
        try {
          const [at, until] = [clock.now(), after(HELD_MS)]
          const added = new Set(await store.receiveRequests(of, now, { at, until }))
          for (const { id, payload, live, resolve } of now) {
            const isNew = added.delete(id)
            if (isNew) begin({ id, payload, receivedAt: at, tries: 1 }, live)
            resolve(isNew)
          }
        } catch (error) {
          for (const { reject } of now) reject(error)
        }
      }
      isStoring = false
    }

    function begin(request: InboxRequest, live: Live | null): void {
      const { id, tries } = request
      running.set(id, { tries })
      void track(carriedOut(request, live).finally(() => running.delete(id)))
    }

    function track(task: Promise<void>): Promise<void> {
      const tracked = task.finally(() => underWay.delete(tracked))
      underWay.add(tracked)
      return tracked
    }

    async function carriedOut(request: InboxRequest, live: Live | null): Promise<void> {
      const { id, payload, tries, receivedAt } = request
      const o = { id, tries, receivedAt, live }
      try {
        // Who dies of it every time never comes to an end with it otherwise.
        if (tries > MOST_TRIES) throw new Error('nobody who took it lived to settle it')
        await inTurn(payload, () => work.carryOut(payload, o))
      } catch (error) {
        const againMs = AGAIN_MS[tries - 1]
        log.error('request-failed', { ...of, id, tries, againMs: againMs ?? null, error })
        if (againMs !== undefined) {
          const until = after(againMs)
          return quietly('request-not-put-off', (tx) => tx.holdRequests(of, [held(id)], until))
        }
        await work.giveUp(payload, o).catch((e: unknown) => log.error('request-given-up', { ...of, id, error: e }))
      }
      await quietly('request-not-settled', (tx) => tx.settleRequest(of, held(id)))
    }

    const held = (id: string) => ({ id, tries: running.get(id)?.tries ?? 0 })

    function inTurn(payload: unknown, carryOut: () => Promise<void>): Promise<void> {
      const about = work.about(payload)
      if (about === null) return carryOut()
      const mine = (last.get(about) ?? Promise.resolve()).then(carryOut)
      const ended = mine.catch(() => {})
      last.set(about, ended)
      void ended.then(() => last.get(about) === ended && last.delete(about))
      return mine
    }

    /** Without the database it stays held until then, and is done once more. */
    async function quietly(what: string, change: (tx: Transaction) => Promise<unknown>): Promise<void> {
      await store.transact(change).catch((error: unknown) => log.warn(what, { ...of, error }))
    }

    async function lookOnce(): Promise<void> {
      if (isStopped) return
      const [at, until] = [clock.now(), after(HELD_MS)]
      const taken = await store.transact(async (tx) => {
        await tx.holdRequests(of, [...running.keys()].map(held), until)
        return tx.takeRequests(of, { at, until, limit: MOST_AT_ONCE })
      })
      for (const request of taken) {
        // Held too late, as after a pause of this process: it is still at it.
        const mine = running.get(request.id)
        if (mine === undefined) begin(request, null)
        else mine.tries = request.tries
      }
      if (taken.length === MOST_AT_ONCE) await lookOnce()
    }

    return {
      receive(id, payload, live = null) {
        const { promise, resolve, reject } = Promise.withResolvers<boolean>()
        arrived.push({ id, payload, live, resolve, reject })
        void track(storeArrived())
        return promise
      },
      lookEveryMs: LOOK_EVERY_MS,
      look() {
        looking ??= track(
          lookOnce()
            .catch((error: unknown) => log.warn('inbox-not-read', { ...of, error }))
            .finally(() => (looking = null)),
        )
        return looking
      },
      async stop() {
        isStopped = true
        while (underWay.size > 0) await Promise.all(underWay)
      },
    }
  }
