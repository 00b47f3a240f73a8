/** What is written to a model in each turn: the question, with what its server knows, and what to mend. */
import type { ChatCompletionContentPart, ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { jsonIn } from './model-json.ts'
import type { Sent } from './model-send.ts'

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

const MAX_ERRORS_TOLD = 12
const MAX_ECHO = 24_000

/** What a server was found not to know, by model. */
export type Skills = { readonly format: boolean; readonly pictures: boolean }

export function readAnswer<T>(question: ModelQuestion<T>, sent: Extract<Sent, { tokens: number }>): Read<T> {
  const text = 'text' in sent ? sent.text : ''
  const json = jsonIn(text)
  if (json !== undefined) return question.read(json)
  const cut = sent.is === 'cut-off' ? 'Your answer was cut off before its end. Be much briefer.' : null
  return { ok: false, errors: [cut ?? 'Your answer holds no JSON object.'] }
}

export const openingOf = <T>(question: ModelQuestion<T>, skills: Skills): ChatCompletionMessageParam[] => {
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
export function without(about: 'format' | 'pictures' | 'unknown', skills: Skills, showed: boolean): Skills | null {
  const canDrop = { format: skills.format, pictures: showed }
  if (about === 'pictures' && canDrop.pictures) return { ...skills, pictures: false }
  if (canDrop.format) return { ...skills, format: false }
  return canDrop.pictures ? { ...skills, pictures: false } : null
}

export const repairOf = (text: string, errors: readonly string[]): ChatCompletionMessageParam[] => [
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
