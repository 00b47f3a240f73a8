/** Buttons: those of cards by the one reader of buttons, and those of Slack's own: forms, offers, App Home. */
import { pressed } from '../../commands/hear.ts'
import { runTurn, turnIn } from '../../commands/turn.ts'
import { parsePress } from '../../src/words/press.ts'
import { showHome } from './home.ts'
import { OFFERS, onOffer } from './offers.ts'
import { type Action, zAction } from './payloads.ts'
import { kind } from './request.ts'
import { mention } from './text.ts'
import { respondTo } from './respond.ts'
import { settle } from './settle.ts'
import type { Where } from './show.ts'

const whereOf = (p: Action): Where => ({
  channel: p.channel?.id ?? p.container?.channel_id ?? '',
  user: p.user.id,
  thread: p.container?.thread_ts ?? p.message?.thread_ts ?? null,
  triggerId: p.trigger_id ?? null,
  respond: respondTo(p.response_url),
})

const pressedOn = ({ actions: [action] }: Action) => ({ id: action?.action_id ?? '', value: action?.value ?? '' })

export const action = kind<Action>({
  schema: zAction,
  whereOf,
  idOf: (p) => `action:${p.trigger_id ?? ''}:${pressedOn(p).id}`,
  changes: (p) => {
    const { id, value } = pressedOn(p)
    if (id.startsWith('home:') || id === 'form:open') return false
    if (OFFERS.some((o) => o === id)) return id === 'offer:go'
    return (parsePress(value)?.is ?? 'change') !== 'change'
  },
  aboutOf: () => null,

  async carryOut(p, inbound) {
    const where = whereOf(p)
    const { channel, user } = where
    const { id, value } = pressedOn(p)
    if (id === 'home:brief')
      return inbound.show({ show: 'form', form: { title: 'A new film', command: 'brief', given: {} } }, where, {
        channel: null,
        asksChannel: true,
      })
    if (id === 'home:refresh') return showHome(inbound, user)
    if (id === 'form:open') return inbound.reopen(value, where)
    const which = OFFERS.find((o) => o === id)
    if (which !== undefined)
      return onOffer(inbound, which, value, where, `offer:${p.container?.message_ts ?? p.trigger_id}`)
    const turn = turnIn(value)
    if (turn !== null) {
      const asked = await inbound.ask({ ...where, requestId: p.trigger_id ?? '' })
      return inbound.show(await runTurn(inbound.nora, turn, asked), where, { replaces: true })
    }
    const { personId } = await inbound.people.meet(user, channel === '' ? null : channel)
    const answer = await pressed(inbound.nora, value, personId)
    if (answer.show === 'nothing' && answer.done !== undefined)
      return settle(p, `${answer.done}: ${mention(user)}`, inbound)
    await inbound.show(answer, where)
  },
})
