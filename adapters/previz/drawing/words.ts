/** Finds in a prompt what there is to draw: where, when, in which weather, and what the picture is of. */
import { SUBJECT_WORDS, type SubjectName } from './subject.ts'

export const PLACES = [
  'lake',
  'sea',
  'forest',
  'mountains',
  'city',
  'desert',
  'snowfield',
  'hills',
  'interior',
  'space',
  'underwater',
] as const
type Place = (typeof PLACES)[number]
export type Time = 'dawn' | 'day' | 'golden' | 'dusk' | 'night'
type Weather = 'clear' | 'wind' | 'rain' | 'snowfall' | 'storm' | 'fog'

export type Scene = {
  readonly place: Place
  readonly time: Time
  readonly weather: Weather
  /** What the picture is of, the first named first; never empty. */
  readonly subjects: readonly [SubjectName, ...SubjectName[]]
  readonly road: boolean
  /** The first colour that the prompt names, or null. */
  readonly colour: string | null
}

type Words<T> = readonly (readonly [value: T, words: string])[]

const PLACE_WORDS: Words<Place> = [
  ['underwater', 'underwater|reef|coral|seabed|deep sea|jellyfish|diver'],
  ['space', 'space|galaxy|planet|stars?hip|spaceship|orbit|astronaut|cosmos|nebula|asteroid'],
  ['lake', 'lake|pond|river|canal|swamp|lagoon|reservoir|creek|stream|fjord|see'],
  [
    'sea',
    'sea|ocean|beach|coast|shore|waves?|harbou?r|port|lighthouse|island|bay|pier|tide|surf|meer|ship|cliffs?|seaside|promenade|quay|hafen|strand|leuchtturm|plage|phare|playa|faro|puerto',
  ],
  ['snowfield', 'snowy|snow|winter|frozen|arctic|ice|glacier|blizzard|tundra|iceberg'],
  ['desert', 'desert|dunes?|sand|canyon|oasis|mesa|wasteland|mars'],
  ['forest', 'forest|woods?|jungle|trees|grove|woodland|pines|clearing|wald|birches'],
  ['mountains', 'mountains?|peaks?|summit|alps?|valley|ridge|volcano|hike|climb\\w*'],
  [
    'city',
    'city|cities|street|streets|downtown|skyline|skyscrapers?|alley|rooftops?|town|urban|neon|metro|traffic|market|stadt|subway|tokyo|paris|berlin|london|new york',
  ],
  [
    'interior',
    'room|kitchen|interior|indoors?|inside|bedroom|office|studio|cafe|café|bar|library|workshop|staircase|corridor|hall|attic|desk|table|shop|bakery|lab|laboratory|apartment|theat(?:re|er)|stage|living room|classroom|window|hallway|stairwell|stairs|stairway|doormat|keyhole|cellar|basement|kiln|wendeltreppe|treppenhaus|treppe|zimmer|küche|flur|cuisine|escalier|cocina',
  ],
  [
    'hills',
    'hills?|fields?|meadow|farm|countryside|village|garden|park|grass\\w*|prairie|wheat|steppe|vineyard|pasture',
  ],
]
const TIME_WORDS: Words<Time> = [
  ['night', 'night|midnight|moon\\w*|stars?|starry|dark|nocturnal|neon|nacht|noir|galaxy|space'],
  ['dusk', 'dusk|twilight|blue hour|evening|nightfall|sundown|dämmerung|gloaming'],
  ['golden', 'sunset|golden|golden hour|late afternoon|afternoon|autumn|amber|warm light'],
  ['dawn', 'dawn|sunrise|daybreak|morning|first light|early|morgengrauen|sonnenaufgang|aube|amanecer'],
  ['day', 'noon|midday|day|daylight|sunny|bright|summer|blue sky'],
]
const WEATHER_WORDS: Words<Weather> = [
  ['storm', 'storm\\w*|thunder\\w*|lightning|tempest|hurricane|gale'],
  ['rain', 'rain\\w*|regen|pluie|lluvia|soaked|drizzle|wet|downpour|umbrella'],
  ['snowfall', 'snowfall|snowing|snows?|snowflakes?|blizzard'],
  ['fog', 'fog\\w*|mist\\w*|haz[ey]|smok[ey]|steam'],
  ['wind', 'winds?|windy|breeze|gusts?|drift\\w*'],
]
const COLOURS: Words<string> = [
  ['#c8403a', 'red|crimson|scarlet|rote?s?'],
  ['#2f6fc4', 'blue|azure|navy'],
  ['#3f8f5a', 'green|emerald'],
  ['#e8b33c', 'yellow|gold'],
  ['#e0782f', 'orange'],
  ['#8a55b8', 'purple|violet'],
  ['#e07a9a', 'pink'],
  ['#f1ece0', 'white'],
  ['#2a9a9a', 'teal|turquoise'],
]
const ROAD = /\b(roads?|highway|car|cars|taxi|truck|drive|driving|bus|motorbike|bicycle|street)\b/i

/** When the prompt does not say: always the same for a place, so that the shots of a film belong together. */
const USUAL_TIME: Readonly<Record<Place, Time>> = {
  lake: 'dusk',
  sea: 'golden',
  forest: 'dawn',
  mountains: 'dawn',
  city: 'dusk',
  desert: 'golden',
  snowfield: 'dawn',
  hills: 'golden',
  interior: 'golden',
  space: 'night',
  underwater: 'day',
}
const USUAL_SUBJECT: Readonly<Record<Place, SubjectName>> = {
  lake: 'boat',
  sea: 'ship',
  forest: 'deer',
  mountains: 'person',
  city: 'person',
  desert: 'person',
  snowfield: 'house',
  hills: 'tree',
  interior: 'lamp',
  space: 'rocket',
  underwater: 'fish',
}

export function readScene(prompt: string): Scene {
  const place = first(PLACE_WORDS, prompt)
  const subjects = all(SUBJECT_WORDS, prompt)
  const where = place ?? subjects.map(habitat).find((p) => p !== null) ?? 'hills'
  const [main = USUAL_SUBJECT[where], ...others] = subjects
  const weather = first(WEATHER_WORDS, prompt) ?? 'clear'
  return {
    place: where,
    time: first(TIME_WORDS, prompt) ?? (weather === 'storm' || weather === 'rain' ? 'dusk' : USUAL_TIME[where]),
    weather,
    subjects: [main, ...others],
    road: ROAD.test(prompt),
    colour: all(COLOURS, prompt.replaceAll(/blue (?:hour|sky)|golden/gi, ''))[0] ?? null,
  }
}

/** Where a thing is at home when the prompt names no place. */
function habitat(subject: SubjectName): Place | null {
  if (['cup', 'book', 'candle', 'chair', 'piano', 'clock', 'bottle', 'lamp', 'door', 'guitar'].includes(subject)) {
    return 'interior'
  }
  if (['boat', 'lantern'].includes(subject)) return 'lake'
  if (['car', 'train', 'umbrella', 'robot', 'bicycle'].includes(subject)) return 'city'
  return null
}

function found<T>(words: Words<T>, text: string): { value: T; at: number }[] {
  return words
    .map(([value, any]) => ({ value, at: text.search(new RegExp(`(?<!\\p{L})(?:${any})(?!\\p{L})`, 'iu')) }))
    .filter(({ at }) => at >= 0)
}
/** The value that stands first in the list, so that a stronger word wins over an earlier one. */
const first = <T>(words: Words<T>, text: string): T | null => found(words, text)[0]?.value ?? null
/** Every value, in the order of the text. */
const all = <T>(words: Words<T>, text: string): T[] =>
  found(words, text)
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value)

/** At most `characters`, cut between words. */
export function shorten(text: string, characters: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line.length <= characters) return line
  const cut = line.slice(0, characters - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), characters / 2)).replace(/[\s,;:.–-]+$/, '')}…`
}
