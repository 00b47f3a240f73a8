/** Shows an answer to who asked: to them alone or to all, as a form, or not at all. */
import type { Answer, Form } from '../../commands/command.ts'
import type { Log } from '../../src/ports/log.ts'
import { card } from '../../src/words/card.ts'
import { blocksOf, type BlockKit } from './blocks.ts'
import { post, type SlackClient } from './client.ts'
import { attempt, codeOf } from './failures.ts'
import { type FormPlace, modalOf } from './form.ts'
import { SLACK } from './limits.ts'

export type Where = {
  readonly channel: string
  readonly user: string
  readonly thread: string | null
  /** For a form; null where nothing was pressed. */
  readonly triggerId: string | null
  /** The address that came with a command or a button; works where Nora is not in the channel. */
  readonly respond: ((message: object) => Promise<unknown>) | null
}

export type Show = (answer: Answer, where: Where, place?: Partial<FormPlace>) => Promise<void>

export function createShow({ client, log }: { readonly client: SlackClient; readonly log: Log }) {
  async function toAsker({ text, blocks }: BlockKit, where: Where): Promise<void> {
    const { channel, user, thread, respond } = where
    const byAddress = async () =>
      respond !== null &&
      (await respond({ response_type: 'ephemeral', replace_original: false, text, blocks }).then(
        () => true,
        () => false,
      ))
    // In a thread it is shown there, where the address would show it in the channel.
    if (thread === null && (await byAddress())) return
    const said = await attempt(() =>
      client.chat.postEphemeral({ channel, user, text, blocks, ...(thread === null ? {} : { thread_ts: thread }) }),
    )
    if (!said.ok && !(await byAddress())) log.warn('slack-answer-lost', { channel, failure: said.failure.type })
  }

  async function open(form: Form, where: Where, place: Partial<FormPlace>): Promise<void> {
    const view = modalOf(form, {
      channel: where.channel,
      thread: where.thread,
      files: [],
      asksChannel: false,
      ...place,
    })
    if (where.triggerId !== null)
      try {
        await client.views.open({ trigger_id: where.triggerId, view })
        return
      } catch (error) {
        // Expired, used, or of no form: whoever presses gets a new one.
        if (codeOf(error)?.includes('trigger') !== true) throw error
      }
    const { text, blocks } = blocksOf(
      card(form.title, ['It is open for three seconds after it is asked for: once more, please.']),
    )
    const value = JSON.stringify({ form, place })
    const button = {
      type: 'button',
      action_id: 'form:open',
      text: { type: 'plain_text', text: 'Open the form' },
      value,
    }
    if (value.length <= SLACK.buttonValueCharacters)
      await toAsker(
        { text, blocks: [...blocks, { type: 'actions', elements: [button] } as BlockKit['blocks'][number]] },
        where,
      )
    else await toAsker({ text, blocks }, where)
  }

  return {
    toAsker,
    show: (async (answer, where, place = {}) => {
      if (answer.show === 'nothing') return
      if (answer.show === 'form') return open(answer.form, where, place)
      const shown = blocksOf(answer.card)
      if (answer.to === 'only-the-asker') return toAsker(shown, where)
      const { channel, thread } = where
      const said = await attempt(() =>
        post(client, { channel, ...shown, ...(thread === null ? {} : { thread_ts: thread }) }),
      )
      if (!said.ok) await toAsker(shown, where)
    }) satisfies Show,
  }
}
