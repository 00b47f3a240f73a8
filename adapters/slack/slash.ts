/** Slash commands: `/brief` and `/nora …`. They carry neither files nor a thread, and Slack does not send them again. */
import { parseCommand } from '../../commands/parse-command.ts'
import { asksForForm, askForBrief, askInWords, briefGiven, help, texts, unknown } from './asking.ts'
import { type Slash, zSlash } from './payloads.ts'
import { kind } from './request.ts'
import { respondTo } from './respond.ts'
import type { Where } from './show.ts'
import { plain } from './text.ts'

const isBrief = ({ command }: Slash): boolean => command.toLowerCase() === '/brief'

const whereOf = ({ channel_id: channel, user_id: user, trigger_id: triggerId, response_url }: Slash): Where => ({
  channel,
  user,
  thread: null,
  triggerId,
  respond: respondTo(response_url),
})

export const slash = kind<Slash>({
  schema: zSlash,
  whereOf,
  idOf: ({ trigger_id: triggerId }) => `slash:${triggerId}`,
  changes: (p) => {
    const text = plain(p.text ?? '')
    return isBrief(p) ? !asksForForm(text) : (parseCommand(text)?.command.access ?? 'see') !== 'see'
  },
  aboutOf: () => null,

  async carryOut(p, inbound) {
    const { channel_id: channel, user_id: user, trigger_id: requestId } = p
    const asked = await inbound.ask({
      channel,
      channelName: p.channel_name ?? channel,
      user,
      userName: p.user_name ?? user,
      thread: null,
      requestId,
    })
    const text = await inbound.read(p.text ?? '')
    const answer = isBrief(p)
      ? await askForBrief(inbound, asked, text)
      : text === ''
        ? await help(inbound, asked)
        : ((await askInWords(inbound, asked, text)) ?? unknown(text))
    // Slack forgets what was typed after a slash.
    const form = { title: 'A new film', command: 'brief', given: texts(briefGiven(text)) }
    const draft = { form, place: { channel, thread: null, files: [], asksChannel: false }, filled: {} }
    await inbound.show(answer, whereOf(p), isBrief(p) ? { draft } : {})
  },
})
