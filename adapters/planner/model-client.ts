/** Asks a language model for one JSON answer within a bound: waits where it is busy, asks once more where it answered badly, then gives up. */
import { setTimeout as pause } from 'node:timers/promises'
import { OpenAI } from 'openai'
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { SECOND } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'
import { type HeardSound, type HearOrder, hearSound } from './model-hear.ts'
import { send } from './model-send.ts'
import { type ModelQuestion, openingOf, readAnswer, repairOf, type Skills, without } from './model-turns.ts'

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
  /** Likewise. */
  hear(order: HearOrder): Promise<HeardSound>
}

/**
 * One place for every bound on talking to a model. A plan that is asked for once more, for its faults, is asked for in the
 * first half of its time and gets the second; notes have people waiting.
 */
export const MODEL_LIMITS = {
  planMs: 90 * SECOND,
  againMs: 45 * SECOND,
  noteMs: 25 * SECOND,
  hearMs: 30 * SECOND,
  attempts: 6,
  hiccups: 3,
  backoffMs: 500,
} as const
/** A request that hangs leaves time for another. */
const SHARE_OF_TOTAL = 0.55

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
    async hear(order) {
      const heard = await hearSound(client, order)
      const record = { model: order.model, bytes: order.sound.length }
      if (heard.ok) o.log.info('model-heard', record)
      else o.log.warn('model-did-not-hear', { ...record, why: heard.why })
      return heard
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
