/** Catches up with reactions that were given while Nora was not listening: Slack does not send them for ever. */
import { markAdded } from '../../commands/hear.ts'
import type { MessagePlace } from '../../src/domain/message.ts'
import type { ChatPlatform } from '../../src/ports/chat.ts'
import type { Inbound } from './inbound.ts'

type Reader = Pick<Inbound, 'nora' | 'log'> & { readonly people: Pick<Inbound['people'], 'meet'> }

export async function reconcileMarks(inbound: Inbound, chat: Pick<ChatPlatform, 'readMarks'>): Promise<void> {
  const { nora, self, log } = inbound
  for (const place of await nora.openDeliveries('slack'))
    if (place.workspace === self.workspace)
      await readAgain(inbound, chat, place).catch((error: unknown) => log.warn('slack-marks-not-read', { error }))
}

/** All messages of the delivery that is shown there. */
export async function marksOnDelivery(
  inbound: Reader,
  chat: Pick<ChatPlatform, 'readMarks'>,
  place: MessagePlace,
): Promise<void> {
  const shown = await inbound.nora.messageAt(place)
  if (shown === null) return
  for (const other of await inbound.nora.openDeliveries('slack', shown.briefId))
    await readAgain(inbound, chat, other).catch((error: unknown) => inbound.log.warn('slack-marks-not-read', { error }))
}

async function readAgain(
  { nora, people }: Reader,
  chat: Pick<ChatPlatform, 'readMarks'>,
  place: MessagePlace,
): Promise<void> {
  const shown = await nora.messageAt(place)
  const marks = await chat.readMarks(place)
  if (shown === null || !marks.ok) return
  // Who has said something since counts as they said it, also where they took it back with a button and left the mark.
  const heard = new Set(
    (await nora.listVerdicts(shown.briefId)).filter((v) => v.deliveryNo === shown.deliveryNo).map((v) => v.personId),
  )
  for (const { mark, userId } of marks.value) {
    const { personId } = await people.meet(userId, place.channel)
    if (!heard.has(personId)) await markAdded(nora, { place, personId, mark })
  }
}
