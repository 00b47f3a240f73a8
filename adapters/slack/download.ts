/** Fetches a file that somebody attached: from Slack's own hosts only, and never a page in place of it. */
import { request } from 'undici'
import { MAX_ASSET_BYTES } from '../../src/domain/asset.ts'
import { SourceLost } from '../../src/domain/failure.ts'
import { bytes } from '../../src/words/say.ts'
import type { FileInHand } from '../../commands/options.ts'
import type { SlackClient } from './client.ts'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { attempt } from './failures.ts'
import { type SlackFile, zFile } from './payloads.ts'

const SLACK_FILES = 'https://files.slack.com'
const NO_SCOPE =
  'Slack sent a page in place of it: an admin must give the app the scope files:read and install it again'

const TOO_LARGE = `it is larger than ${bytes(MAX_ASSET_BYTES)}`

export type Downloads = (files: readonly SlackFile[]) => Promise<readonly FileInHand[]>

export function createDownloads(deps: {
  readonly client: SlackClient
  readonly token: string
  /** Null: Slack itself. Another one's files lie beside its API. */
  readonly apiUrl: string | null
  /** Cuts off what still runs when Nora goes. */
  readonly signal?: AbortSignal
}): Downloads {
  const origins = [SLACK_FILES, ...(deps.apiUrl === null ? [] : [new URL(deps.apiUrl).origin])]

  return async (files) => {
    const inHand: FileInHand[] = []
    for (const file of files) {
      // What cannot be asked is said where the file is kept, with all else that goes wrong.
      const known = isWhole(file) ? ok(file) : await inFull(file)
      const name = known.ok ? (known.value.name ?? known.value.title ?? file.id) : (file.name ?? file.id)
      inHand.push({ name, source: fetchFile(known) })
    }
    return inHand
  }

  async function* fetchFile(known: Result<SlackFile, SourceLost>): AsyncGenerator<Uint8Array> {
    if (!known.ok) throw known.failure
    const whole = known.value
    if ((whole.size ?? 0) > MAX_ASSET_BYTES) throw new SourceLost(TOO_LARGE)
    const address = whole.url_private_download ?? whole.url_private ?? ''
    if (!URL.canParse(address)) throw new SourceLost('Slack named no address for it')
    const url = new URL(address)
    // The token goes to nobody else.
    if (!origins.includes(url.origin)) throw new SourceLost(`it does not lie at Slack but at ${url.host}`)
    const { statusCode, headers, body } = await request(url, {
      headers: { authorization: `Bearer ${deps.token}` },
      signal: deps.signal ?? null,
    }).catch((error: unknown) => {
      throw new SourceLost(error instanceof Error ? error.message : String(error))
    })
    const isPage = String(headers['content-type'] ?? '').startsWith('text/html') && whole.mimetype !== 'text/html'
    if (statusCode !== 200 || isPage) {
      await body.dump()
      if (isPage || statusCode === 401 || statusCode === 403) throw new SourceLost(NO_SCOPE)
      // A sign-in page is where Slack sends those who may not.
      if (statusCode >= 300 && statusCode < 400) throw new SourceLost(NO_SCOPE)
      throw new SourceLost(statusCode === 404 || statusCode === 410 ? 'it was deleted' : `Slack answered ${statusCode}`)
    }
    let received = 0
    try {
      for await (const chunk of body as AsyncIterable<Uint8Array>) {
        received += chunk.byteLength
        if (received > MAX_ASSET_BYTES) throw new SourceLost(TOO_LARGE)
        yield chunk
      }
    } catch (error) {
      throw error instanceof SourceLost ? error : new SourceLost(error instanceof Error ? error.message : String(error))
    }
  }

  async function inFull(file: SlackFile): Promise<Result<SlackFile, SourceLost>> {
    const read = await attempt(() => deps.client.files.info({ file: file.id }))
    const whole = read.ok ? zFile.safeParse(read.value.file) : null
    if (whole?.success === true) return ok(whole.data)
    const failure = read.ok ? null : read.failure
    const reason =
      failure?.type === 'forbidden'
        ? `Nora lacks ${failure.missing}`
        : failure !== null && 'reason' in failure
          ? failure.reason
          : 'Slack does not show it'
    return fail(new SourceLost(reason))
  }
}

/** Forms of some clients, and shared channels, send an id only. */
const isWhole = (file: SlackFile): boolean =>
  file.name != null && file.file_access !== 'check_file_info' && (file.url_private_download ?? file.url_private) != null
