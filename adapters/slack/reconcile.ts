/** Catches up with reactions that were given or taken away while Nora was not listening: Slack does not send them for ever. */
import { setTimeout as wait } from 'node:timers/promises'
import type { MessagePlace } from '../../src/domain/message.ts'
import type { MarkReader } from '../../src/nora.ts'
import type { Inbound } from './inbound.ts'
import type { Rates } from './rates.ts'
import type { Pause } from './upload.ts'

const ONE = { 'reactions.get': 1 }

type Reader = Pick<Inbound, 'nora' | 'log' | 'self'> & { readonly people: Pick<Inbound['people'], 'meet'> }
export type MarkReading = ReturnType<typeof createMarkReading>

export function createMarkReading(
  { nora, people, self, log }: Reader,
  chat: MarkReader['chat'],
  rates: Rates,
  pause: Pause = (ms, signal) => wait(ms, undefined, { signal }),
) {
  const stopping = new AbortController()
  const { signal } = stopping
  let looking: Promise<void> | null = null
  let isAskedAgain = false

  const reader: MarkReader = {
    chat,
    log,
    isHere: (place) => place.workspace === self.workspace,
    meet: async (userId, place) => (await people.meet(userId, place.channel)).personId,
    async turn() {
      signal.throwIfAborted()
      for (let ms = rates.take(ONE); ms > 0; ms = rates.take(ONE)) await pause(ms, signal)
    },
  }
  /** Its turns were taken beforehand. */
  const ofOne: MarkReader = { ...reader, turn: async () => {} }

  async function lookOnce(): Promise<void> {
    do {
      isAskedAgain = false
      await nora.reconcileMarks(reader).catch((error: unknown) => {
        if (!signal.aborted) log.warn('slack-marks-not-read', { error })
      })
    } while (isAskedAgain && !signal.aborted)
  }

  return {
    /** Of all deliveries, which may take minutes; once more where it is asked for meanwhile. */
    look(): Promise<void> {
      isAskedAgain = true
      looking ??= lookOnce().finally(() => (looking = null))
      return looking
    },

    /** All messages of the delivery that is shown there. False where Slack did not answer. */
    async ofDelivery(place: MessagePlace): Promise<boolean> {
      const shown = await nora.messageAt(place)
      return shown === null || nora.reconcileMarks(ofOne, shown.briefId)
    },

    async stop(): Promise<void> {
      stopping.abort()
      await looking
    },
  }
}
