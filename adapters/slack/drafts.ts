/** What somebody typed for a form, kept with the button that opens it again. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Form } from '../../commands/command.ts'
import { type FormPlace, zGiven } from './form.ts'
import { SLACK } from './limits.ts'
import { type SlackField, zField } from './payloads.ts'

export type Draft = {
  readonly form: Form
  readonly place: FormPlace
  /** What was sent before. */
  readonly filled: Readonly<Record<string, SlackField>>
}

const zDraft = z.object({
  form: z.object({ title: z.string(), command: z.string(), given: zGiven }),
  place: z.object({
    channel: z.string().nullable(),
    thread: z.string().nullable(),
    files: z.array(z.string()),
    asksChannel: z.boolean(),
  }),
  filled: z.record(z.string(), zField),
})
const zJson = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue('is no JSON')
    return z.NEVER
  }
})
const zKept = z.object({ kept: z.string() })

/** Messages that one person alone sees are gone with a reload of Slack; so may these be. */
const MOST_KEPT = 300

export function createDrafts() {
  const kept = new Map<string, Draft>()

  return {
    /** What the button carries: all of it where Slack lets it, else by what name it is kept here. */
    toButton(draft: Draft): string {
      const text = JSON.stringify(draft)
      if (text.length <= SLACK.buttonValueCharacters) return text
      const key = randomUUID()
      kept.set(key, draft)
      for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest)
      return JSON.stringify({ kept: key })
    },

    /** Null where it is kept no longer. */
    fromButton(value: string): Draft | null {
      const read = zJson.safeParse(value).data
      const named = zKept.safeParse(read)
      return named.success ? (kept.get(named.data.kept) ?? null) : (zDraft.safeParse(read).data ?? null)
    },
  }
}
export type Drafts = ReturnType<typeof createDrafts>
