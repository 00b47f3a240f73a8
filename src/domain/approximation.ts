/** Where does a finish only come near to what was asked, and what would a render be asked for instead? Offered to people, never done by itself. */
import type { Anew, Change, ContentChange, FinishChange, FinishPart } from './change.ts'
import type { ShotId } from './ids.ts'
import { changeFinish } from './revise-finish.ts'
import type { Finish, Shot } from './shot.ts'

const PARTS: readonly FinishPart[] = ['exposure', 'temperature', 'saturation', 'speed']

/** As a prompt says it; [less, more]. */
const WORDS: Readonly<Record<FinishPart, readonly [string, string]>> = {
  exposure: ['dark low-key lighting', 'bright high-key lighting'],
  temperature: ['cold blue light', 'warm golden light'],
  saturation: ['muted desaturated colours', 'vivid saturated colours'],
  speed: ['in slow motion', 'in fast motion'],
}
const BLACK_AND_WHITE = 'black and white'

export const isFinishPart = (text: string): text is FinishPart => (PARTS as readonly string[]).includes(text)

/** All that a render may have been asked for in place of a part. */
export const wordsFor = (part: FinishPart): readonly string[] =>
  part === 'saturation' ? [...WORDS[part], BLACK_AND_WHITE] : WORDS[part]

/**
 * Beyond these the cut shows that it only had the picture to work with: lifted shadows are noise and lost ones black,
 * a strong tint covers all alike, colours clip, and frames that are shown twice or longer judder.
 */
const STOPS = 1
const TEMPERATURE = 0.75
const SATURATION = 1.5
const SLOWEST = 2 / 3

function isOnlyNear(part: FinishPart, { exposure, temperature, saturation, speed }: Finish): boolean {
  switch (part) {
    case 'exposure':
      return Math.abs(exposure) >= STOPS
    case 'temperature':
      return Math.abs(temperature) >= TEMPERATURE
    case 'saturation':
      return saturation > SATURATION
    case 'speed':
      return speed <= SLOWEST
  }
}

/** −1 towards less, 1 towards more, 0 where nothing of that part is asked. */
function leaning(part: FinishPart, change: FinishChange): number {
  switch (part) {
    case 'exposure':
      return Math.sign(change.exposure ?? 0)
    case 'temperature':
      return Math.sign(change.temperature ?? 0)
    case 'saturation':
      return Math.sign((change.saturationFactor ?? 1) - 1)
    case 'speed':
      return Math.sign((change.speedFactor ?? 1) - 1)
  }
}

/** Everything that a change asks of the finish, asked of a render instead. */
export function askedAnew(change: FinishChange, parts: readonly FinishPart[] = PARTS): Anew {
  const words = parts.flatMap((part): readonly (readonly [FinishPart, string])[] => {
    const said = change.anew?.[part]
    if (said !== undefined) return [[part, said]]
    const leans = leaning(part, change)
    if (leans === 0) return []
    if (part === 'saturation' && change.saturationFactor === 0) return [[part, BLACK_AND_WHITE]]
    return [[part, WORDS[part][leans < 0 ? 0 : 1]]]
  })
  return Object.fromEntries(words)
}

/**
 * The same changes; those that come only near carry in `anew` what a render would be asked for. `earlier` are changes that
 * are followed before these. What is said of several shots is parted where it comes near for some only.
 */
export function withApproximations(
  shots: readonly Shot[],
  earlier: readonly Change[],
  changes: readonly Change[],
  fps: number,
): readonly Change[] {
  const now = new Map(shots.map((s) => [s.id, s]))
  const follow = (change: Change): void => {
    if (change.type !== 'finish') return
    for (const id of change.shotIds) {
      const shot = now.get(id)
      if (shot !== undefined && !shot.locked) now.set(id, changeFinish(shot, change, fps))
    }
  }
  for (const change of earlier) follow(change)
  return changes.flatMap((change): readonly Change[] => {
    follow(change)
    if (change.type !== 'finish') return [change]
    const groups = new Map<string, { readonly shotIds: ShotId[]; readonly anew: Anew }>()
    for (const id of change.shotIds) {
      const shot = now.get(id)
      const near = PARTS.filter((part) => shot !== undefined && isNear(part, change, shot))
      const group = groups.get(near.join()) ?? { shotIds: [], anew: { ...askedAnew(change, near), ...change.anew } }
      group.shotIds.push(id)
      groups.set(near.join(), group)
    }
    return [...groups.values()].map(({ shotIds, anew }) =>
      Object.keys(anew).length === 0 ? { ...change, shotIds } : { ...change, shotIds, anew },
    )
  })
}

/** Of the parts that a change moves, and moves outwards. */
function isNear(part: FinishPart, change: FinishChange, { finish }: Shot): boolean {
  const leans = leaning(part, change)
  if (leans === 0 || !isOnlyNear(part, finish)) return false
  return part === 'exposure' || part === 'temperature'
    ? Math.sign(finish[part]) === leans
    : leans === (part === 'speed' ? -1 : 1)
}

/** The renders that are offered in place of what comes only near. */
export const offersOf = (changes: readonly Change[]): readonly ContentChange[] =>
  changes.flatMap((change) =>
    change.type === 'finish' && change.anew !== undefined
      ? [
          {
            type: 'content',
            shotIds: change.shotIds,
            instead: change.anew,
            text: Object.values(change.anew).join(', '),
          },
        ]
      : [],
  )

/** Once an offer was taken, or where none is to be made. */
export const withoutOffers = (changes: readonly Change[]): readonly Change[] =>
  changes.map((change) => {
    if (change.type !== 'finish') return change
    const { anew: _, ...rest } = change
    return rest
  })
