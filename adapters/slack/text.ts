/** Nora's words as Slack reads them, and what people type as Nora reads it. Pure. */

/** Nothing in it is a mention, a link or a mark of Slack's. */
export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const unescape = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** Ends with "…" where something is left out; never inside a pair of surrogates. */
export function cut(text: string, characters: number): string {
  if (text.length <= characters) return text
  const kept = text.slice(0, characters - 1)
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`
}

export const mention = (userId: string): string => `<@${userId}>`

/** `label` is shown; what Slack would read in it is taken out. */
export const link = (label: string, url: string): string =>
  `<${escape(url)}|${escape(label.replaceAll(/[|<>]/g, ' '))}>`

/** What somebody typed, without Slack's marks: `<@U1|ada>` stays as `person` says, links are their addresses. */
export function plain(text: string, person: (userId: string) => string = () => ''): string {
  const read = text
    .replaceAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, (_, userId: string) => person(userId))
    .replaceAll(/<#[A-Z0-9]+(?:\|([^>]*))?>/g, (_, name: string | undefined) => (name ? `#${name}` : ''))
    .replaceAll(/<![^>]*>/g, '')
    .replaceAll(/<(?:mailto:|tel:)?([^|>]+)(?:\|[^>]*)?>/g, '$1')
  return unescape(read)
    .replaceAll(/[^\S\n]+/g, ' ')
    .trim()
}

/** Users who are named in it. */
export const mentioned = (text: string): readonly string[] =>
  [...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)].map((m) => m[1] ?? '')
