/** Fetches what people attached: from Discord's own hosts only, never elsewhere, and no more than a file may have. */
import { type APIMessage, Routes } from 'discord.js'
import { request } from 'undici'
import type { FileInHand } from '../../commands/options.ts'
import { MAX_ASSET_BYTES } from '../../src/domain/asset.ts'
import { SourceLost } from '../../src/domain/failure.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { Attachment } from './events.ts'
import type { Api } from './send.ts'

const HOSTS: readonly string[] = ['https://cdn.discordapp.com', 'https://media.discordapp.net']

/** `draft`: of the form that it was given with, before that was sent. */
export type Origin = { readonly from: string; readonly message: string | null; readonly draft?: string | null }

export function createDownloads({
  api,
  kept,
  alsoFrom,
}: {
  readonly api: Api
  /** What was fetched when a form was opened; null where it was not. */
  readonly kept: (draft: string, attachmentId: string) => Promise<AsyncIterable<Uint8Array> | null>
  /** Origins besides Discord's own: where `DISCORD_API_URL` points to. */
  readonly alsoFrom: readonly string[]
}) {
  const origins = [...HOSTS, ...alsoFrom]

  return {
    /** Links die after a while: with the message at hand a fresh one is asked for. Nothing is fetched before it is read. */
    toFile: (attachment: Attachment, { from, message, draft = null }: Origin): FileInHand => ({
      name: attachment.filename,
      ...(attachment.size == null ? {} : { bytes: attachment.size }),
      source: (async function* () {
        const there = draft === null ? null : await kept(draft, attachment.id)
        if (there !== null) return yield* there
        let fetched = await open(attachment.url)
        if (isDead(fetched.statusCode) && message !== null) {
          await fetched.body.dump()
          fetched = await open((await freshLink(from, message, attachment.id)) ?? attachment.url)
        }
        yield* read(fetched, attachment)
      })(),
    }),
  }

  async function open(url: string) {
    if (!URL.canParse(url) || !origins.includes(new URL(url).origin))
      throw new SourceLost('it does not lie with Discord')
    return request(url, { headersTimeout: 30 * SECOND, bodyTimeout: 60 * SECOND }).catch((error: unknown) => {
      throw new SourceLost(`Discord does not hand it out (${error instanceof Error ? error.message : 'no answer'})`)
    })
  }

  async function freshLink(channelId: string, messageId: string, id: string): Promise<string | null> {
    const message = (await api.get(Routes.channelMessage(channelId, messageId))) as APIMessage
    const forwarded = (message.message_snapshots ?? []).flatMap((s) => s.message.attachments)
    return [...message.attachments, ...forwarded].find((a) => a.id === id)?.url ?? null
  }
}
export type Downloads = ReturnType<typeof createDownloads>

const isDead = (status: number): boolean => status === 403 || status === 404 || status === 410

async function* read(
  { statusCode, headers, body }: Awaited<ReturnType<typeof request>>,
  { filename }: Attachment,
): AsyncGenerator<Uint8Array> {
  const type = String(headers['content-type'] ?? '')
  if (statusCode !== 200 || (type.startsWith('text/html') && !/\.html?$/i.test(filename))) {
    await body.dump()
    throw new SourceLost(statusCode === 200 ? 'Discord sent a web page in its place' : `Discord answered ${statusCode}`)
  }
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    yield chunk
    // The vault refuses it by its size; nothing more is fetched for that.
    if (bytes > MAX_ASSET_BYTES) return
  }
}
