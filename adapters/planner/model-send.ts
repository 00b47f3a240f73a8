/** Sends one request to a chat-completions server and says what came of it; nothing of a server's own words goes further. */
import { APIError, type OpenAI } from 'openai'
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { z } from 'zod'
import { SECOND } from '../../src/domain/time.ts'

export type Sent =
  | { readonly is: 'text'; readonly text: string; readonly tokens: number }
  /** The answer stops where its room ended. */
  | { readonly is: 'cut-off'; readonly text: string; readonly tokens: number }
  | { readonly is: 'refused' | 'filtered' | 'empty'; readonly tokens: number }
  /** Worth another try; `afterMs` where the server said when. */
  | { readonly is: 'busy' | 'down' | 'slow'; readonly afterMs: number | null }
  /** The server cannot take what was sent; `about` is what it seems to stumble over. */
  | { readonly is: 'not-understood'; readonly about: 'format' | 'pictures' | 'unknown' }
  | { readonly is: 'hopeless'; readonly why: string }

export type SendOrder = {
  readonly model: string
  readonly messages: ChatCompletionMessageParam[]
  /** Null where the server knows no structured output. */
  readonly format: { readonly name: string; readonly schema: Record<string, unknown> } | null
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

const zParts = z.array(z.object({ text: z.string().catch('') })).transform((parts) => parts.map((p) => p.text).join(''))
const zCompletion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.union([z.string(), zParts]).nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ total_tokens: z.number().catch(0) }).nullish(),
})

export async function send(client: OpenAI, order: SendOrder): Promise<Sent> {
  const { model, messages, format, timeoutMs } = order
  const signal = AbortSignal.any([order.signal, AbortSignal.timeout(timeoutMs)])
  const response_format = format && { type: 'json_schema' as const, json_schema: { ...format, strict: true } }
  try {
    const request = client.chat.completions.create(
      { model, messages, ...(response_format && { response_format }) },
      { signal, timeout: timeoutMs },
    )
    return answerIn(await Promise.race([request, aborted(signal)]))
  } catch (error) {
    return signal.aborted ? { is: 'slow', afterMs: null } : failureIn(error)
  }
}

function answerIn(body: unknown): Sent {
  const completion = zCompletion.safeParse(body)
  const [choice] = completion.data?.choices ?? []
  const tokens = completion.data?.usage?.total_tokens ?? 0
  if (choice === undefined) return { is: 'empty', tokens }
  const { content, refusal } = choice.message
  if (typeof refusal === 'string' && refusal !== '') return { is: 'refused', tokens }
  if (choice.finish_reason === 'content_filter') return { is: 'filtered', tokens }
  const text = content ?? ''
  if (choice.finish_reason === 'length') return { is: 'cut-off', text, tokens }
  return text.trim() === '' ? { is: 'empty', tokens } : { is: 'text', text, tokens }
}

/** Errors of the client carry what the server said, its account and parts of the key: only their kind is used. */
function failureIn(error: unknown): Sent {
  if (!(error instanceof APIError)) return { is: 'down', afterMs: null }
  const { status, code } = error
  if (status === undefined) return { is: 'down', afterMs: null }
  const afterMs = waitIn(error.headers)
  if (code === 'insufficient_quota') return { is: 'hopeless', why: 'has no quota left' }
  if (status === 429) return { is: 'busy', afterMs }
  if (status >= 500 || status === 408 || status === 409) return { is: 'down', afterMs }
  if (status === 401 || status === 403) return { is: 'hopeless', why: 'does not accept the key' }
  if (status === 404) return { is: 'hopeless', why: 'is not known to the server' }
  if (status === 400 || status === 413 || status === 415 || status === 422)
    return { is: 'not-understood', about: stumblesOver(error.message) }
  return { is: 'hopeless', why: `cannot be asked (HTTP ${status})` }
}

const stumblesOver = (message: string): 'format' | 'pictures' | 'unknown' =>
  /response_format|json_?schema|structured|grammar|guided/i.test(message)
    ? 'format'
    : /image|vision|multi-?modal|picture|content\.\d/i.test(message)
      ? 'pictures'
      : 'unknown'

/** Seconds, milliseconds or a date, as RFC 9110 and the usual servers have it. */
function waitIn(headers: Headers | undefined): number | null {
  const exact = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (exact >= 0) return exact
  const said = headers?.get('retry-after') ?? ''
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(said)) return Number(said) * SECOND
  const at = Date.parse(said)
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now())
}

/** A body that stalls does not always hear the signal. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, fail) => {
    if (signal.aborted) fail(new Error('aborted'))
    signal.addEventListener('abort', () => fail(new Error('aborted')), { once: true })
  })
