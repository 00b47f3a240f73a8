/** Carries into every shot what the shots of one film share: the same words for who and what is seen, the same light, the same lenses. Pure. */
import { lightSaid } from './light-words.ts'
import { says, withWords } from './look.ts'
import type { Shot } from './shot.ts'
import type { Treatment } from './shot-plan.ts'
import { aroundSetup, setupWords } from './shot-words.ts'

type Told = Pick<Shot, 'prompt' | 'framing' | 'lens' | 'cameraMove' | 'direction'>

export type Film = {
  /** All that was asked for in words. */
  readonly text: string
  readonly treatment: Treatment | null
}

/** Lenses that a whole film is shot on, not one of its shots. */
const LENS_FAMILY =
  /\b(?:anamorphic|spherical|vintage|tilt-shift|soft-focus|super[- ]?(?:8|16|35)|(?:8|16|35|65|70) ?mm film)(?: lens(?:es)?)?\b/i

/** In the film's order. What a shot says itself is never said otherwise. */
export function carryOn<S extends Told>(shots: readonly S[], film: Film): readonly S[] {
  const family = LENS_FAMILY.exec(film.text)?.[0] ?? null
  const known = new Map<string, string | null>()
  let light: { readonly scene: string | null; readonly says: string } | null = null
  return shots.map((shot) => {
    const { beat, style } = aroundSetup(shot.prompt, shot) ?? { beat: shot.prompt, style: null }
    const scene = shot.direction.scene
    const own = lightSaid(beat) ?? lightSaid(style ?? '') ?? lightSaid(shot.direction.lighting ?? '')
    const told = sceneLight(film.treatment, scene)
    const same: string | null = light !== null && light.scene === scene ? light.says : null
    const carried = own === null ? (told ?? same) : null
    const now = own ?? carried
    light = now === null ? light : { scene, says: now }

    const seen = sameWords(beat, known)
    const prompt = style === null ? seen : [seen, setupWords(shot), style].filter((part) => part !== '').join(', ')
    return { ...shot, prompt: withWords(prompt, [...looks(seen, film.treatment), carried ?? '', family ?? '']) }
  })
}

const sceneLight = (treatment: Treatment | null, scene: string | null): string | null =>
  treatment?.scenes.find((s) => s.name === scene)?.light || null

/** Of everybody that a beat names. */
const looks = (beat: string, treatment: Treatment | null): readonly string[] =>
  (treatment?.characters ?? [])
    .filter((c) => c.looks !== '' && says(beat, c.name) && !says(beat, c.looks))
    .map((c) => `${c.name} is ${c.looks}`)

/** "a paper lantern" and what follows: where the phrase ends is told by how it is named again. */
const NEW = /(?<![\p{L}’'])(?:an?|one|une?|una?)\s+(?=((?:\p{L}+[\s-]){1,3}\p{L}+))/giu
const AGAIN = /(?<![\p{L}’'])(the|la|le|el)\s+(\p{L}+)(?![\p{L}’'-])/giu
/** A phrase ends before one of these. */
const SMALL = /^(?:of|in|on|at|to|and|or|with|over|under|by|from|that|who|is|are|de|du|la|le|en|y|et|an?|the)$/i

/**
 * "the lantern" becomes "the paper lantern" where an earlier shot said "a paper lantern". Learns what this beat says anew;
 * null: said in two ways, so that nobody knows which is meant.
 */
function sameWords(beat: string, known: Map<string, string | null>): string {
  const told = beat.replaceAll(AGAIN, (all: string, article: string, noun: string) => {
    const described = known.get(noun.toLowerCase()) ?? null
    return described === null ? all : `${article} ${described}`
  })
  for (const [, phrase = ''] of beat.matchAll(NEW)) {
    const words = phrase.split(/[\s-]+/)
    const end = words.findIndex((w) => SMALL.test(w))
    for (const [n, noun] of words.slice(0, end < 0 ? words.length : end).entries()) {
      if (n === 0) continue
      const described = words
        .slice(0, n + 1)
        .join(' ')
        .toLowerCase()
      const before = known.get(noun.toLowerCase())
      known.set(noun.toLowerCase(), before === undefined || before === described ? described : null)
    }
  }
  return told
}
