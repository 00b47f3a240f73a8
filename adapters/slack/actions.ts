/** Buttons: those of cards by the one reader of buttons, and those of Slack's own: forms, offers, App Home. */
import { pressed } from '../../commands/hear.ts'
import { runTurn, turnIn } from '../../commands/turn.ts'
import { showHome } from './home.ts'
import type { Inbound } from './inbound.ts'
import { OFFERS, onOffer } from './offers.ts'
import { zAction } from './payloads.ts'
import type { Where } from './show.ts'

export function onAction(inbound: Inbound, payload: unknown, respond: Where['respond']): void {
  const p = zAction.parse(payload)
  const [action] = p.actions
  if (action === undefined) return
  const channel = p.channel?.id ?? p.container?.channel_id ?? ''
  const thread = p.container?.thread_ts ?? p.message?.thread_ts ?? null
  const where: Where = { channel, user: p.user.id, thread, triggerId: p.trigger_id ?? null, respond }
  const value = action.value ?? ''
  inbound.later(where, () =>
    inbound.once(
      `action:${p.trigger_id ?? ''}:${action.action_id}`,
      async () => {
        if (action.action_id === 'home:brief')
          return inbound.show({ show: 'form', form: { title: 'A new film', command: 'brief', given: {} } }, where, {
            channel: null,
            asksChannel: true,
          })
        if (action.action_id === 'home:refresh') return showHome(inbound, p.user.id)
        if (action.action_id === 'form:open') return inbound.reopen(value, where)
        const which = OFFERS.find((o) => o === action.action_id)
        if (which !== undefined)
          return onOffer(inbound, which, value, where, `offer:${p.container?.message_ts ?? p.trigger_id}`)
        const turn = turnIn(value)
        if (turn !== null) {
          const asked = await inbound.ask({ channel, user: p.user.id, thread, requestId: p.trigger_id ?? '' })
          return inbound.show(await runTurn(inbound.nora, turn, asked), where, { replaces: true })
        }
        const { personId } = await inbound.people.meet(p.user.id, channel === '' ? null : channel)
        await inbound.show(await pressed(inbound.nora, value, personId), where)
      },
      { isKeyed: true },
    ),
  )
}
