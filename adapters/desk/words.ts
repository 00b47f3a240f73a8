/** What the desk calls things, and how it writes times, lengths and sizes. */
import { html } from 'hono/html'
import { dateAndTime } from '../../src/words/say.ts'

export type Html = ReturnType<typeof html>
export const NOTHING = html``

/** As it goes over the wire; nothing that the desk writes is waited for. */
export function textOf(part: Html): string {
  if (part instanceof Promise) throw new TypeError('A part of a page was not there yet')
  return part.toString()
}

/** Scripts put it into the reader's own zone. */
export const when = (at: Date) =>
  html`<time datetime="${at.toISOString()}">${dateAndTime(at.toISOString()).replace(' UTC', '')} UTC</time>`

/** "0:07", "1:02:03". */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds + 1e-6)
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const rest = `${Math.floor((whole % 3600) / 60)}:${two(whole % 60)}`
  return hours === 0 ? rest : `${hours}:${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`
}

/** "close-up" stays, "push-in" stays: hyphens belong to them; "extreme-close-up" reads better with a space first. */
export const spoken = (name: string): string => name.replace(/^(extreme|medium)-/, '$1 ').replace(/^(pan|tilt)-/, '$1 ')

/** "about 3 min", "a moment". */
export function wait(ms: number | null): string {
  if (ms === null) return 'no host is up'
  if (ms < 15_000) return 'a moment'
  if (ms < 90_000) return `about ${Math.round(ms / 10_000) * 10} s`
  return ms < 5_400_000 ? `about ${Math.round(ms / 60_000)} min` : `about ${Math.round(ms / 3_600_000)} h`
}

export const STAGE_CHIP = {
  planning: 'planning',
  'plan-review': 'waits for Go',
  shooting: 'shooting',
  cutting: 'cutting',
  delivering: 'delivering',
  'in-review': 'in review',
  revising: 'revising',
  approved: 'approved',
  cancelled: 'cancelled',
  failed: 'stopped',
} as const

export const chip = (stage: keyof typeof STAGE_CHIP) => html`<span class="chip s-${stage}">${STAGE_CHIP[stage]}</span>`

export const CATEGORY_NAME = {
  reference: 'References',
  footage: 'Footage',
  storyboard: 'Storyboards',
  voiceover: 'Voice-overs',
  music: 'Music',
  script: 'Scripts',
  shot_clip: 'Takes',
  ai_short: 'Films',
  poster: 'Posters',
  proxy: 'Small copies',
} as const

export const fileAt = (assetId: string): string => `/f/${assetId}`
