/** Which words of a brief speak of a length of time, and which of those surely mean the film's. */
import { FILM_NOUN, type Find, NUMBER, scan, toNumber } from './brief-text-find.ts'
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

const EACH_AFTER = /^\s*(?:each|apiece|per shot|a shot|for each shot)\b/i
const EACH_BEFORE = new RegExp(`\\b(?:shots? (?:of|at)|each(?: shot)?(?: of)?)\\s+$`, 'i')
/** Decades that are hardly ever a length: "an 80s film". */
const DECADE = /^[578]0s$/
const DECADE_BEFORE = /(?:\bthe|\bearly|\blate|\bmid|['’])[\s-]*$/i

const range = `(?:${NUMBER}\\s*(?:-|–|to|or)\\s*)?`
const within = (source: string) => new RegExp(`(?<![\\p{L}\\d.,:$€£#])${source}(?![\\p{L}\\d])`, 'giu')
const COMPOUND = within(`(${NUMBER})(?:[\\s-]*${MINUTES}|m)\\s*(?:and\\s+|,\\s*)?(\\d{1,2})(?:[\\s-]*${SECONDS})?`)
const HALVES = within(
  `(half a minute|(?:a|one) minute and a half|(?:one|1) and a half ${MINUTES}|${NUMBER} and a half ${MINUTES}|a minute)`,
)
const SIMPLE = within(`${range}(${NUMBER})[\\s-]*(?:(${SECONDS}|″|'')|(${MINUTES})|(${HOURS}))`)
const CHINESE = /(\d+(?:\.\d+)?)\s*(?:(秒)|(分钟|分))/gu
const CLOCK = /(?<![\d:.])(\d{1,2}):([0-5]\d)(?![\d:]|\s*(?:am|pm|a\.m|p\.m|o.clock|uhr)\b)/gi

function halves(words: string): number {
  if (/^half/i.test(words)) return 30
  if (/^a minute$/i.test(words)) return 60
  if (/^a minute|^one minute/i.test(words)) return 90
  return (toNumber(words.split(/\s/)[0] ?? '1') + 0.5) * 60
}

export function lengthsIn(text: string): readonly Find[] {
  const meant = (seconds: number, before: string, after: string, sure = false) =>
    EACH_AFTER.test(after) || EACH_BEFORE.test(before)
      ? ({ wish: { kind: 'each', seconds }, strong: true } as const)
      : ({
          wish: { kind: 'duration', seconds },
          strong: sure || MEANT_AFTER.test(after) || MEANT_BEFORE.test(before),
        } as const)
  return [
    ...scan(text, COMPOUND, ([, m = '', s = ''], before, after) => meant(toNumber(m) * 60 + Number(s), before, after)),
    ...scan(text, HALVES, ([words], before, after) => meant(halves(words), before, after)),
    ...scan(text, SIMPLE, ([words, n = '', second, minute], before, after) => {
      if (/^\d+s$/i.test(words) && (words.length > 4 || DECADE.test(words) || DECADE_BEFORE.test(before))) return null
      const asked = ASKED_BEFORE.test(before) && /^\s+of\b/i.test(after)
      const last = after.trim() === '' && before.trim() !== '' && !NOT_LAST.test(before)
      const first = before.trim() === '' && !NOT_FIRST.test(after)
      const short = SHORT_UNIT.test(words) && (last || first)
      return meant(toNumber(n) * (second ? 1 : minute ? 60 : 3600), before, after, asked || short)
    }),
    ...scan(text, CHINESE, ([, n = '', second], before, after) =>
      meant(toNumber(n) * (second ? 1 : 60), before, after, /[的长]/u.test(after.slice(0, 1))),
    ),
    ...scan(text, CLOCK, ([words, m = '', s = ''], before, after) => {
      const sure = MEANT_BEFORE.test(before) || MEANT_AFTER.test(after)
      // 5:30 or 3:00 is as likely the hour of the scene; a leading zero or 1:20 says a length.
      const plausible = words.startsWith('0') || (Number(m) < 5 && (s !== '00' || /(?:^|[.!?\n(]\s*)$/.test(before)))
      return sure || plausible ? meant(Number(m) * 60 + Number(s), before, after) : null
    }),
  ]
}
