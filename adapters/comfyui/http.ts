/** One request to a ComfyUI server: what it answered, or why it did not. */
import type { Readable } from 'node:stream'
import { Agent, request } from 'undici'
import type { Dispatcher } from 'undici'
import { SECOND } from '../../src/domain/time.ts'
import { readAddress } from './address.ts'
import { parseJson } from './json.ts'

export type Answer = {
  readonly status: number
  /** Parsed where the server said it is JSON and it was; else null. */
  readonly json: unknown
  /** The beginning of any other body. */
  readonly text: string
  /** It was longer than we read. */
  readonly cut: boolean
}

/** `sent` is false when the server certainly never saw the request. */
export type Silence = { readonly reason: string; readonly sent: boolean }
export type Asked = { readonly answered: true; readonly answer: Answer } | ({ readonly answered: false } & Silence)

export type Ask = {
  readonly method?: 'GET' | 'POST'
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as it is, with `headers` that say what it is. */
  readonly body?: Readable
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
  /** An answer longer than this is not read. */
  readonly maxBytes?: number
  /** Until the answer begins. A server's event loop may stand still for seconds while it lists its models. */
  readonly patienceMs?: number
}

export type Http = ReturnType<typeof createHttp>

/** History repeats whole graphs, and the inputs of a node that failed. */
const MAX_BODY = 64 * 1024 * 1024
const MAX_TEXT = 2_000

export function createHttp(o: { readonly url: string; readonly headers?: Readonly<Record<string, string>> }) {
  const { url: base, headers } = readAddress(o.url, o.headers)
  // Apart, so that a question never queues behind gigabytes; how many transfers run at once the lanes decide.
  const questions = new Agent({ connections: 8, pipelining: 1, connect: { timeout: 5 * SECOND } })
  const transfers = new Agent({ connections: 16, pipelining: 1, connect: { timeout: 5 * SECOND } })

  function open(path: string, ask: Ask, dispatcher: Dispatcher): Promise<Dispatcher.ResponseData> {
    const patience = ask.patienceMs ?? 30 * SECOND
    return request(base + path, {
      dispatcher,
      method: ask.method ?? 'GET',
      headers: {
        ...headers,
        ...ask.headers,
        ...(ask.json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(ask.json === undefined ? {} : { body: JSON.stringify(ask.json) }),
      ...(ask.body === undefined ? {} : { body: ask.body }),
      ...(ask.signal === undefined ? {} : { signal: ask.signal }),
      headersTimeout: patience,
      bodyTimeout: 30 * SECOND,
    })
  }

  return {
    /** Throws only what `signal` was aborted with. Redirects are not followed. */
    async ask(path: string, ask: Ask = {}): Promise<Asked> {
      try {
        const response = await open(path, ask, ask.body === undefined ? questions : transfers)
        return { answered: true, answer: await read(response, ask.maxBytes ?? MAX_BODY) }
      } catch (thrown) {
        ask.signal?.throwIfAborted()
        return { answered: false, ...silence(thrown) }
      }
    },

    /** The body is left unread: it must be read, or destroyed. Throws what `signal` was aborted with. */
    async stream(path: string, signal?: AbortSignal): Promise<Dispatcher.ResponseData | Silence> {
      try {
        return await open(path, { signal }, transfers)
      } catch (thrown) {
        signal?.throwIfAborted()
        return silence(thrown)
      }
    },

    async stop(): Promise<void> {
      await Promise.all([questions.destroy(), transfers.destroy()])
    },
  }
}

async function read({ statusCode: status, body, headers }: Dispatcher.ResponseData, maxBytes: number): Promise<Answer> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of body as AsyncIterable<Uint8Array>) {
    bytes += part.length
    // Leaving the loop destroys the body, and its connection with it.
    if (bytes > maxBytes) return { status, json: null, text: '', cut: true }
    parts.push(part)
  }
  const text = Buffer.concat(parts).toString()
  // Errors come as text/plain, and proxies answer with HTML: only what says it is JSON is parsed.
  const json = String(headers['content-type'] ?? '').includes('json') ? parseJson(text) : null
  return { status, json, text: text.slice(0, MAX_TEXT), cut: false }
}

/** Codes under which no byte of the request left this machine for a listening server. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

function silence(thrown: unknown): Silence {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const code = 'code' in error ? String(error.code) : ''
  return { reason: code === '' ? error.message : code, sent: !NEVER_SENT.has(code) }
}
