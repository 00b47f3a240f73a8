/**
 * By what is a message of ours known again, once Discord has forgotten its nonce? Where it has a card, the title leads to
 * the film's place in Discord, and that address carries the mark; where it has files alone, their alternative text does.
 */
import { createHash } from 'node:crypto'
import { type APIEmbed, type APIMessage, type REST, type RESTPostAPIChannelMessageJSONBody, Routes } from 'discord.js'
import type { ChatFile } from '../../src/ports/chat.ts'
import { LIMITS } from './limits.ts'
import { isCode } from './trouble.ts'

type Body = RESTPostAPIChannelMessageJSONBody
export type ToSend = {
  readonly guild: string
  readonly channelId: string
  readonly isThread: boolean
  readonly body: Body
  readonly files: readonly ChatFile[]
}

/** Messages of which the address is held, so that an edit need not ask for it. */
const MOST_HELD = 1000
/** Read out by screen readers, so it is no longer than it must be. */
const REFERENCE = 12

/** Of 150 bits; also what Discord itself knows the message by for some minutes. */
export const markOf = (key: string): string =>
  createHash('sha256').update(key).digest('base64url').slice(0, LIMITS.nonce)

export function withMark({ guild, channelId, body, files }: ToSend, mark: string): Body {
  const url = `https://discord.com/channels/${guild}/${channelId}?ref=${mark}`
  if (body.embeds !== undefined && body.embeds.length > 0) return { ...body, embeds: withAddress(body.embeds, url) }
  const described = files.map((f, i) => ({ id: String(i), filename: f.name, description: altOf(f.name, mark) }))
  return { ...body, attachments: described }
}

/** Pictures that have one address are shown side by side. */
export const withAddress = (embeds: readonly APIEmbed[], url: string | null): APIEmbed[] =>
  embeds.map((e) => (url === null ? e : { ...e, url }))

export const isMarked = (there: APIMessage, mark: string): boolean =>
  there.embeds.some((e) => addressHas(e.url, mark)) ||
  there.attachments.some((a) => a.description?.endsWith(`(${mark.slice(0, REFERENCE)})`) === true)

const addressHas = (url: string | undefined, mark: string): boolean =>
  url !== undefined && URL.canParse(url) && new URL(url).searchParams.get('ref') === mark

const altOf = (name: string, mark: string): string => `${name} (${mark.slice(0, REFERENCE)})`

/** The address that a card of ours leads to, so that it keeps its mark when it is edited. */
export function createAddresses(api: Pick<REST, 'get'>) {
  const held = new Map<string, string | null>()
  return {
    /** Null for a card that has none. Asks Discord once for what this process did not send. */
    async of(channelId: string, messageId: string): Promise<string | null> {
      const known = held.get(messageId)
      if (known !== undefined) return known
      const url = await addressAt(channelId, messageId)
      held.set(messageId, url)
      for (const oldest of held.keys()) if (held.size > MOST_HELD) held.delete(oldest)
      return url
    },
  }

  async function addressAt(channelId: string, messageId: string): Promise<string | null> {
    try {
      const { embeds } = (await api.get(Routes.channelMessage(channelId, messageId))) as Pick<APIMessage, 'embeds'>
      return embeds.find((e) => e.url !== undefined)?.url ?? null
    } catch (error) {
      // Who may write there may not be allowed to read what was written before.
      if (isCode(error, 'missingAccess', 'missingPermission')) return null
      throw error
    }
  }
}
