/** Takes what Slack sends: what changes something is stored before it is acknowledged, and carried out after, here or by the next Nora. */
import { z } from 'zod'
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
import { submission } from './submissions.ts'
import { createTurns } from './turns.ts'

const KINDS = { slash, action, shortcut, submission, message, mention, reaction, home } as const
type KindName = keyof typeof KINDS
const zStored = z.object({ kind: z.enum(Object.keys(KINDS) as [KindName]), payload: z.unknown() })

export type Requests = {
  /** Once it resolves it may be acknowledged. */
  take(kind: KindName, payload: unknown): Promise<void>
  begin(): Promise<void>
  stop(): Promise<void>
}

export function createRequests(inbound: Inbound): Requests {
  const { nora, log, self } = inbound
  const turns = createTurns()
  const shown = new Set<Promise<void>>()
  let looking: NodeJS.Timeout | undefined

  const inbox = nora.openInbox<never>({
    of: { platform: 'slack', workspace: self.workspace },
    log,
    about: (stored) => read(stored).about,
    carryOut: (stored, { tries }) => turns.take(() => read(stored).carryOut(tries > 1)),
    giveUp: (stored) => apologise(read(stored).where),
  })

  function read(stored: unknown): Request {
    const { kind, payload } = zStored.parse(stored)
    return KINDS[kind](inbound, payload)
  }

  const apologise = (where: Where): Promise<void> =>
    inbound.toAsker(blocksOf(card('That did not work', ['Something broke on my side: ask again in a minute.'])), where)

  function show(request: Request): void {
    const task = turns
      .take(() => request.carryOut(false))
      .catch((error: unknown) => {
        log.error('slack-request-failed', { error, channel: request.where.channel })
        return apologise(request.where)
      })
      // Nobody waits for it: what is thrown here would end the process.
      .catch((error: unknown) => log.error('slack-answer-lost', { error }))
      .finally(() => shown.delete(task))
    shown.add(task)
  }

  return {
    async take(kind, body) {
      turns.come()
      const request = KINDS[kind](inbound, body)
      const id = await request.id()
      if (id === null) return
      if (request.changes) await inbox.receive(id, { kind, payload: request.payload })
      else show(request)
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
