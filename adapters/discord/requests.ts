/** What was asked in Discord, which sends it once: stored, then carried out, here or by the next Nora. */
import { z } from 'zod'
import type { InboxTry, Nora } from '../../src/nora.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Live } from './reply.ts'

const KINDS = ['interaction', 'said', 'edited', 'deleted', 'reaction', 'cleared'] as const
type KindName = (typeof KINDS)[number]
const zStored = z.object({ kind: z.enum(KINDS), payload: z.unknown() })

export type Kind = {
  /** Requests about the same are carried out in their order; null: about nothing. */
  about(payload: unknown): string | null
  carryOut(payload: unknown, o: InboxTry<Live>): Promise<void>
  giveUp(payload: unknown, o: InboxTry<Live>): Promise<void>
}
/** Once it resolves it is stored; false when it was received before. */
export type Receive = (kind: KindName, id: string, payload: unknown, live?: Live) => Promise<boolean>

export function createRequests(deps: {
  readonly nora: Nora
  readonly log: Log
  readonly kinds: () => Readonly<Record<KindName, Kind>>
}) {
  const of = (stored: unknown): { readonly kind: Kind; readonly payload: unknown } => {
    const { kind, payload } = zStored.parse(stored)
    return { kind: deps.kinds()[kind], payload }
  }
  const inbox = deps.nora.openInbox<Live>({
    // One account serves all guilds.
    of: { platform: 'discord', workspace: '' },
    log: deps.log,
    about: (stored) => of(stored).kind.about(of(stored).payload),
    carryOut: (stored, o) => of(stored).kind.carryOut(of(stored).payload, o),
    giveUp: (stored, o) => of(stored).kind.giveUp(of(stored).payload, o),
  })
  let looking: NodeJS.Timeout | undefined

  return {
    receive: ((kind, id, payload, live) => inbox.receive(id, { kind, payload }, live)) satisfies Receive,
    async begin() {
      clearInterval(looking)
      looking = setInterval(() => void inbox.look(), inbox.lookEveryMs).unref()
      await inbox.look()
    },
    async stop() {
      await inbox.stop()
      clearInterval(looking)
    },
  }
}
