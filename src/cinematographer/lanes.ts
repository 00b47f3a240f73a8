/** Who may use a GPU host now: one prompt executes, at most one more waits on the host; files move beside them. */
import PQueue from 'p-queue'
import type { HostFailure } from '../domain/failure.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Ended, GpuHost, HostFile, Prompt, Watch } from '../ports/gpu-host.ts'

/** Aborting stops our waiting with the signal's reason; what the host has accepted goes on there. */
type Watching = Watch & { readonly signal?: AbortSignal }

export type Lane = {
  readonly host: string
  stage(file: Parameters<GpuHost['stage']>[0]): Promise<Result<string, HostFailure>>
  /**
   * `beforeSubmit` is asked when it is this prompt's turn to be handed to the host; false leaves it. Of those that wait
   * for their turn the one of the highest `urgency` (0 when left out) is the next.
   */
  render(
    prompt: Prompt,
    on: Watching & {
      readonly beforeSubmit: () => Promise<boolean>
      /** Of prompts that wait for their turn here the higher goes first; 0 when left out. */
      readonly priority?: number
    },
  ): Promise<Result<Ended | 'not-submitted' | 'taken-back', HostFailure>>
  /** Goes back to a prompt that the host was given earlier; null when it knows nothing of it. */
  attach(prompt: Parameters<GpuHost['attach']>[0], on: Watching): Promise<Result<Ended | null, HostFailure>>
  /** The bytes must be read to their end or let go of: until then they count as a transfer. */
  fetch(file: HostFile, signal?: AbortSignal): Promise<Result<AsyncIterable<Uint8Array>, HostFailure>>
  cancel(promptId: string): Promise<Result<void, HostFailure>>
  /** Takes a prompt back that the host has not begun: its `render` then answers `taken-back`. False when it is too late. */
  takeBack(promptId: string): Promise<boolean>
}

export type Lanes = {
  /** Of this process's hosts, in the order of its settings. */
  readonly own: readonly Lane[]
  /** Also a host of another process; null when there is none of that name any more. */
  named(host: string): Promise<Lane | null>
}

/** The one that executes, and one staged ahead of it, so that the GPU never waits for us. */
const ON_HOST = 2
/** What the host has already, before all that is not handed over. */
const FIRST = Number.MAX_SAFE_INTEGER
/** Each way; more would only share the same wire. */
const TRANSFERS = 2

export function createLanes(deps: {
  readonly hosts: readonly GpuHost[]
  /** Finds a host that only another process renders on, to look after what it was given. */
  readonly elsewhere?: (name: string) => Promise<GpuHost | null>
}): Lanes {
  const lanes = deps.hosts.map(createLane)
  return {
    own: lanes,
    async named(name) {
      const ours = lanes.find((l) => l.host === name)
      if (ours !== undefined) return ours
      const host = await deps.elsewhere?.(name)
      return host ? createLane(host) : null
    },
  }
}

/** A prompt that was given to a lane, until it has ended. */
type Given = {
  /** `asking`: whether it is still wanted. From then on it is the host that gives it back. */
  at: 'queue' | 'asking' | 'host' | 'executing'
  readonly back: PromiseWithResolvers<void>
  /** While the host is asked to give it back; true once it did. */
  withdrawal: Promise<boolean> | null
  isBack: boolean
}

const isBack = (it: Given) => it.back.promise.then(() => ok('taken-back' as const))

function createLane(host: GpuHost): Lane {
  const onHost = new PQueue({ concurrency: ON_HOST })
  const executing = new PQueue({ concurrency: 1 })
  const staging = new PQueue({ concurrency: TRANSFERS })
  const fetching = new PQueue({ concurrency: TRANSFERS })
  const given = new Map<string, Given>()

  return {
    host: host.name,

    stage: (file) => inTurn(staging, () => host.stage(file), file.signal),

    async render(prompt, on) {
      const mine: Given = { at: 'queue', back: Promise.withResolvers(), withdrawal: null, isBack: false }
      given.set(prompt.promptId, mine)
      const rendered = inTurn(
        onHost,
        async () => {
          if (mine.isBack) return ok('not-submitted' as const)
          mine.at = 'asking'
          if (!(await on.beforeSubmit())) return ok('not-submitted' as const)
          mine.at = 'host'
          const sent = await host.submit(prompt, on)
          if (!sent.ok) return sent
          // Its turn in the lane comes when the one before has ended; it may have ended by then itself.
          const turn = executing.add(async () => {
            mine.at = 'executing'
            const ended = await sent.value.ended
            // Its turn may come while it is being withdrawn: then it ended because it was given back.
            return (await mine.withdrawal) === true ? ok('taken-back' as const) : ended
          })
          return Promise.race([turn, isBack(mine)])
        },
        on.signal,
        on.priority,
      ).finally(() => given.delete(prompt.promptId))
      return Promise.race([rendered, isBack(mine)])
    },

    async takeBack(promptId) {
      const it = given.get(promptId)
      if (it === undefined || it.at === 'asking' || it.at === 'executing' || it.isBack) return false
      if (it.at === 'host') {
        it.withdrawal ??= host.withdraw(promptId).then((w) => w.ok && w.value === 'withdrawn')
        const withdrawn = await it.withdrawal
        it.withdrawal = withdrawn ? it.withdrawal : null
        if (!withdrawn) return false
      }
      it.isBack = true
      it.back.resolve()
      return true
    },

    async attach(prompt, on) {
      const found = await unlessAborted(host.attach(prompt, on), on.signal)
      if (!found.ok) return found
      if (found.value === null) return ok(null)
      const { ended } = found.value
      // Nobody has to wait to look at it, but until it ends it takes its place, before those not yet handed over.
      void onHost.add(() => executing.add(() => ended.catch(() => null)), { priority: FIRST })
      return unlessAborted(ended, on.signal)
    },

    async fetch(file, signal) {
      const release = await place(fetching, signal)
      try {
        const source = await host.fetch(file, signal)
        if (source.ok) return ok(thenRelease(source.value, release))
        release()
        return source
      } catch (thrown) {
        release()
        throw thrown
      }
    },

    cancel: (promptId) => host.cancel(promptId),
  }
}

/**
 * Aborted while it waits, the work is never begun. p-queue gets neither signal nor timeout: it would free the place of
 * work that goes on.
 */
function inTurn<T>(queue: PQueue, work: () => Promise<T>, signal: AbortSignal | undefined, priority = 0): Promise<T> {
  const done = queue.add(
    () => {
      signal?.throwIfAborted()
      return work()
    },
    { priority },
  )
  return unlessAborted(done, signal)
}

/** Resolves to the function that gives the place back. */
function place(queue: PQueue, signal: AbortSignal | undefined): Promise<() => void> {
  const entered = Promise.withResolvers<() => void>()
  const left = Promise.withResolvers<void>()
  const stay = queue.add(() => {
    signal?.throwIfAborted()
    entered.resolve(left.resolve)
    return left.promise
  })
  stay.catch(entered.reject)
  return unlessAborted(entered.promise, signal).catch((thrown: unknown) => {
    left.resolve()
    throw thrown
  })
}

async function* thenRelease(source: AsyncIterable<Uint8Array>, release: () => void): AsyncIterable<Uint8Array> {
  try {
    yield* source
  } finally {
    release()
  }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener('abort', abort))
}
