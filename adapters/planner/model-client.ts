/** Asks a language model for one JSON answer within a bound: waits where it is busy, asks once more where it answered badly, then gives up. */
import { setTimeout as pause } from 'node:timers/promises'
import { OpenAI } from 'openai'
import type { ChatCompletionContentPart, ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { SECOND } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'
import { jsonIn } from './model-json.ts'
import { send, type Sent } from './model-send.ts'

/** What is wrong with an answer, one sentence each; the model gets to read it. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly string[] }

export type ModelQuestion<T> = {
  /** Of the form, for the server. */
  readonly name: string
  readonly model: string
  readonly system: string
  readonly text: string
  readonly pictures: readonly { readonly label: string; readonly dataUrl: string }[]
  readonly schema: Record<string, unknown>
  readonly read: (json: unknown) => Read<T>
  readonly signal: AbortSignal
  /** Over all attempts. */
  readonly totalMs: number
}

export type Asked = {
  /** Requests, those that failed among them. */
  readonly attempts: number
  readonly tokens: number
  /** Whether any request held the pictures. */
  readonly showed: boolean
}
export type ModelAnswer<T> = Asked &
  ({ readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string })

export interface ModelClient {
  /** A failure says why in words that follow "the model". Throws only when `signal` is aborted. */
  ask<T>(question: ModelQuestion<T>): Promise<ModelAnswer<T>>
}

/** One place for every bound on talking to a model; `totalMs` is per plan, notes wait in front of people. */
export const MODEL_LIMITS = {
  planMs: 90 * SECOND,
  noteMs: 25 * SECOND,
  attempts: 6,
  hiccups: 3,
  backoffMs: 500,
} as const
/** A request that hangs leaves time for another. */
const SHARE_OF_TOTAL = 0.55
const MAX_ERRORS_TOLD = 12
const MAX_ECHO = 24_000

/** What a server was found not to know, by model. */
type Skills = { readonly format: boolean; readonly pictures: boolean }

export function createModelClient(o: {
  /** Null: the server wants none. */
  readonly apiKey: string | null
  /** Null: OpenAI's own. */
  readonly baseUrl: string | null
  readonly log: Log
  readonly backoffMs?: number
}): ModelClient {
  const client = new OpenAI({
    apiKey: o.apiKey ?? 'none',
    ...(o.apiKey === null && { defaultHeaders: { authorization: null } }),
    baseURL: o.baseUrl ?? 'https://api.openai.com/v1',
    // Nothing comes from the environment behind the house's back, and nothing is retried or logged but by us.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    logLevel: 'off',
  })
  const known = new Map<string, Skills>()
  const backoff = (n: number): number => (o.backoffMs ?? MODEL_LIMITS.backoffMs) * 2 ** (n - 1)

  return {
    async ask(question) {
      const began = performance.now()
      const asked = await askWithin(question, () => question.totalMs - (performance.now() - began))
      const { ok, attempts, tokens } = asked
      const record = {
        model: question.model,
        for: question.name,
        attempts,
        tokens,
        ms: Math.round(performance.now() - began),
      }
      if (ok) o.log.info('model-answered', record)
      else o.log.warn('model-gave-up', { ...record, why: asked.why })
      return asked
    },
  }

  async function askWithin<T>(question: ModelQuestion<T>, left: () => number): Promise<ModelAnswer<T>> {
    const { model, signal, totalMs } = question
    let skills = known.get(model) ?? { format: true, pictures: true }
    let counted = { attempts: 0, tokens: 0, showed: false }
    let repair: ChatCompletionMessageParam[] = []
    let hiccups = 0
    const giveUp = (why: string): ModelAnswer<T> => ({ ok: false, why, ...counted })
    const tooLate = `did not answer within ${Math.round(totalMs / SECOND)} seconds`

    while (counted.attempts < MODEL_LIMITS.attempts) {
      signal.throwIfAborted()
      if (left() <= 0) return giveUp(tooLate)
      const showed = skills.pictures && question.pictures.length > 0
      const sent = await send(client, {
        model,
        messages: [...openingOf(question, skills), ...repair],
        format: skills.format ? { name: question.name, schema: question.schema } : null,
        timeoutMs: Math.ceil(Math.min(left(), totalMs * SHARE_OF_TOTAL)),
        signal,
      })
      signal.throwIfAborted()
      const tokens = 'tokens' in sent ? sent.tokens : 0
      counted = {
        attempts: counted.attempts + 1,
        tokens: counted.tokens + tokens,
        showed: counted.showed || showed,
      }
      switch (sent.is) {
        case 'refused':
          return giveUp('declined to answer')
        case 'filtered':
          return giveUp("was stopped by its provider's filter")
        case 'hopeless':
          return giveUp(sent.why)
        case 'not-understood': {
          const less = without(sent.about, skills, showed)
          if (less === null) return giveUp('does not understand what it is sent')
          skills = less
          continue
        }
        case 'busy':
        case 'down':
        case 'slow': {
          hiccups += 1
          const waitMs = sent.afterMs ?? (sent.is === 'slow' ? 0 : backoff(hiccups))
          if (sent.is === 'busy' && waitMs >= left()) return giveUp('is too busy')
          if (left() - waitMs <= 0) return giveUp(tooLate)
          if (hiccups >= MODEL_LIMITS.hiccups) return giveUp(GAVE_UP[sent.is])
          await pause(waitMs, undefined, { signal })
          continue
        }
        case 'text':
        case 'cut-off':
        case 'empty': {
          known.set(model, skills)
          const read = readAnswer(question, sent)
          if (read.ok) return { ok: true, value: read.value, ...counted }
          if (repair.length > 0) return giveUp('gave an answer twice that cannot be used')
          repair = repairOf('text' in sent ? sent.text : '', read.errors)
        }
      }
    }
    return giveUp('gave no usable answer')
  }
}

const GAVE_UP = { busy: 'is too busy', down: 'is out of reach', slow: 'does not answer' } as const

function readAnswer<T>(question: ModelQuestion<T>, sent: Extract<Sent, { tokens: number }>): Read<T> {
  const text = 'text' in sent ? sent.text : ''
  const json = jsonIn(text)
  if (json !== undefined) return question.read(json)
  const cut = sent.is === 'cut-off' ? 'Your answer was cut off before its end. Be much briefer.' : null
  return { ok: false, errors: [cut ?? 'Your answer holds no JSON object.'] }
}

const openingOf = <T>(question: ModelQuestion<T>, skills: Skills): ChatCompletionMessageParam[] => {
  const form = skills.format ? '' : `\n\nYour answer fits this JSON schema:\n${JSON.stringify(question.schema)}`
  const shown = skills.pictures ? question.pictures : []
  const parts: ChatCompletionContentPart[] = shown.flatMap(({ label, dataUrl }) => [
    { type: 'text' as const, text: label },
    { type: 'image_url' as const, image_url: { url: dataUrl } },
  ])
  return [
    { role: 'system', content: question.system + form },
    // Servers of text models take a string only.
    { role: 'user', content: parts.length === 0 ? question.text : [{ type: 'text', text: question.text }, ...parts] },
  ]
}

/** What to leave out next; null when nothing is left to leave out. */
function without(about: 'format' | 'pictures' | 'unknown', skills: Skills, showed: boolean): Skills | null {
  const canDrop = { format: skills.format, pictures: showed }
  if (about === 'pictures' && canDrop.pictures) return { ...skills, pictures: false }
  if (canDrop.format) return { ...skills, format: false }
  return canDrop.pictures ? { ...skills, pictures: false } : null
}

const repairOf = (text: string, errors: readonly string[]): ChatCompletionMessageParam[] => [
  { role: 'assistant', content: text.slice(0, MAX_ECHO) || '{}' },
  {
    role: 'user',
    content: [
      'That answer cannot be used:',
      ...errors.slice(0, MAX_ERRORS_TOLD).map((error) => `- ${error}`),
      'Answer once more with the whole JSON object, and change nothing that was right.',
    ].join('\n'),
  },
]
