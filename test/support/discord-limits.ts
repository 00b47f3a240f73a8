/** What of a message is beyond what Discord takes from a bot, in words; an empty list for one that is well. */
import type { APIEmbed, RESTPostAPIChannelMessageJSONBody } from 'discord.js'

type Message = Pick<
  RESTPostAPIChannelMessageJSONBody,
  'content' | 'embeds' | 'components' | 'nonce' | 'attachments' | 'allowed_mentions'
>
type Component = {
  readonly custom_id?: string
  readonly label?: string | null
  readonly options?: readonly { readonly label: string; readonly value: string }[]
  readonly components?: readonly Component[]
}

const size = ({ title, description, footer, author, fields = [] }: APIEmbed): number =>
  [title, description, footer?.text, author?.name, ...fields.flatMap((f) => [f.name, f.value])].reduce(
    (sum, text) => sum + (text?.length ?? 0),
    0,
  )

/** `files`: the names of what comes with it; null where none can, or where some are there from before. */
export function beyondLimits(message: Message, files: readonly string[] | null = null): readonly string[] {
  const wrong: string[] = []
  const most = (what: string, is: number, limit: number) => {
    if (is > limit) wrong.push(`${what}: ${is} of ${limit}`)
  }
  const { content, embeds, components, nonce, allowed_mentions: mentions } = message
  most('content', content?.length ?? 0, 2000)
  most('nonce', String(nonce ?? '').length, 25)
  most('embeds', embeds?.length ?? 0, 10)
  most(
    'all embeds',
    (embeds ?? []).reduce((sum, e) => sum + size(e), 0),
    6000,
  )
  for (const embed of embeds ?? []) {
    most('embed title', embed.title?.length ?? 0, 256)
    most('embed description', embed.description?.length ?? 0, 4096)
    if (size(embed) === 0 && embed.image == null) wrong.push('an embed that holds nothing')
    const picture = /^attachment:\/\/(.*)$/.exec(embed.image?.url ?? '')?.[1]
    if (files !== null && picture !== undefined && !files.includes(picture))
      wrong.push(`a picture that does not come with it: ${picture}`)
  }
  wrong.push(...ofRows((components ?? []) as readonly Component[]))
  if (JSON.stringify(mentions?.parse ?? []).includes('"users"') && (mentions?.users ?? []).length > 0)
    wrong.push('all users are called, and some by name')
  if (new Set(mentions?.users).size < (mentions?.users ?? []).length) wrong.push('a user is called twice')
  if (files !== null) wrong.push(...ofFiles(message, files))
  return wrong
}

function ofRows(rows: readonly Component[]): readonly string[] {
  const wrong: string[] = []
  const most = (what: string, is: number, limit: number) => {
    if (is > limit) wrong.push(`${what}: ${is} of ${limit}`)
  }
  most('rows', rows.length, 5)
  const parts = rows.flatMap((row) => row.components ?? [])
  for (const row of rows) {
    most('buttons of a row', row.components?.length ?? 0, 5)
    if (row.components?.some((p) => p.options !== undefined)) most('lists of a row', row.components.length, 1)
  }
  for (const part of parts) {
    most('custom id', part.custom_id?.length ?? 0, 100)
    most('label', part.label?.length ?? 0, 80)
    most('options', part.options?.length ?? 0, 25)
    for (const o of part.options ?? []) {
      most('option label', o.label.length, 100)
      most('option value', o.value.length, 100)
    }
    if (isTwice((part.options ?? []).map((o) => o.value))) wrong.push('two options of a list have one value')
  }
  if (isTwice(parts.flatMap((p) => p.custom_id ?? []))) wrong.push('two buttons have one custom id')
  return wrong
}

function ofFiles({ content, embeds, attachments }: Message, files: readonly string[]): readonly string[] {
  const wrong: string[] = []
  if (files.length > 10) wrong.push(`files: ${files.length} of 10`)
  if ((content ?? '') === '' && (embeds ?? []).length === 0 && files.length === 0) wrong.push('a message that is empty')
  for (const { id, filename } of attachments ?? []) {
    const named = files[Number(id)]
    if (named === undefined) wrong.push(`an attachment of no file: ${id}`)
    else if (filename != null && filename !== named) wrong.push(`${named} is described as ${filename}`)
  }
  return wrong
}

export const isTwice = (all: readonly string[]): boolean => new Set(all).size < all.length
