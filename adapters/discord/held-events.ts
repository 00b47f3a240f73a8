/** What Discord tells once and could not be stored, as while the database is away, is held here and tried again until it is. */
import { z } from 'zod'
import { MINUTE, SECOND } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'

const MOST_HELD = 1000
const LONGEST_PAUSE_MS = 15 * SECOND
/** Whoever called Nora is told by then. */
const CALLED_MS = 3 * MINUTE
/** What fails so long is no matter of the database, and would keep its channel waiting. */
const HELD_MS = 30 * MINUTE

const zOfChannel = z.object({ channel_id: z.string() })

export type Handling = {
  readonly event: string
  /** What it throws is tried again. */
  handle(raw: unknown): Promise<void>
  /** Needs no database. False where nobody waits for an answer. */
  tellUnheard?(raw: unknown): Promise<boolean>
}
type Held = Handling & { readonly raw: unknown; readonly nth: number; readonly at: number }

export function createHeldEvents(deps: {
  readonly log: Log
  readonly now: () => number
  readonly pause: (ms: number) => Promise<unknown>
}) {
  const { log, now } = deps
  /** By their channel: there they are handled as they came. */
  const held = new Map<string, Held[]>()
  let nth = 0
  let isStopped = false
  const count = (): number => [...held.values()].reduce((sum, queue) => sum + queue.length, 0)

  function hold(channel: string, event: Held): void {
    if (isStopped || count() >= MOST_HELD) return dropped(event)
    const queue = held.get(channel)
    // The same channel may have begun with several at once.
    if (queue !== undefined) return void queue.splice(placeIn(queue, event), 0, event)
    held.set(channel, [event])
    void workOff(channel).catch((error: unknown) => log.error('discord-events-lost', { channel, error }))
  }

  async function workOff(channel: string): Promise<void> {
    const queue = held.get(channel) ?? []
    let tries = 1
    while (queue.length > 0) {
      if (tries > 0) await deps.pause(Math.min(SECOND * 2 ** (tries - 1), LONGEST_PAUSE_MS))
      const [first] = queue
      if (first === undefined || isStopped) return
      tries = (await isHandled(first)) ? 0 : tries + 1
      if (tries === 0) remove(queue, first)
      else await giveUpOld(queue)
    }
    held.delete(channel)
  }

  async function isHandled({ handle, raw, event }: Held): Promise<boolean> {
    try {
      await handle(raw)
      return true
    } catch (error) {
      log.warn('discord-event-held', { event, held: count(), error })
      return false
    }
  }

  async function giveUpOld(queue: Held[]): Promise<void> {
    for (const event of queue.filter(({ at }) => now() - at >= CALLED_MS)) {
      const isTold = await event.tellUnheard?.(event.raw).catch(() => false)
      if (isTold !== true && now() - event.at < HELD_MS) continue
      remove(queue, event)
      dropped(event)
    }
  }

  const dropped = ({ event, at }: Held): void => log.error('discord-event-dropped', { event, heldMs: now() - at })

  return {
    /** Never rejects. */
    async hear(handling: Handling, raw: unknown): Promise<void> {
      const channel = zOfChannel.safeParse(raw).data?.channel_id ?? ''
      const event = { ...handling, raw, nth: ++nth, at: now() }
      if (held.has(channel) || !(await isHandled(event))) hold(channel, event)
    },
    stop(): void {
      isStopped = true
      for (const event of [...held.values()].flat()) dropped(event)
      held.clear()
    },
  }
}

const placeIn = (queue: readonly Held[], { nth }: Held): number => {
  const later = queue.findIndex((other) => other.nth > nth)
  return later < 0 ? queue.length : later
}

function remove(queue: Held[], event: Held): void {
  const at = queue.indexOf(event)
  if (at >= 0) queue.splice(at, 1)
}
