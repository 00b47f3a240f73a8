/** What somebody was answered, and who could see it: kept by Discord's own rules from the requests that a bot makes. */
import type { APIEmbed } from 'discord.js'

const PRIVATE = 64
const [MESSAGE, PUT_OFF, UPDATE] = [4, 5, 7] as const

type Body = {
  readonly type?: number
  readonly data?: Body
  readonly flags?: number
  readonly content?: string
  readonly embeds?: readonly APIEmbed[]
  readonly components?: readonly { readonly components?: readonly object[] }[]
  readonly choices?: readonly { readonly name: string; readonly value: string }[]
  readonly custom_id?: string
  readonly title?: string
}
export type Seen = { readonly isPrivate: boolean; readonly body: Body; readonly words: string }
export type Answered = {
  /** How it was first answered: 4 at once, 5 put off, 6 and 7 on the message of the button, 8 with choices, 9 with a form. */
  readonly first: number
  /** Who saw that Nora was thinking; null where she was not seen to. */
  readonly isThinkingPrivate: boolean | null
  /** What stands there now. */
  readonly seen: readonly Seen[]
  /** What was put off has been said or taken back. */
  readonly isSettled: boolean
  readonly opening: Body
}

export function createAnswers() {
  const of = new Map<string, Answered>()
  const wordsOf = ({ content = '', embeds = [] }: Body): string =>
    [content, ...embeds.flatMap((e) => [e.title ?? '', e.description ?? ''])].filter((t) => t !== '').join('\n')
  const seen = (body: Body, isPrivate: boolean): Seen => ({ isPrivate, body, words: wordsOf(body) })
  const isPrivate = (body: Body): boolean => ((body.flags ?? 0) & PRIVATE) !== 0

  return {
    of: (token: string): Answered | null => of.get(token) ?? null,

    note(method: string, route: string, body: unknown): void {
      const said = (body ?? {}) as Body
      const [, first] = /^\/interactions\/\d+\/([^/]+)\/callback$/.exec(route) ?? []
      if (first !== undefined) return begin(first, said)
      const [, token = '', original] = /^\/webhooks\/\d+\/([^/]+)(\/messages\/@original)?$/.exec(route) ?? []
      const known = of.get(token)
      if (known === undefined) return
      const [top, ...rest] = known.seen
      const isOriginal = original !== undefined
      // What was put off keeps the visibility that it was put off with.
      const kept = known.first === PUT_OFF ? known.isThinkingPrivate === true : (top?.isPrivate ?? false)
      if (method === 'DELETE' && isOriginal) of.set(token, { ...known, isSettled: true, seen: rest })
      if (method === 'PATCH' && isOriginal)
        of.set(token, { ...known, isSettled: true, seen: [seen(said, kept), ...rest] })
      if (method === 'POST') of.set(token, { ...known, seen: [...known.seen, seen(said, isPrivate(said))] })
    },
  }

  function begin(token: string, { type = 0, data = {} }: Body): void {
    const isThinkingPrivate = type === PUT_OFF ? isPrivate(data) : null
    const shows = type === MESSAGE || type === UPDATE
    of.set(token, {
      first: type,
      isThinkingPrivate,
      seen: shows ? [seen(data, isPrivate(data))] : [],
      isSettled: false,
      opening: data,
    })
  }
}
