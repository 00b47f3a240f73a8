/** Asks the model's server what is said in a sound file. Once, bounded in time and bytes; a failure only means that nobody wrote it down. */
import { APIError, type OpenAI } from 'openai'
import { z } from 'zod'

export type HearOrder = {
  readonly model: string
  readonly sound: Uint8Array<ArrayBuffer>
  readonly mime: string
  readonly timeoutMs: number
  readonly signal: AbortSignal
}
/** `why` follows "the voice-over's words are unknown: ". */
export type HeardSound = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string }

/** What the usual servers take. */
export const MAX_SOUND_BYTES = 25e6
/** Far more than anybody says in the longest film. */
const MAX_ANSWER_BYTES = 256_000
/** Servers know a sound by the end of its name; its own name stays here. */
const ENDINGS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'audio/flac': 'flac',
  'audio/webm': 'webm',
}
const zSaid = z.object({ text: z.string() })

export async function hearSound(client: OpenAI, order: HearOrder): Promise<HeardSound> {
  const timeout = Math.ceil(order.timeoutMs)
  const signal = AbortSignal.any([order.signal, AbortSignal.timeout(timeout)])
  const tooLate = 'the server did not answer in time'
  try {
    const file = new File([order.sound], `voice-over.${ENDINGS[order.mime] ?? 'wav'}`, { type: order.mime })
    const response = await client.audio.transcriptions
      .create({ file, model: order.model, response_format: 'json' }, { signal, timeout })
      .asResponse()
    const said = zSaid.safeParse(await jsonOf(response, signal))
    return said.success && said.data.text.trim() !== ''
      ? { ok: true, text: said.data.text }
      : { ok: false, why: 'the server answered with no words' }
  } catch (error) {
    order.signal.throwIfAborted()
    if (signal.aborted) return { ok: false, why: tooLate }
    // What a server says of itself goes no further.
    const status = error instanceof APIError ? error.status : undefined
    if (status === undefined) return { ok: false, why: 'the server is out of reach' }
    return {
      ok: false,
      why: status === 404 ? 'the server offers no transcripts' : `the server answered HTTP ${status}`,
    }
  }
}

/** Null for what is no JSON, or too long. A body that stalls does not always hear the signal. */
async function jsonOf(response: Response, signal: AbortSignal): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const reader = response.body?.getReader()
  const stop = () => void reader?.cancel().catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      bytes += read.value.length
      if (bytes > MAX_ANSWER_BYTES) return null
      chunks.push(read.value)
    }
    signal.throwIfAborted()
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (error) {
    if (signal.aborted) throw error
    return null
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
}
