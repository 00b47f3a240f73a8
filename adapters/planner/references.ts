/** Which of the brief's files leads each shot, and as what. */
import { type Asset, mediaKind } from '../../src/domain/asset.ts'
import type { Reference, ReferenceRole } from '../../src/domain/shot.ts'
import { wordsOfName } from '../../src/domain/name-words.ts'
import type { Slot } from './shot-list.ts'

/** The brief's files by the part they can play; sound and text play none here. */
export type Files = {
  readonly leads: readonly Asset[]
  readonly styles: readonly Asset[]
}

const STYLE_NAME = /(?:^|[^\p{L}])(?:style|styles|look|palette|mood|moodboard|grade|colou?rs?)(?:[^\p{L}]|$)/iu

/** `lookIds` are the project's always-on references: they set the style, not what is seen. */
export function sortFiles(assets: readonly Asset[], lookIds: readonly string[], ownIds: readonly string[]): Files {
  const seen = assets.filter((a) => ['picture', 'video'].includes(mediaKind(a.mime) ?? ''))
  const isStyle = (a: Asset) =>
    mediaKind(a.mime) === 'picture' && (STYLE_NAME.test(a.name) || (lookIds.includes(a.id) && !ownIds.includes(a.id)))
  return { leads: seen.filter((a) => !isStyle(a)), styles: seen.filter(isStyle) }
}

/** One lead a shot: a file that a beat names for that beat, the others in order over the rest. */
export function leadsOf(slots: readonly Slot[], leads: readonly Asset[]): readonly (Asset | null)[] {
  if (leads.length < 2) return slots.map(() => leads[0] ?? null)
  const named = slots.map((slot) => bestNamed(slot.beats.map((b) => `${b.text} ${b.place ?? ''}`).join(' '), leads))
  const rest = leads.filter((a) => !named.includes(a))
  const open = new Set(named.flatMap((asset, at) => (asset ? [] : [at])))
  // The later shots of a named beat give way to files that no other shot would show.
  for (let at = slots.length - 1; at >= 0 && open.size < rest.length; at--) if ((slots[at]?.part ?? 0) > 0) open.add(at)
  const pool = rest.length > 0 ? rest : leads
  const places = [...open].sort((a, b) => a - b)
  const groups = [...new Set(places.map((at) => slots[at]?.group))]
  return slots.map((slot, at) => {
    if (!open.has(at)) return named[at] ?? null
    // The shots of one beat share their file, unless there are more files than beats.
    return pool.length > groups.length
      ? spread(pool, places.indexOf(at), places.length)
      : spread(pool, groups.indexOf(slot.group), groups.length)
  })
}

const spread = (assets: readonly Asset[], at: number, of: number): Asset | null =>
  assets[Math.min(assets.length - 1, Math.floor((at * assets.length) / of))] ?? null

function bestNamed(text: string, assets: readonly Asset[]): Asset | null {
  const told = new Set((text.toLowerCase().match(/\p{L}+/gu) ?? []).map(stem))
  const score = (a: Asset) =>
    wordsOfName(a.name)
      .split(' ')
      .filter((w) => w.length > 2 && told.has(stem(w))).length
  const best = assets.reduce<Asset | null>((top, a) => (score(a) > (top ? score(top) : 0) ? a : top), null)
  return best
}

const stem = (word: string): string => word.replace(/(?:ies|es|s)$/, '')

export function referencesOf(
  leads: readonly (Asset | null)[],
  styles: readonly Asset[],
  seconds: readonly number[],
): readonly (readonly Reference[])[] {
  const style = styles[0]
  return leads.map((lead, at) => {
    if (lead && mediaKind(lead.mime) === 'video')
      return [{ assetId: lead.id, role: 'footage', fromSeconds: fromSeconds(leads, lead, at, seconds) }]
    const role: ReferenceRole = lead?.category === 'storyboard' ? 'start-frame' : 'subject'
    return [
      ...(lead ? [{ assetId: lead.id, role }] : []),
      ...(style ? [{ assetId: style.id, role: 'style' as const }] : []),
    ]
  })
}

/** The shots of one footage show parts of it that follow each other, spread from its beginning to its end. */
function fromSeconds(leads: readonly (Asset | null)[], lead: Asset, at: number, seconds: readonly number[]): number {
  const shots = leads.flatMap((l, i) => (l?.id === lead.id ? [i] : []))
  const before = shots.filter((i) => i < at).reduce((sum, i) => sum + (seconds[i] ?? 0), 0)
  const all = shots.reduce((sum, i) => sum + (seconds[i] ?? 0), 0)
  const last = shots.at(-1) ?? at
  const room = Math.max(0, (lead.durationSeconds ?? all) - (seconds[last] ?? 0))
  const until = all - (seconds[last] ?? 0)
  return until === 0 ? 0 : Math.floor(((before * room) / until) * 1000) / 1000
}
