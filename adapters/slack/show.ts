/** Shows an answer to who asked: to them alone or to all, as a form, or not at all. */
import { request } from 'undici'
import type { Answer } from '../../commands/command.ts'
import type { Log } from '../../src/ports/log.ts'
import { card } from '../../src/words/card.ts'
import { blocksOf, type BlockKit } from './blocks.ts'
import { post, type SlackClient } from './client.ts'
import { createDrafts, type Draft } from './drafts.ts'
import { attempt, codeOf } from './failures.ts'
import { type FormPlace, modalOf } from './form.ts'

export type Where = {
  /** Empty outside of any, as in App Home. */
  readonly channel: string
  readonly user: string
  readonly thread: string | null
  /** For a form; null where nothing was pressed. */
  readonly triggerId: string | null
  /** The address that came with a command or a button; works where Nora is not in the channel. */
  readonly respond: ((message: object) => Promise<unknown>) | null
}

/** Null where Slack gave no address. */
export const respondTo = (url: string | null | undefined): Where['respond'] =>
  url == null
    ? null
    : async (message) => {
        const headers = { 'content-type': 'application/json' }
        const { statusCode, body } = await request(url, { method: 'POST', headers, body: JSON.stringify(message) })
        await body.dump()
        if (statusCode >= 300) throw new Error(`Slack answered ${statusCode}`)
      }

/** `draft`: what was typed, to be had again where it was refused. */
export type Show = (
  answer: Answer,
  where: Where,
  /** `replaces`: in the place of the message that was pressed. */
  o?: Partial<FormPlace> & { readonly draft?: Draft; readonly replaces?: boolean },
) => Promise<void>

const LATE = 'Slack did not open the form in time. Press the button, and it opens as it was.'
const LOST = 'What you typed is no longer here, because I was started again since. Begin anew with /brief.'

export function createShow({ client, log }: { readonly client: SlackClient; readonly log: Log }) {
  const drafts = createDrafts()

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
      channel === ''
        ? post(client, { channel: user, text, blocks })
        : client.chat.postEphemeral({ channel, user, text, blocks, ...(thread === null ? {} : { thread_ts: thread }) }),
    )
    if (!said.ok && !(await byAddress())) log.warn('slack-answer-lost', { channel, failure: said.failure.type })
  }

  async function open(draft: Draft, where: Where): Promise<void> {
    const view = modalOf(draft.form, draft.place, draft.filled)
    if (where.triggerId !== null)
      try {
        await client.views.open({ trigger_id: where.triggerId, view })
        return
      } catch (error) {
        // Expired, used, or of no form: whoever presses gets a new one.
        if (codeOf(error)?.includes('trigger') !== true) throw error
      }
    await toAsker(withButton(blocksOf(card(draft.form.title, [LATE])), 'Open the form', draft), where)
  }

  const withButton = ({ text, blocks }: BlockKit, label: string, draft: Draft): BlockKit => ({
    text,
    blocks: [
      ...blocks,
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'form:open',
            text: { type: 'plain_text', text: label },
            value: drafts.toButton(draft),
          },
        ],
      },
    ],
  })

  const show: Show = async (answer, where, { draft, replaces = false, ...o } = {}) => {
    if (answer.show === 'nothing') return
    const { channel, thread } = where
    const place = { channel, thread, files: [], asksChannel: false, ...o }
    if (answer.show === 'form') return open({ form: answer.form, place, filled: {} }, where)
    const shown = blocksOf(answer.card)
    if (answer.isRefusal === true && draft !== undefined)
      return toAsker(withButton(shown, 'Open the form', draft), where)
    if (replaces && answer.isRefusal !== true) return void (await where.respond?.({ replace_original: true, ...shown }))
    if (answer.to === 'only-the-asker') return toAsker(shown, where)
    const said = await attempt(() =>
      post(client, { channel, ...shown, ...(thread === null ? {} : { thread_ts: thread }) }),
    )
    if (!said.ok) await toAsker(shown, where)
  }

  return {
    toAsker,
    show,
    /** A form that was not opened, or not taken, with what was typed. */
    async reopen(value: string, where: Where): Promise<void> {
      const draft = drafts.fromButton(value)
      if (draft === null) return toAsker(blocksOf(card('Gone', [LOST])), where)
      await open(draft, where)
    },
  }
}
