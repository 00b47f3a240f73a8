/** Marks that people put on deliveries and take away, as they happen and, after a time away, as they are found. */
import { z } from 'zod'
import { markAdded, markRemoved } from '../../commands/hear.ts'
import type { MessagePlace } from '../../src/domain/message.ts'
import type { InboxTry, MarkReader, Nora } from '../../src/nora.ts'
import type { ChatPlatform } from '../../src/ports/chat.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Directory } from './directory.ts'
import { type Door, type Speaker, speakerOf } from './door.ts'
import { zCleared, zReaction } from './events.ts'
import { markOf } from './marks.ts'
import { placeOf } from './places.ts'
import type { Receive } from './requests.ts'

const zStored = z.object({ reaction: zReaction, isAdded: z.boolean() })

export function createReactions(deps: {
  readonly nora: Nora
  readonly chat: ChatPlatform
  readonly directory: Directory
  readonly door: Door
  readonly receive: Receive
  readonly me: () => string
  readonly now: () => number
  readonly log: Log
}) {
  const { nora, directory, door } = deps
  let nth = 0
  let looking: Promise<boolean> | null = null
  const reader: MarkReader = {
    chat: deps.chat,
    log: deps.log,
    isHere: () => true,
    async meet(userId, place, name = userId) {
      const where = { guild: place.workspace, channel: place.channel, name: place.channel, thread: null, type: null }
      return (await door.asked(where, { userId, name }, `reaction:${place.message}`)).personId
    },
    // The library keeps to what Discord allows.
    turn: async () => {},
  }

  /** Nothing is read of the message itself, which may be older than this process: who, where and which mark suffice. */
  async function changed(raw: unknown, isAdded: boolean): Promise<void> {
    const reaction = zReaction.safeParse(raw).data
    const mark = markOf(reaction?.emoji.name ?? null)
    if (reaction === undefined || mark === null || reaction.user_id === deps.me()) return
    if (reaction.member?.user?.bot === true) return
    const where = await directory.where(reaction.channel_id)
    if (where === null) return
    const { message_id: message, user_id: userId } = reaction
    const shown = await nora.messageAt(placeOf({ ...where, message }))
    if (shown === null || shown.deliveryNo === null) return
    // Discord gives them no names, and each counts: the last one says how it is.
    await deps.receive('reaction', `reaction:${message}:${userId}:${deps.now()}:${++nth}`, { reaction, isAdded })
  }

  async function cleared(raw: unknown): Promise<void> {
    const gone = zCleared.safeParse(raw).data
    const where = gone === undefined ? null : await directory.where(gone.channel_id)
    if (gone === undefined || where === null) return
    const shown = await nora.messageAt(placeOf({ ...where, message: gone.message_id }))
    if (shown === null || shown.deliveryNo === null) return
    await deps.receive('cleared', `cleared:${gone.message_id}:${deps.now()}:${++nth}`, gone)
  }

  async function readAgain(payload: unknown): Promise<void> {
    const { channel_id, message_id: message } = zCleared.parse(payload)
    const where = await directory.where(channel_id)
    if (where === null) return
    if (!(await onDelivery(placeOf({ ...where, message })))) throw new Error('the marks were not read')
  }

  /** False where Discord did not answer. */
  async function onDelivery(place: MessagePlace): Promise<boolean> {
    const shown = await nora.messageAt(place)
    return shown === null || nora.reconcileMarks(reader, shown.briefId)
  }

  async function carryOut(payload: unknown, { tries }: Pick<InboxTry<unknown>, 'tries'>): Promise<void> {
    const { reaction, isAdded } = zStored.parse(payload)
    const mark = markOf(reaction.emoji.name ?? null)
    const where = await directory.where(reaction.channel_id)
    if (where === null || mark === null) return
    const { user_id: userId, member } = reaction
    const speaker: Speaker = member?.user == null ? { userId, name: userId } : speakerOf(member.user, member)
    const { personId } = await door.asked(where, speaker, `reaction:${reaction.message_id}`)
    const place = placeOf({ ...where, message: reaction.message_id })
    if (tries > 1) {
      // What came after it may have been carried out by now.
      const read = await deps.chat.readMarks(place)
      if (!read.ok) throw new Error(`the marks were not read: ${read.failure.type}`)
      if (read.value.marks.some((m) => m.userId === userId && m.mark === mark) !== isAdded) return
    }
    // What comes of it, a refusal as well, is told in the thread.
    await (isAdded ? markAdded : markRemoved)(nora, { place, personId, mark })
  }

  return {
    added: (raw: unknown) => changed(raw, true),
    removed: (raw: unknown) => changed(raw, false),
    about: (payload: unknown) => {
      const { reaction } = zStored.parse(payload)
      return `${reaction.message_id} ${reaction.user_id}`
    },
    carryOut,
    // What stands in the end is read at the next start.
    giveUp: async () => {},

    /** Discord does not say whose they were: what is left is read. */
    cleared,
    clearing: {
      about: (payload: unknown) => zCleared.parse(payload).message_id,
      carryOut: readAgain,
      giveUp: async () => {},
    },

    /** Once a delivery is shown to the end all its messages are known, and what was put on them before counts. */
    onDelivery,

    /** Marks that were put on or taken off while nobody listened count as if it happened now. */
    async catchUp(): Promise<void> {
      looking ??= nora.reconcileMarks(reader).finally(() => (looking = null))
      await looking
    },
  }
}
