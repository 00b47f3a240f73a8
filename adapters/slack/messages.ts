/** Messages: mentions of Nora, replies in the threads of films, and what becomes of them when they are changed or deleted. */
import type { Answer } from '../../commands/command.ts'
import { messageDeleted, messageEdited, replyInThread } from '../../commands/hear.ts'
import { parseCommand } from '../../commands/parse-command.ts'
import type { MessagePlace } from '../../src/domain/message.ts'
import { askForFilm, askInWords, help } from './asking.ts'
import type { Inbound } from './inbound.ts'
import { offer } from './offers.ts'
import { type SlackMessage, zMessage } from './payloads.ts'
import { mention } from './text.ts'

/** Those in which somebody says something. */
const SAID = [undefined, null, 'file_share', 'thread_broadcast', 'me_message']

export async function onMessage(inbound: Inbound, payload: unknown): Promise<void> {
  const m = zMessage.parse(payload)
  if (m.subtype === 'message_changed')
    return m.message?.subtype === 'tombstone' ? deleted(inbound, m) : changed(inbound, m)
  if (m.subtype === 'message_deleted') return deleted(inbound, m)
  if (!SAID.includes(m.subtype) || isOurs(inbound, m) || m.user == null || m.ts == null) return
  // In a channel the same message comes as a mention as well, to those who may read only those too.
  if (m.channel_type === 'im' || m.channel_type === 'mpim') return said(inbound, m)
  if ((m.text ?? '').includes(mention(inbound.self.botUserId)) || m.thread_ts == null) return
  return said(inbound, m)
}

export async function onMention(inbound: Inbound, payload: unknown): Promise<void> {
  const m = zMessage.parse(payload)
  if (isOurs(inbound, m) || m.user == null || m.ts == null || m.edited !== undefined) return
  return said(inbound, { ...m, isCalled: true })
}

async function said(inbound: Inbound, m: SlackMessage & { readonly isCalled?: boolean }): Promise<void> {
  const { channel, user, ts } = m
  if (user == null || ts == null) return
  const thread = m.thread_ts ?? null
  const isCalled = m.isCalled === true || m.channel_type === 'im' || m.channel_type === 'mpim'
  const isFilms =
    thread !== null && (await inbound.nora.threadAt({ ...placeOf(inbound, channel, ts), thread })) !== null
  if (!isFilms && !isCalled) return
  const files = m.files ?? []
  const text = await inbound.read(m.text ?? '', channel)
  // A note and a film are known by their message; a command or a file would be taken twice.
  const isKeyed = isFilms ? files.length === 0 && parseCommand(text) === null : parseCommand(text) === null
  await inbound.once(
    `message:${channel}:${ts}`,
    async () => {
      const requestId = `message:${channel}:${ts}`
      const given = { channel, user, thread, requestId, files: await inbound.downloads(files) }
      const asked = await inbound.ask(given)
      const where = { channel, user, thread, triggerId: null, respond: null }
      if (isFilms)
        return inbound.show(
          await replyInThread(inbound.nora, asked, { place: placeOf(inbound, channel, ts), text, isCalled }),
          where,
        )
      const answer = await called()
      return answer === 'unclear' ? offer(inbound, text, where) : inbound.show(answer, where)

      async function called(): Promise<Answer | 'unclear'> {
        if (text === '' && files.length === 0) return help(inbound, asked)
        return (await askInWords(inbound, asked, text)) ?? askForFilm(inbound, asked, text)
      }
    },
    { isKeyed },
  )
}

async function changed(inbound: Inbound, { channel, message, previous_message: before }: SlackMessage): Promise<void> {
  const { user, ts, thread_ts: thread } = message ?? {}
  if (message == null || user == null || ts == null || thread == null || isOurs(inbound, message)) return
  // A link that unfolds changes a message as well.
  if (message.text === before?.text) return
  const place = placeOf(inbound, channel, ts)
  if ((await inbound.nora.threadAt({ ...place, thread })) === null) return
  await inbound.once(
    `changed:${channel}:${ts}:${message.text}`,
    async () => {
      const asked = await inbound.ask({ channel, user, thread, requestId: `message:${channel}:${ts}` })
      const text = await inbound.read(message.text ?? '', channel)
      const where = { channel, user, thread, triggerId: null, respond: null }
      await inbound.show(await messageEdited(inbound.nora, asked, { place, text }), where)
    },
    { isKeyed: true },
  )
}

async function deleted(inbound: Inbound, m: SlackMessage): Promise<void> {
  const ts = m.deleted_ts ?? m.previous_message?.ts ?? m.message?.ts
  if (ts == null) return
  await messageDeleted(inbound.nora, { place: placeOf(inbound, m.channel, ts) })
}

const isOurs = ({ self }: Inbound, m: Pick<SlackMessage, 'bot_id' | 'user'>): boolean =>
  m.bot_id != null || m.user === self.botUserId

const placeOf = ({ self }: Inbound, channel: string, message: string): MessagePlace => ({
  platform: 'slack',
  workspace: self.workspace,
  channel,
  message,
})
