/** May a message call somebody whom it does not concern? What is not forbidden, Discord allows. */
type Message = {
  readonly content?: string
  readonly embeds?: readonly object[]
  readonly message_reference?: object
  readonly allowed_mentions?: { readonly parse?: readonly string[]; readonly users?: readonly string[] }
}

/** In words; null for one that calls one person at most, and for what is no message. */
export function tooLoud(body: unknown): string | null {
  const { data, ...plain } = (body ?? {}) as Message & { readonly data?: Message }
  const message = data ?? plain
  if (message.content === undefined && message.embeds === undefined && message.message_reference === undefined)
    return null
  const { parse, users = [] } = message.allowed_mentions ?? {}
  if (parse === undefined || parse.length > 0) return 'whoever is named in the text is called'
  return users.length > 1 ? `${users.length} people are called` : null
}
