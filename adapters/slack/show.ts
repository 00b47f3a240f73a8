/** Shows an answer to who asked: to them alone or to all, as a form, or not at all. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer } from '../../commands/command.ts'
import { fail } from '../../src/domain/result.ts'
import { SECOND } from '../../src/domain/time.ts'
import { card } from '../../src/words/card.ts'
import { blocksOf, type BlockKit } from './blocks.ts'
import { post } from './client.ts'
import { createDrafts, type Draft } from './drafts.ts'
import { attempt, attemptEffect, isForNow } from './failures.ts'
import { type FormPlace, modalOf } from './form.ts'
import { createToAsker, inThread, NotShown, type Where } from './to-asker.ts'

export type { Where } from './to-asker.ts'

/** `draft`: what was typed, to be had again where it was refused. */
export type Show = (
  answer: Answer,
  where: Where,
  /** `replaces`: in the place of the message that was pressed. */
  o?: Partial<FormPlace> & { readonly draft?: Draft; readonly replaces?: boolean },
) => Promise<void>

/** What opens a form is of no use to Slack after three seconds. */
const OPENING_MS = 5 * SECOND
const LATE = 'Slack did not open the form in time. Press the button, and it opens as it was.'
const LOST = 'What you typed is no longer here, because I was started again since. Begin anew with /brief.'

export function createShow(deps: Parameters<typeof createToAsker>[0]) {
  const { client, log, signal } = deps
  const drafts = createDrafts()
  const toAsker = createToAsker(deps)

  async function open(draft: Draft, where: Where): Promise<void> {
    const view = modalOf(draft.form, draft.place, draft.filled)
    if (where.triggerId !== null) {
      const trigger_id = where.triggerId
      const late = fail({ type: 'unreachable', reason: 'the form was not opened in time' } as const)
      const opened = await Promise.race([
        attempt(() => client.views.open({ trigger_id, view })),
        pause(OPENING_MS, late, { ref: false }),
      ])
      if (opened.ok) return
      // Whoever presses the button opens it anew, and what was typed is there.
      log.warn('slack-form-not-opened', { channel: where.channel, failure: opened.failure })
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
    if (replaces && answer.isRefusal !== true) return inItsPlace(shown, where)
    if (answer.to === 'only-the-asker') return toAsker(shown, where)
    await toAll(shown, where)
  }

  async function inItsPlace(shown: BlockKit, where: Where): Promise<void> {
    const said = await where.respond?.({ replace_original: true, ...shown }, signal)
    if (said === undefined || said.ok) return
    if (isForNow(said.failure)) throw new NotShown(said.failure, () => inItsPlace(shown, where))
    await toAsker(shown, where)
  }

  async function toAll(shown: BlockKit, where: Where): Promise<void> {
    const { channel, thread } = where
    const said = await attemptEffect(() => post(client, { channel, ...shown, ...inThread(thread) }))
    if (said.ok) return
    // What all may see yet is not said to them twice.
    const mayFollow = 'mayFollow' in said.failure
    if (isForNow(said.failure) && !mayFollow) throw new NotShown(said.failure, () => toAll(shown, where))
    await toAsker(shown, where)
  }

  return {
    toAsker,
    show,
    drafts,
    /** A form that was not opened, or not taken, with what was typed. */
    async reopen(value: string, where: Where): Promise<void> {
      const draft = drafts.fromButton(value)
      if (draft === null) return toAsker(blocksOf(card('Gone', [LOST])), where)
      await open(draft, where)
    },
  }
}
