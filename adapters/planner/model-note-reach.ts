/** Holds a model to the shots that a note speaks of: what nobody mentioned is never changed, and not every shot unless it is said. */
import type { Change } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { markShots } from './note-marks.ts'
import type { Scene } from './note-scene.ts'
import { plainNote } from './note-text.ts'

export type Reach = {
  /** Shots that words or a pointing finger name for sure. */
  readonly named: readonly ShotId[]
  /** Shots that may be meant: by an ordinal of something, or by a word of their caption. */
  readonly maybe: readonly ShotId[]
  /** The film as a whole was spoken of. */
  readonly all: boolean
}

const SHOT_WORD =
  '(?:shots?|scenes?|clips?|einstellung(?:en)?|szenen?|bild(?:er)?|aufnahmen?|plans?|scènes?|tomas?|planos?|escenas?|inquadratur[ae]|scen[ae]|cenas?)'
const NUMBERED = new RegExp(
  `(?<!\\p{L})${SHOT_WORD}\\s*(?:nr\\.?|no\\.?|n[°º]|#)?\\s*(\\d{1,3})(?:\\s*(?:,|und|and|et|y|e|&|\\+)\\s*(\\d{1,3}))*`,
  'giu',
)
const ORDINALS: readonly (readonly [string, (count: number) => number])[] = [
  ['erste[nrs]?|premi(?:er|ère)|primer[ao]?|prim[ao]', () => 1],
  ['zweite[nrs]?|deuxième|second[ae]?|segund[ao]', () => 2],
  ['dritte[nrs]?|troisième|tercer[ao]?|terz[ao]', () => 3],
  ['letzte[nrs]?|derni(?:er|ère)|últim[ao]|ultim[ao]', (count) => count],
]
/** "die zweite Einstellung" is sure; "die zweite" may count something else. */
const ordinal = (words: string, sure: boolean): RegExp =>
  new RegExp(`(?<!\\p{L})(?:${words})${sure ? `\\s+${SHOT_WORD}` : ''}(?!\\p{L})`, 'iu')
/** "an old film" is not this film. */
const ALL =
  /(?<!\p{L})(?:all(?:e[nrs]?)?|everything|every|each|whole|entire|(?:the|this|our|den|der|dem|im|le|du|la|el|il|o) (?:film|movie|video|rest|others?|película|resto)|ganze[nrs]?|überall|insgesamt|jede[nrs]?|übrigen|tou(?:t|te|s|tes)|partout|chaque|tod[ao]s?|cada|enter[ao]|tutt[aoie]|ogni|inter[ao])(?!\p{L})/iu
/** "everything else stays" speaks of all shots, and spares them. */
const SPARES =
  /(?<!\p{L})(?:stays?|stay as|unchanged|untouched|leave|keep|bleib(?:t|en)|lass(?:t|en)?|unverändert|restent?|laisse[rz]?|quedan?|dejar?|igual|restano|rimane|rimangono|lascia)(?!\p{L})/iu

export function reachOf(note: string, scene: Scene): Reach {
  const { marks, text } = markShots(plainNote(note), scene)
  const { shots } = scene
  const at = (places: readonly number[]) => places.flatMap((n) => shots[n - 1]?.id ?? [])
  const ordinals = (sure: boolean) =>
    ORDINALS.flatMap(([words, place]) => (ordinal(words, sure).test(text) ? [place(shots.length)] : []))
  const named = [
    ...marks.flatMap(({ target }) => (target.is === 'shots' ? target.ids : [])),
    ...at([...text.matchAll(NUMBERED)].flatMap(([said]) => (said.match(/\d+/g) ?? []).map(Number))),
    ...at(ordinals(true)),
    ...(scene.pointed ?? []),
  ]
  const said = new Set(stemsOf(text))
  const told = shots.filter((s) => stemsOf(s.caption).some((stem) => said.has(stem))).map((s) => s.id)
  const spoken = ALL.test(text) || marks.some(({ target }) => target.is === 'all' || target.is === 'others')
  const all = spoken && !(named.length > 0 && SPARES.test(text))
  return { named: [...new Set(named)], maybe: [...at(ordinals(false)), ...told], all }
}

/** Words long enough to mean something, by their beginnings. */
const stemsOf = (text: string): readonly string[] =>
  (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.slice(0, 5))

/** What a change goes beyond; null where it stays within. */
export function beyondReach(change: Change, reach: Reach, scene: Scene): string | null {
  const touched = touchedBy(change, scene)
  const numbers = (ids: readonly ShotId[]) => ids.map((id) => scene.shots.findIndex((s) => s.id === id) + 1).join(', ')
  if (reach.all) return null
  if (reach.named.length > 0) {
    const foreign = touched.filter((id) => !reach.named.includes(id) && !reach.maybe.includes(id))
    return foreign.length === 0
      ? null
      : `the message speaks of shot ${numbers(reach.named)} only; leave ${numbers(foreign)} as it is.`
  }
  const renders = change.type === 'content' || change.type === 'reroll' || change.type === 'drop'
  return renders && touched.length > 1 && touched.length > scene.shots.length / 2
    ? 'the message does not say that so many shots be changed; ask which.'
    : null
}

function touchedBy(change: Change, scene: Scene): readonly ShotId[] {
  switch (change.type) {
    case 'swap':
      return [change.a, change.b]
    case 'use-take':
      return [change.shotId]
    case 'film-length':
    case 'back-to':
      return scene.shots.map((s) => s.id)
    case 'add':
    case 'voiceover':
      return []
    default:
      return change.shotIds
  }
}
