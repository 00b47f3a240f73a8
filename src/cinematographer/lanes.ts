/** Who may use a GPU host now: one prompt executes, at most one more waits on the host; files move beside them. */
import PQueue from 'p-queue'
import type { HostFailure } from '../domain/failure.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Ended, GpuHost, HostFile, Prompt, RenderProgress } from '../ports/gpu-host.ts'

/** Aborting stops our waiting with the signal's reason; what the host has accepted goes on there. */
type Watching = { readonly onProgress: (p: RenderProgress) => void; readonly signal?: AbortSignal }

export type Lane = {
  readonly host: string
  stage(file: Parameters<GpuHost['stage']>[0]): Promise<Result<string, HostFailure>>
  /** `beforeSubmit` is asked when it is this prompt's turn to be handed to the host; false leaves it. */
  render(
    prompt: Prompt,
    on: Watching & { readonly beforeSubmit: () => Promise<boolean> },
  ): Promise<Result<Ended | 'not-submitted', HostFailure>>
  /** Goes back to a prompt that the host was given earlier; null when it knows nothing of it. */
  attach(
    prompt: Pick<Prompt, 'promptId' | 'outputNode' | 'workflow'>,
    on: Watching,
  ): Promise<Result<Ended | null, HostFailure>>
  /** The bytes must be read to their end or let go of: until then they count as a transfer. */
  fetch(file: HostFile, signal?: AbortSignal): Promise<Result<AsyncIterable<Uint8Array>, HostFailure>>
  cancel(promptId: string): Promise<Result<void, HostFailure>>
}

export type Lanes = {
  /** The lane with the least to do; hosts that did not answer lately are left alone for a while. */
  pick(): Lane
  /** Also a host of another process; null when there is none of that name any more. */
  named(host: string): Promise<Lane | null>
}

/** The one that executes, and one staged ahead of it, so that the GPU never waits for us. */
const ON_HOST = 2
/** Each way; more would only share the same wire. */
const TRANSFERS = 2
/** How many picks pass a host that was down before it is tried again. */
const SKIPS_WHEN_DOWN = 8

export function createLanes(deps: {
  readonly hosts: readonly GpuHost[]
  /** Finds a host that only another process renders on, to look after what it was given. */
  readonly elsewhere?: (name: string) => Promise<GpuHost | null>
}): Lanes {
  const lanes = deps.hosts.map(createLane)
  let turn = 0
  return {
    pick() {
      const [first] = lanes
      if (first === undefined) throw new Error('no GPU host is configured')
      // Starting one further each time spreads shots that are picked before any of them has begun.
      const inTurn = lanes.map((_, i) => lanes[(turn + i) % lanes.length] ?? first)
      turn += 1
      const open = inTurn.filter((l) => !l.skip())
      return (open.length === 0 ? inTurn : open).reduce((best, l) => (l.load() < best.load() ? l : best)).lane
    },
    async named(name) {
      const ours = lanes.find((l) => l.lane.host === name)
      if (ours !== undefined) return ours.lane
      const host = await deps.elsewhere?.(name)
      return host ? createLane(host).lane : null
    },
  }
}

function createLane(host: GpuHost) {
  const onHost = new PQueue({ concurrency: ON_HOST })
  const executing = new PQueue({ concurrency: 1 })
  const staging = new PQueue({ concurrency: TRANSFERS })
  const fetching = new PQueue({ concurrency: TRANSFERS })
  let skips = 0

  function noted<T>(result: Result<T, HostFailure>): Result<T, HostFailure> {
    skips =
      !result.ok && (result.failure.type === 'host-down' || result.failure.type === 'host-frozen') ? SKIPS_WHEN_DOWN : 0
    return result
  }

  const lane: Lane = {
    host: host.name,

    stage: (file) => inTurn(staging, async () => noted(await host.stage(file)), file.signal),

    render: (prompt, on) =>
      inTurn(
        onHost,
        async () => {
          if (!(await on.beforeSubmit())) return ok('not-submitted')
          const sent = noted(await host.submit(prompt, on))
          // Its turn in the lane comes when the one before has ended; it may have ended by then itself.
          return sent.ok ? executing.add(async () => noted(await sent.value.ended)) : sent
        },
        on.signal,
      ),

    async attach(prompt, on) {
      const found = noted(await unlessAborted(host.attach(prompt, on), on.signal))
      if (!found.ok) return found
      if (found.value === null) return ok(null)
      const { ended } = found.value
      // Nobody has to wait to look at it, but until it ends it takes its place, before those not yet handed over.
      void onHost.add(() => executing.add(() => ended.catch(() => null)), { priority: 1 })
      return unlessAborted(ended, on.signal)
    },

    async fetch(file, signal) {
      const release = await place(fetching, signal)
      try {
        const source = noted(await host.fetch(file, signal))
        if (source.ok) return ok(thenRelease(source.value, release))
        release()
        return source
      } catch (thrown) {
        release()
        throw thrown
      }
    },

    cancel: async (promptId) => noted(await host.cancel(promptId)),
  }

  return {
    lane,
    load: () => onHost.size + onHost.pending + staging.size + staging.pending,
    skip: () => skips > 0 && skips-- > 0,
  }
}

/**
 * Aborted while it waits, the work is never begun. p-queue gets neither signal nor timeout: it would free the place of
 * work that goes on.
 */
function inTurn<T>(queue: PQueue, work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const done = queue.add(() => {
    signal?.throwIfAborted()
    return work()
  })
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
