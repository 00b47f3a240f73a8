/** Slash commands: `/brief` and `/nora …`. They carry neither files nor a thread, and Slack does not send them again. */
import { askForBrief, askInWords, help, unknown } from './asking.ts'
import type { Inbound } from './inbound.ts'
import { zSlash } from './payloads.ts'
import type { Where } from './show.ts'

export function onSlash(inbound: Inbound, payload: unknown, respond: Where['respond']): void {
  const { command, channel_id: channel, user_id: user, trigger_id: triggerId, ...said } = zSlash.parse(payload)
  const where: Where = { channel, user, thread: null, triggerId, respond }
  inbound.later(where, () =>
    inbound.once(
      `slash:${triggerId}`,
      async () => {
        const asked = await inbound.ask({
          channel,
          channelName: said.channel_name ?? channel,
          user,
          userName: said.user_name ?? user,
          thread: null,
          requestId: triggerId,
        })
        const text = await inbound.read(said.text ?? '', channel)
        const isBrief = command.toLowerCase() === '/brief'
        const answer = isBrief
          ? await askForBrief(inbound, asked, text)
          : text === ''
            ? await help(inbound, asked)
            : ((await askInWords(inbound, asked, text)) ?? unknown(text))
        await inbound.show(answer, where)
      },
      { isKeyed: true },
    ),
  )
}
