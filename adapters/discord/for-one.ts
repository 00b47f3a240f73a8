/** What is for its asker alone, asked for in words that everybody reads: it is kept for a day, and shown to them when they press for it. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { commandNamed } from '../../commands/catalogue.ts'
import { audienceOf, refuse, say } from '../../commands/command.ts'
import type { Typed } from '../../commands/parse-command.ts'
import { runCommand } from '../../commands/run.ts'
import { type BriefId, parseId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import { type Card, card } from '../../src/words/card.ts'
import type { Door } from './door.ts'
import type { Event } from './reply.ts'

const SHOW = /^show ([0-9a-f-]{36})$/
const OLD = refuse('That answer is from long ago, and is kept no longer: ask me again.')
const NOT_YOURS = refuse('That answer is for who asked for it: ask me yourself.')

const zButton = z.object({
  label: z.string(),
  verb: z.string(),
  value: z.string(),
  style: z.enum(['primary', 'plain', 'danger']),
})
const zKept = z.object({
  userId: z.string(),
  what: z.union([
    z.object({
      command: z.string(),
      given: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      briefId: z.string().nullable(),
    }),
    z.object({
      title: z.string(),
      lines: z.array(z.string()),
      links: z.array(z.object({ label: z.string(), url: z.string() })),
      buttons: z.array(zButton),
    }),
  ]),
})
type Kept = z.output<typeof zKept>

/** It changes nothing, so it is run when it is asked to be seen. What is said of `help` may be read by everybody. */
export const isShownToOne = ({ command, given }: Typed): boolean =>
  command.access === 'see' && command.name !== 'help' && audienceOf(command, given) === 'only-the-asker'

export function createForOne({ nora, door }: { readonly nora: Nora; readonly door: Door }) {
  /** What everybody reads in its place. */
  async function keep(kept: z.input<typeof zKept>): Promise<Card> {
    const draft = randomUUID()
    await nora.keepDraft(draft, kept)
    return card('The answer is for you alone', [], {
      buttons: [{ label: 'Show me', verb: 'show', value: draft, style: 'primary' }],
    })
  }

  return {
    /** Before it was run. */
    command: (userId: string, { command, given }: Typed, briefId: BriefId | null): Promise<Card> =>
      keep({ userId, what: { command: command.name, given: given as Given, briefId } }),

    /** What came of it. */
    card: (userId: string, { title, lines, links, buttons }: Card): Promise<Card> =>
      keep({ userId, what: { title, lines: [...lines], links: [...links], buttons: [...buttons] } }),

    isOne: (text: string): boolean => SHOW.test(text),

    async show(text: string, event: Event): Promise<void> {
      const kept = zKept.safeParse(await nora.readDraft(SHOW.exec(text)?.[1] ?? '')).data
      if (kept === undefined) return event.reply.answer(OLD)
      if (kept.userId !== event.speaker.userId) return event.reply.answer(NOT_YOURS)
      return event.reply.answer(await answerOf(kept.what, event))
    },
  }

  async function answerOf(what: Kept['what'], { interaction, where, speaker }: Event) {
    if ('title' in what) return say(card(what.title, what.lines, what))
    const command = commandNamed(what.command)
    if (command?.access !== 'see') return OLD
    const asked = await door.asked(where, speaker, interaction.id)
    const briefId = what.briefId === null ? asked.briefId : parseId('brief', what.briefId)
    return runCommand(nora, command, { ...asked, briefId }, what.given)
  }
}
export type ForOne = ReturnType<typeof createForOne>
type Given = Readonly<Record<string, string | number | boolean>>
