/** Takes what Slack sends: what changes something is stored before it is acknowledged, and carried out after, here or by the next Nora. */
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { SECOND } from '../../src/domain/time.ts'
import { card } from '../../src/words/card.ts'
import { action } from './actions.ts'
import { blocksOf } from './blocks.ts'
import { home } from './home.ts'
import type { Inbound } from './inbound.ts'
import { mention, message } from './messages.ts'
import { reaction } from './reactions.ts'
import type { Request } from './request.ts'
import { shortcut } from './shortcuts.ts'
import type { Where } from './show.ts'
import { slash } from './slash.ts'
import { NotShown } from './to-asker.ts'
import { submission } from './submissions.ts'
import { createTurns } from './turns.ts'

const KINDS = { slash, action, shortcut, submission, message, mention, reaction, home } as const
type KindName = keyof typeof KINDS
const zStored = z.object({ kind: z.enum(Object.keys(KINDS) as [KindName]), payload: z.unknown() })

/** Before each further try to show what was not stored. */
const AGAIN_MS = [SECOND, 3 * SECOND, 10 * SECOND] as const
const LONGEST_PAUSE_MS = 30 * SECOND

export type Requests = {
  /** One is on its way in; to be called back once it is acknowledged. */
  come(): () => void
  /** Once it resolves it may be acknowledged. */
  take(kind: KindName, payload: unknown): Promise<void>
  begin(): Promise<void>
  stop(): Promise<void>
}

export function createRequests(inbound: Inbound): Requests {
  const { nora, log, self, signal } = inbound
  const turns = createTurns()
  const shown = new Set<Promise<void>>()
  /** Of stored requests that are done here, and of which the answer alone is left. */
  const unshown = new Map<string, NotShown['again']>()
  let looking: NodeJS.Timeout | undefined

  const inbox = nora.openInbox<never>({
    of: { platform: 'slack', workspace: self.workspace },
    log,
    about: (stored) => read(stored).about,
    carryOut: (stored, { id, tries }) => turns.take(() => carryOut(id, read(stored), tries > 1)),
    giveUp: (stored, { id }) => giveUp(id, read(stored)),
  })

  async function carryOut(id: string, request: Request, isAgain: boolean): Promise<void> {
    try {
      await (unshown.get(id) ?? (() => request.carryOut(isAgain)))()
      unshown.delete(id)
    } catch (error) {
      if (error instanceof NotShown) unshown.set(id, error.again)
      throw error
    }
  }

  async function giveUp(id: string, request: Request): Promise<void> {
    const isDone = unshown.delete(id)
    if (isDone) log.warn('slack-answer-lost', { channel: request.where.channel })
    else await apologise(request.where)
  }

  function read(stored: unknown): Request {
    const { kind, payload } = zStored.parse(stored)
    return KINDS[kind](inbound, payload)
  }

  const apologise = (where: Where): Promise<void> =>
    inbound.toAsker(blocksOf(card('That did not work', ['Something broke on my side: ask again in a minute.'])), where)

  function show(request: Request): void {
    const task = turns
      .take(() => untilShown(() => request.carryOut(false)))
      .catch((error: unknown) => {
        const { channel } = request.where
        if (error instanceof NotShown) return log.warn('slack-answer-lost', { channel, failure: error.failure })
        log.error('slack-request-failed', { error, channel })
        return apologise(request.where)
      })
      // Nobody waits for it: what is thrown here would end the process.
      .catch((error: unknown) => log.error('slack-answer-lost', { error }))
      .finally(() => shown.delete(task))
    shown.add(task)
  }

  async function untilShown(work: () => Promise<void>): Promise<void> {
    let left = work
    for (const ms of AGAIN_MS)
      try {
        return await left()
      } catch (error) {
        if (!(error instanceof NotShown)) throw error
        left = error.again
        const { failure } = error
        const afterMs = failure.type === 'rate-limited' ? failure.afterMs : 0
        await pause(Math.min(Math.max(ms, afterMs), LONGEST_PAUSE_MS), undefined, { signal })
      }
    return left()
  }

  return {
    come: turns.come,
    async take(kind, body) {
      const acknowledged = turns.come()
      try {
        const request = KINDS[kind](inbound, body)
        const id = await request.id()
        if (id === null) return
        if (request.changes) await inbox.receive(id, { kind, payload: request.payload })
        else show(request)
      } finally {
        acknowledged()
      }
    },
    async begin() {
      looking = setInterval(() => void inbox.look(), inbox.lookEveryMs).unref()
      await inbox.look()
    },
    async stop() {
      await inbox.stop()
      clearInterval(looking)
      while (shown.size > 0) await Promise.all(shown)
    },
  }
}
