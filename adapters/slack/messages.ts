/** Messages: mentions of Nora, replies in the threads of films, and what becomes of them when they are changed or deleted. */
import type { Answer } from '../../commands/command.ts'
import { messageDeleted, messageEdited, replyInThread } from '../../commands/hear.ts'
import type { MessagePlace } from '../../src/domain/message.ts'
import { askForFilm, askInWords, help } from './asking.ts'
import type { Inbound } from './inbound.ts'
import { SLACK } from './limits.ts'
import { offer } from './offers.ts'
import { type MessageEvent, zMessageEvent } from './payloads.ts'
import { kind } from './request.ts'
import type { Where } from './show.ts'
import { mention as mentionOf } from './text.ts'

/** Those in which somebody says something. */
const SAID = [undefined, null, 'file_share', 'thread_broadcast', 'me_message']

type Said = MessageEvent['event']

const isDirect = (m: Said): boolean => m.channel_type === 'im'
const isDeleted = (m: Said): boolean =>
  m.subtype === 'message_deleted' || (m.subtype === 'message_changed' && m.message?.subtype === 'tombstone')
const isChanged = (m: Said): boolean => m.subtype === 'message_changed' && !isDeleted(m)
const tsOf = (m: Said): string | null =>
  (isDeleted(m) ? (m.deleted_ts ?? m.previous_message?.ts ?? m.message?.ts) : isChanged(m) ? m.message?.ts : m.ts) ??
  null

function whereOf({ event: m }: MessageEvent): Where {
  const said = isChanged(m) ? m.message : m
  return { channel: m.channel, user: said?.user ?? '', thread: said?.thread_ts ?? null, triggerId: null, respond: null }
}

export const message = kind<MessageEvent>({
  schema: zMessageEvent,
  whereOf,
  async idOf({ event_id: eventId, event: m }, inbound) {
    const ts = tsOf(m)
    if (ts === null) return null
    const place = placeOf(inbound, m.channel, ts)
    const thread =
      (isDeleted(m) ? m.previous_message?.thread_ts : whereOf({ event_id: eventId, event: m }).thread) ?? null
    const isFilms = async () => thread !== null && (await inbound.nora.threadAt({ ...place, thread })) !== null
    if (isDeleted(m))
      return (await inbound.nora.messageAt(place)) !== null || (await isFilms()) ? `event:${eventId}` : null
    if (isChanged(m)) {
      // A link that unfolds changes a message as well.
      if (m.message?.user == null || isOurs(inbound, m.message) || m.message.text === m.previous_message?.text)
        return null
      return (await isFilms()) ? `event:${eventId}` : null
    }
    if (!SAID.includes(m.subtype) || isOurs(inbound, m) || m.user == null) return null
    if (isDirect(m)) return `message:${m.channel}:${ts}`
    // In a channel the same message comes as a mention as well, to those who may read only those too.
    if ((m.text ?? '').includes(mentionOf(inbound.self.botUserId))) return null
    return (await isFilms()) ? `message:${m.channel}:${ts}` : null
  },
  changes: () => true,
  aboutOf: ({ event: m }) => `${m.channel} ${tsOf(m)}`,

  async carryOut({ event_id: eventId, event: m }, inbound) {
    const ts = tsOf(m) ?? ''
    if (isDeleted(m)) return messageDeleted(inbound.nora, { place: placeOf(inbound, m.channel, ts) })
    const where = whereOf({ event_id: eventId, event: m })
    if (!isChanged(m)) return said(inbound, m, where, isDirect(m))
    const asked = await inbound.ask({ ...where, requestId: `event:${eventId}` })
    const text = await inbound.read(m.message?.text ?? '', '@')
    await inbound.show(
      await messageEdited(inbound.nora, asked, { place: placeOf(inbound, m.channel, ts), text }),
      where,
    )
  },
})

export const mention = kind<MessageEvent>({
  schema: zMessageEvent,
  whereOf,
  idOf: ({ event: m }, inbound) =>
    isOurs(inbound, m) || m.user == null || m.ts == null || m.edited != null ? null : `message:${m.channel}:${m.ts}`,
  changes: () => true,
  aboutOf: ({ event: m }) => `${m.channel} ${m.ts}`,
  carryOut: (p, inbound) => said(inbound, p.event, whereOf(p), true),
})

async function said(inbound: Inbound, m: Said, where: Where, isCalled: boolean): Promise<void> {
  const { channel } = m
  const ts = m.ts ?? ''
  const files = m.files ?? []
  const requestId = `message:${channel}:${ts}`
  const asked = await inbound.ask({ ...where, requestId, files: await inbound.downloads(files) })
  // In a thread people speak to one another.
  const text = await inbound.read(m.text ?? '', asked.briefId === null ? '' : '@')
  if (asked.briefId !== null)
    return inbound.show(
      await replyInThread(inbound.nora, asked, { place: placeOf(inbound, channel, ts), text, isCalled }),
      where,
    )
  if (!isCalled) return
  const answer = await called()
  if (answer !== 'unclear') return inbound.show(answer, where)
  const ids = files.slice(0, SLACK.formFiles).map((f) => f.id)
  return offer(inbound, text, ids, where)

  async function called(): Promise<Answer | 'unclear'> {
    if (text === '' && files.length === 0) return help(inbound, asked)
    const isToHer = isDirect(m) || (m.text ?? '').trimStart().startsWith(mentionOf(inbound.self.botUserId))
    return (await askInWords(inbound, asked, text)) ?? askForFilm(inbound, asked, { text, isToHer })
  }
}

const isOurs = ({ self }: Inbound, m: Pick<Said, 'bot_id' | 'user'>): boolean =>
  m.bot_id != null || m.user === self.botUserId

const placeOf = ({ self }: Inbound, channel: string, message: string): MessagePlace => ({
  platform: 'slack',
  workspace: self.workspace,
  channel,
  message,
})
