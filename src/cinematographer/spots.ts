/** What each GPU host was given and has not rendered yet: one executes, one waits on the host, two are being prepared. */
import type { HostFailure } from '../domain/failure.ts'
import { loadOf, mayDisplace, urgencyOf, type Lately, type WaitingShot } from '../domain/next-shot.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Lane } from './lanes.ts'

/** Shots whose end the GPU still has before it: where renders are short, one is not prepared while another one renders. */
const AHEAD = 4
/** Those that are only being fetched count too when they are many: the wire is then what everybody waits for. */
const AT_ONCE = 24

export type Spot = {
  readonly shot: WaitingShot
  /** The host's lane, for this shot alone. */
  readonly lane: Pick<Lane, 'host' | 'stage' | 'render' | 'attach' | 'fetch'>
  /** The shot has ended, however it did. Once is enough; later calls do nothing. */
  release(): void
  /** The shot was not begun after all: nobody is told, since there is no more to give than before. */
  drop(): void
}

type Kept = {
  readonly shot: WaitingShot
  readonly host: string
  promptId: string | null
  /** Whether a take of it is in the store. */
  isTake: boolean
  isRendered: boolean
  isBack: boolean
  /** The lane has it: it comes back from there, or not at all. */
  isGiven: boolean
  /** Settles when it is ready to be rendered, or never will be. */
  readonly ready: PromiseWithResolvers<void>
}

export function createSpots(deps: {
  readonly note: (host: string, failure: HostFailure) => void
  readonly onFree: () => void
  /** As the last choice knew it. */
  readonly lately: () => Lately
}) {
  const kept = new Map<Kept, Lane>()
  const on = (host: string) => [...kept.keys()].filter((k) => k.host === host)

  /** Failures of the host itself are told as soon as they are met. */
  function noted<T>(host: string, result: Result<T, HostFailure>): Result<T, HostFailure> {
    if (!result.ok) deps.note(host, result.failure)
    return result
  }

  function rendered(it: Kept): void {
    if (it.isRendered) return
    it.isRendered = true
    deps.onFree()
  }

  return {
    count: (host: string): number => on(host).length,

    /** Those that are not rendered yet. */
    shotsOn: (host: string): readonly WaitingShot[] =>
      on(host)
        .filter((k) => !k.isRendered)
        .map((k) => k.shot),

    hasRoom: (host: string): boolean =>
      on(host).filter((k) => !k.isRendered).length < AHEAD && on(host).length < AT_ONCE,

    /** In the order in which they were begun. */
    notYetTakes: (): readonly WaitingShot[] => [...kept.keys()].filter((k) => !k.isTake).map((k) => k.shot),

    take(lane: Lane, shot: WaitingShot): Spot {
      const { host } = lane
      const it: Kept = {
        shot,
        host,
        promptId: null,
        // Gone back to: what it has there is not taken from it.
        isTake: shot.openOn === host,
        isRendered: false,
        isBack: false,
        isGiven: false,
        ready: Promise.withResolvers(),
      }
      kept.set(it, lane)
      return {
        shot,
        lane: {
          host,
          stage: async (file) => noted(host, await lane.stage(file)),
          fetch: async (file, signal) => noted(host, await lane.fetch(file, signal)),
          async render(prompt, watch) {
            it.promptId = prompt.promptId
            it.ready.resolve()
            await inOrder(it)
            if (it.isBack) return ok('taken-back')
            it.isGiven = true
            const rendering = lane
              .render(prompt, {
                ...watch,
                priority: urgencyOf(shot, deps.lately()),
                async beforeSubmit() {
                  it.isTake = await watch.beforeSubmit()
                  return it.isTake
                },
              })
              .finally(() => rendered(it))
            // Now that it is in line, what is less urgent gives way even where it waits on the host already.
            void giveWay(it)
            return noted(host, await rendering)
          },
          async attach(prompt, watch) {
            it.isTake = true
            it.ready.resolve()
            return noted(host, await lane.attach(prompt, watch).finally(() => rendered(it)))
          },
        },
        drop() {
          it.ready.resolve()
          kept.delete(it)
        },
        release() {
          it.ready.resolve()
          if (!kept.delete(it)) return
          it.isRendered = true
          deps.onFree()
        },
      }
    },

    /** Takes back what is not on the host yet, the last one first, where it must give way. */
    makeRoom(host: string, mustGive: (waits: WaitingShot) => boolean): void {
      const waits = on(host).findLast((k) => !k.isTake && !k.isBack && mustGive(k.shot))
      if (waits === undefined) return
      waits.isBack = true
      if (!waits.isGiven || waits.promptId === null) return
      void kept
        .get(waits)
        ?.takeBack(waits.promptId)
        .then((isBack) => (waits.isBack = isBack))
    },
  }

  /** What needs another model waits for those begun before it: overtaking them would load two models more. */
  async function inOrder(comes: Kept): Promise<void> {
    for (const before of on(comes.host)) {
      if (before === comes) return
      if (loadOf(before.shot) !== loadOf(comes.shot)) await before.ready.promise
    }
  }

  async function giveWay(comes: Kept): Promise<void> {
    for (const waits of on(comes.host)) {
      if (waits === comes || !waits.isTake || waits.isRendered || waits.isBack || waits.promptId === null) continue
      if (!mayDisplace(comes.shot, waits.shot, deps.lately())) continue
      waits.isBack = (await kept.get(waits)?.takeBack(waits.promptId)) === true
    }
  }
}
