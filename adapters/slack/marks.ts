/** Which reactions are verdicts, and how Nora's own are put under a message and those of people read. */
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { ChatFailure, MarksShown, VerdictMark } from '../../src/ports/chat.ts'
import type { SlackClient } from './client.ts'
import { attempt, codeOf, failureOf } from './failures.ts'

/** 👍 is none: people thank with it. */
const EMOJI: Readonly<Record<VerdictMark, string>> = {
  approve: 'white_check_mark',
  'request-changes': 'repeat',
  reject: 'x',
}

/** Null for what is no verdict; a skin tone changes nothing. */
export function markOf(reaction: string): VerdictMark | null {
  const name = reaction.replace(/::skin-tone-\d$/, '')
  return (Object.keys(EMOJI) as VerdictMark[]).find((mark) => EMOJI[mark] === name) ?? null
}

type Place = { readonly channel: string; readonly message: string }

export async function seedMarks(
  client: SlackClient,
  { channel, message: timestamp }: Place,
  marks: readonly VerdictMark[],
): Promise<Result<void, ChatFailure>> {
  for (const mark of marks)
    try {
      await client.reactions.add({ channel, timestamp, name: EMOJI[mark] })
    } catch (error) {
      if (codeOf(error) !== 'already_reacted') return fail(failureOf(error))
    }
  return ok(undefined)
}

export async function readMarks(
  client: SlackClient,
  { channel, message: timestamp }: Place,
  botUserId: string,
): Promise<Result<MarksShown, ChatFailure>> {
  const read = await attempt(() => client.reactions.get({ channel, timestamp, full: true }))
  if (!read.ok) return read
  const reactions = (read.value.message?.reactions ?? []).flatMap(({ name = '', users = [], count = users.length }) => {
    const mark = markOf(name)
    return mark === null ? [] : [{ mark, users, count }]
  })
  const marks = reactions.flatMap(({ mark, users }) =>
    users.filter((u) => u !== botUserId).map((userId) => ({ mark, userId })),
  )
  // Of many, Slack names a part and counts all.
  return ok({ marks, isWhole: reactions.every(({ users, count }) => users.length >= count) })
}
