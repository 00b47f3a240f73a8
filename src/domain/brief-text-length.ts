/** Which words of a brief speak of a length of time, and which of those surely mean the film's. */
import { FILM_NOUN, type Find, NUMBER, type Reading, scan, toNumber } from './brief-text-find.ts'
import { STYLE_WORD } from './brief-text-style.ts'

const SECONDS = '(?:seconds?|secs?|s|sekunden?|sek|secondes|segundos|secondi)'
const MINUTES = '(?:minutes?|mins?|minuten?|minutos|minuti)'
const HOURS = '(?:hours?|hrs?|h|stunden?|heures?|horas?)'

/** "30-second noir spot", "12 seconds long". */
const MEANT_AFTER = new RegExp(
  `^(?:[\\s-]+(?:long|in length|in total|total|overall|running time|runtime)\\b|` +
    `[\\s-]+(?:(?:${STYLE_WORD}|short|vertical|square|portrait|looping|seamless|silent|animated|cinematic|single-shot|product|brand|promo|social|[\\w.]+:\\d+|and)[\\s,-]+){0,4}${FILM_NOUN})`,
  'iu',
)
/** "length: 12 s", "the film lasts 12 s", "keep it under 12 s". */
const MEANT_BEFORE = new RegExp(
  `(?:\\b(?:length|duration|runtime|running time|dauer|länge|laufzeit|durée)\\s*(?:[:=]|of|is|should be)?\\s*|` +
    `${FILM_NOUN}\\s+(?:that\\s+)?(?:of|lasts?|lasting|runs?|running|(?:should|must|to|may) (?:be|last|run))\\s+|` +
    `\\b(?:make|keep|cut) (?:it|this)(?: to| at| down to)?\\s+|\\bit (?:should|must|may) (?:be|last|run)(?: for)?\\s+)` +
    `(?:(?:about|around|roughly|exactly|approximately|under|below|at most|up to|max|no longer than|~)\\s*)?$`,
  'iu',
)
/** "Give me ten seconds of rain" */
const ASKED_BEFORE = /\b(?:give|make|shoot|create|render|want|need)\s+(?:me\s+|us\s+)?$/i
/** "A dog runs 10s" at the end, "10s a dog runs" at the start: nobody tells a story in such units. */
const SHORT_UNIT = /\d\s?s(?:ecs?)?$/i
const NOT_LAST = /\b(?:for|in|after|within|every|of|lasts?|waits?|at|by|than|next|last|another)\s+$/i
const NOT_FIRST = /^\s*(?:of|later|after|before|ago|in|left|pass|until|till|to)\b/i

/** "In 10 seconds", "every 5 minutes", "the 5 seconds": when something happens, or a time already spoken of. */
const WHEN_BEFORE =
  /\b(?:in|within|after|before|every|each|until|till|since|past|by|at|than|last|next|first|final|another|only|and|an?|the|this|that|his|her|their|its|einer?|einem?|einen|der|die|das|den|dem|le|la|nach|vor|seit|alle|jede|um|dans|après)\s+(?:just\s+|about\s+)?$/i
const WHEN_OPENING = /(?:^|[.!?\n]\s*)(?:in|within|after|every|nach|alle|dans|après)\s+$/i
/** "He waits (for) 10 seconds", "the clock shows 0:45": a time inside the story. */
const TOLD_BEFORE =
  /\b(?:(?:wait(?:s|ed|ing)?|hold(?:s|ing)?|held|paus(?:es?|ed|ing)|last(?:s|ed|ing)?|wartet|hält|was|were|been|gone)\s+(?:[\p{L}'’]+\s+){0,3}|(?:tak(?:es?|ing)|took|spen[dt]s?|needs?|counts?|stop(?:s|ped)?|dauert|shows?|says?|reads?|strikes?|of)\s+(?:for\s+)?)$/iu
/** "Two minutes later", "ten seconds pass", "5 second rule". */
const TOLD_AFTER =
  /^[\s,-]*(?:later|earl(?:y|ier)|late|after|before|ago|into?|in|left|pass(?:es|ed)?|go(?:es)?|until|till|to|past|from|away|since|remain\w*|apart|every|each|per|an? (?:day|week|month|year|night|time|lap)|is|are|was|were|have|has|had|that|when|tick|and then|on the clock|of (?:silence|fame|warning)|he|she|they|we|you|i|it|walk|run|ride|drive|rule|delay|countdown|timer|drill|nap|break|kiss|hug|warning|später|danach|davor|vor|nach|bis|vergehen|noch|plus tard|après)(?![\p{L}])/iu
/** "12 seconds of", "1 min 20 the sea": now the story begins. */
const OPENS_AFTER = /^\s+(?:of|long|an?|the|einer?|eines|der|die|das|von)(?![\p{L}])/iu

/** Whether a time is the film's length where it is the first, or the last, thing that a brief says. */
function edgeOf(words: string, before: string, after: string): NonNullable<Find['edge']> {
  const free = !WHEN_BEFORE.test(before)
  // "90 minute ride" says what kind of ride it is; "12 second cat" is hardly a kind of cat.
  const qualifies = /\bminute$/i.test(words) && !/^(?:eine|une)/i.test(words)
  return {
    first: free && !TOLD_AFTER.test(after) && (!qualifies || OPENS_AFTER.test(after)),
    last: free && !TOLD_BEFORE.test(before),
  }
}

const EACH_AFTER = /^\s*(?:each|apiece|per shot|a shot|for each shot)\b/i
const EACH_BEFORE = new RegExp(`\\b(?:shots? (?:of|at)|each(?: shot)?(?: of)?)\\s+$`, 'i')
/** Decades that are hardly ever a length: "an 80s film". */
const DECADE = /^[578]0s$/
const DECADE_BEFORE = /(?:\bthe|\bearly|\blate|\bmid|['’])[\s-]*$/i

/** Of "10-15 seconds" the upper is taken: what was to be shown has room then. */
const range = `(?:${NUMBER}\\s*(?:-|–|to|or)\\s*)?`
const within = (source: string) => new RegExp(`(?<![\\p{L}\\d.,:$€£#])${source}(?![\\p{L}\\d])`, 'giu')
const COMPOUND = within(`(${NUMBER})(?:[\\s-]*${MINUTES}|m)\\s*(?:and\\s+|,\\s*)?(\\d{1,2})(?:[\\s-]*${SECONDS})?`)
const HALVES = within(
  `(half a minute|(?:eine )?halbe minute|anderthalb minuten|(?:a|one) minute and a half|(?:one|1) and a half ${MINUTES}|${NUMBER} and a half ${MINUTES}|a minute)`,
)
const SIMPLE = within(
  `${range}(${NUMBER})[\\s-]*(?:(${SECONDS}|″|'')|(${MINUTES})|(${HOURS}))(?:\\s+lang(?![\\p{L}]))?`,
)
const CHINESE = /(\d+(?:\.\d+)?)\s*(?:(秒)|(分钟|分))/gu
const CLOCK = /(?<![\d:.])(\d{1,2}):([0-5]\d)(?![\d:]|\s*(?:am|pm|a\.m|p\.m|o.clock|uhr)\b)/gi

function halves(words: string): number {
  if (/^half|halbe/i.test(words)) return 30
  if (/^anderthalb/i.test(words)) return 90
  if (/^a minute$/i.test(words)) return 60
  if (/^a minute|^one minute/i.test(words)) return 90
  return (toNumber(words.split(/\s/)[0] ?? '1') + 0.5) * 60
}

export function lengthsIn(text: string): readonly Find[] {
  const meant = (words: string, seconds: number, before: string, after: string, sure = false): Reading => {
    if (EACH_AFTER.test(after) || EACH_BEFORE.test(before)) return { wish: { kind: 'each', seconds }, strong: true }
    const strong = sure || MEANT_AFTER.test(after) || MEANT_BEFORE.test(before)
    if (!strong && WHEN_OPENING.test(before) && /^\s*,/.test(after)) return null
    // Nobody means a film of hours, so hours count only where it is said that they are the film's.
    const edge = seconds < 3600 ? edgeOf(words, before, after) : { first: false, last: false }
    return { wish: { kind: 'duration', seconds }, strong, edge }
  }
  return [
    ...scan(text, COMPOUND, ([words, m = '', s = ''], before, after) =>
      meant(words, toNumber(m) * 60 + Number(s), before, after),
    ),
    ...scan(text, HALVES, ([words], before, after) => meant(words, halves(words), before, after)),
    ...scan(text, SIMPLE, ([words, n = '', second, minute], before, after) => {
      if (/^\d+s$/i.test(words) && (words.length > 4 || DECADE.test(words) || DECADE_BEFORE.test(before))) return null
      const asked = ASKED_BEFORE.test(before) && /^\s+of\b/i.test(after)
      const last = after.trim() === '' && before.trim() !== '' && !NOT_LAST.test(before)
      const first = before.trim() === '' && !NOT_FIRST.test(after)
      const short = SHORT_UNIT.test(words) && (last || first)
      return meant(words, toNumber(n) * (second ? 1 : minute ? 60 : 3600), before, after, asked || short)
    }),
    ...scan(text, CHINESE, ([words, n = '', second], before, after) =>
      meant(words, toNumber(n) * (second ? 1 : 60), before, after, /[的长]/u.test(after.slice(0, 1))),
    ),
    ...scan(text, CLOCK, ([words, m = '', s = ''], before, after) => {
      const sure = MEANT_BEFORE.test(before) || MEANT_AFTER.test(after)
      // 5:30 or 3:00 is as likely the hour of the scene; a leading zero or 1:20 says a length.
      const plausible = words.startsWith('0') || (Number(m) < 5 && (s !== '00' || /(?:^|[.!?\n(]\s*)$/.test(before)))
      return sure || plausible ? meant(words, Number(m) * 60 + Number(s), before, after) : null
    }),
  ]
}
