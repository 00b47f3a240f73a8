/** The words of grade and pace, and which way each goes. */
import type { FinishChange } from '../../src/domain/change.ts'

export type Grade = Pick<FinishChange, 'exposure' | 'temperature' | 'saturationFactor' | 'speedFactor'>

type Dimension = 'exposure' | 'temperature' | 'saturation' | 'speed'

/** 1 is the usual step, 0.5 "a bit", 2 "much". */
export type Word = readonly [dimension: Dimension, sign: 1 | -1]

export const ADJECTIVES: readonly (readonly [string, Word])[] = [
  ['dark(?:er|en)?|dim(?:mer|med)?|underexposed|gloomy|gloomier|murky', ['exposure', -1]],
  ['bright(?:er|en)?|light(?:er|en)|overexposed|blown[- ]out', ['exposure', 1]],
  ['warm(?:er)?|orange|yellow(?:er)?', ['temperature', 1]],
  ['cool(?:er)?|cold(?:er)?|blue(?:r|ish)?|chilly|chillier', ['temperature', -1]],
  ['saturat(?:ed?|ion)|colou?rful|colou?rs?|vivid|vibrant|punchy|punchier|garish', ['saturation', 1]],
  ['desaturated?|muted|washed[- ]out|pale(?:r)?|faded|grey(?:er)?|gray(?:er)?', ['saturation', -1]],
  ['fast(?:er)?|quick(?:er|ly)?|snappy|snappier|speedy|speedier|rushed|hectic|hurried', ['speed', 1]],
  ['slow(?:er|ly)?|calm(?:er)?|sluggish', ['speed', -1]],
]

/** Verbs and nouns that say the direction themselves. */
export const VERBS: readonly (readonly [string, Word])[] = [
  [
    'darken|(?:lower|reduce|bring down|drop) the (?:brightness|exposure)|(?:exposure|brightness) down|less exposure',
    ['exposure', -1],
  ],
  [
    'brighten(?: up)?|lighten(?: up)?|(?:raise|lift|increase|bring up) the (?:brightness|exposure)|(?:exposure|brightness) up|more (?:exposure|light)',
    ['exposure', 1],
  ],
  ['warm(?= (?:(?:§\\d+|it|them|everything) )?up\\b)', ['temperature', 1]],
  ['cool(?= (?:(?:§\\d+|it|them|everything) )?down\\b)', ['temperature', -1]],
  ['(?:raise|increase|boost) the (?:saturation|colou?rs?)', ['saturation', 1]],
  ['desaturate|(?:lower|reduce) the saturation', ['saturation', -1]],
  [
    'speed(?= (?:(?:§\\d+|it|them|things) )?up\\b)|(?:pick up|raise|increase) the (?:pace|speed|tempo)|less time',
    ['speed', 1],
  ],
  ['slow(?= (?:(?:§\\d+|it|them|things) )?down\\b)|(?:lower|reduce) the (?:pace|speed|tempo)', ['speed', -1]],
]

export const FIXED: readonly (readonly [RegExp, Grade])[] = [
  [
    /\b(?:(?:in|to) )?(?:black (?:and|&|n) white|b ?(?:&|\/|and) ?w|monochrome|gr[ae]yscale)\b/gi,
    { saturationFactor: 0 },
  ],
  [
    /\b(?:at |in |to )?half (?:the )?(?:speed|pace)\b|\b(?:in )?slow[- ]?mo(?:tion)?\b|\b(?:at )?half as fast\b|\btwice as slow\b/gi,
    { speedFactor: 0.5 },
  ],
  [/\b(?:at |in |to )?(?:double|twice the) (?:the )?(?:speed|pace)\b|\btwice as fast\b/gi, { speedFactor: 2 }],
]

export const SLIGHT =
  '(?:just )?(?:a (?:little )?bit|a little|a tad|a touch|a hair|a smidge|a notch|slightly|somewhat|bit|little|etwas|ein bisschen)'

export const STRONG =
  '(?:so |very )?much|a lot|lots|way(?: way)?|far|considerably|significantly|substantially|a whole lot|heaps'

export const STOPS = String.raw`(?:by )?(?:half a|a third of a|(?:a )?quarter of a|a|one|two|three|[+-]?\d(?:[.,]\d{1,2})?)[\s-]stops?`

export const PERCENT = String.raw`(?:by )?\d{1,3}\s*(?:%|percent)`
