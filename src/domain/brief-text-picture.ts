/** Which words of a brief speak of the picture's size, its shape, its frame rate, the count of shots or a loop. */
import { FILM_NOUN, type Find, NUMBER, scan, toNumber } from './brief-text-find.ts'
import { STYLE_WORD } from './brief-text-style.ts'

const PIXELS =
  /(?<![\d.x×])(\d{2,5})\s?[x×*]\s?(\d{2,5})(?:\s*(?:px|pixels?))?(?![\dx×]|\.\d)(?!\s*(?:m|cm|mm|ft|km|feet|met(?:er|re)s?|grid|matrix|array|tiles?|squares?)\b)/gi
const LINES = /(?<![\p{L}\d$€£.])(?:(\d{3,4})p|(4k|uhd|8k)|(full[\s-]?hd|fhd)|(hd))(?![\p{L}\d])/giu
const RATIO = /(?<![\d:./])(\d{1,2}(?:[.,]\d{1,2})?)\s?([:∶/])\s?(\d{1,2}(?:[.,]\d{1,2})?)(?![\d:./]\d|\d)/g
export const SHAPES: Readonly<Record<string, number>> = {
  vertical: 9 / 16,
  portrait: 9 / 16,
  hochformat: 9 / 16,
  hochkant: 9 / 16,
  upright: 9 / 16,
  reels: 9 / 16,
  tiktok: 9 / 16,
  square: 1,
  quadratisch: 1,
  horizontal: 16 / 9,
  landscape: 16 / 9,
  widescreen: 16 / 9,
  querformat: 16 / 9,
  quer: 16 / 9,
  cinemascope: 2.39,
  scope: 2.39,
  'ultra-wide': 21 / 9,
  ultrawide: 21 / 9,
}
const SHAPE = new RegExp(`(?<![\\p{L}\\d-])(?:${Object.keys(SHAPES).join('|')})(?![\\p{L}\\d])`, 'giu')
const SHAPE_NAMED = /^[\s-]+(?:format|aspect|ratio|orientation|framing|mode)\b/i
const FILM_NEAR = new RegExp(`^[\\s-]+(?:\\w+[\\s-]+){0,2}${FILM_NOUN}`, 'iu')
const filmAfter = (after: string): boolean => FILM_NEAR.test(after)
/** Ratios that nothing but a picture has; the others may be a score or an hour. */
const SURE_RATIOS = new Set(['16:9', '9:16', '21:9', '16:10', '4:5', '1.85:1', '2.35:1', '2.39:1', '2.4:1', '1.66:1'])
const PICTURE_RATIOS = new Set([
  ...SURE_RATIOS,
  '4:3',
  '3:4',
  '1:1',
  '5:4',
  '3:2',
  '2:3',
  '2:1',
  '1:2',
  '10:16',
  '1.43:1',
  '1.37:1',
  '2.2:1',
  '2.76:1',
])
const RATIO_NEAR = /\b(?:aspect|ratio|format)\b/i

/** "On 16/9" is a day. */
const DAY_BEFORE = /\b(?:on|since|until|till|by|before|after|am|le)(?: the)?\s+$/i
/** "She runs 4k", "4k run": a way to go. */
const RUN_BEFORE =
  /\b(?:r[ua]n\w*|walk\w*|jog\w*|rac\w*|sw[iua]m\w*|only|of|for|about|over|under|earn\w*|cost\w*|paid|pays?|the|an?)\s+$/i
const RUN_AFTER = /^\s+(?:run|race|walk|jog|swim|from|away|of|to|later|steps|people|years|miles)\b/i
/** A portrait and a landscape are pictures that a story may show; these words make a shape of them. */
const ASKED_SHAPE =
  /(?:\b(?:make|give|shoot|create|render|film)(?: me| us)?(?: an?)?|\d\s?(?:[sp]|secs?|seconds?|min|minutes?|k)|\d:\d{1,2}|\bhd)[\s,-]+$/i

const FPS =
  /(?<![\p{L}\d.])(\d+(?:[.,]\d+)?)\s*(?:fps|frames? (?:per|a) sec(?:ond)?|frames?\/s(?:ec)?|bilder pro sekunde|帧)(?![\p{L}])/giu

const SHOTS = new RegExp(
  `(?<![\\p{L}\\d.,])(${NUMBER}|single|a single)(?:[\\s-]+(?:separate|different|continuous|long|unbroken))?[\\s-]+(shots?|takes?|einstellungen?)(?![\\p{L}])`,
  'giu',
)
const SHOTS_BEFORE =
  /(?:\b(?:in|into|over|across|as|exactly|using|of)|\bshots?\s*[:=])\s+(?:just |only |exactly |about )?$/i
const SHOTS_START = /(?:^|[\n.!?:]\s*|\b(?:make|create|give me|want|need|plan|shoot)\s+)$/i
const NOT_SHOTS =
  /^\s*(?:of\s+(?:\w+\s+)?(?:tequila|whisk|vodka|rum|gin|espresso|schnapps|liquor|adrenaline|bourbon)|are fired|ring|rang|were|was|fired|at\b|in the|from a|echo)/i
const SHOTS_LABEL = /\b(?:number of shots|shots|shot count)\s*[:=]\s*(\d+)\b/gi

const NO_LOOP = /\b(?:no|not a|not|without|don['’]?t|do not|never)\s+(?:a\s+)?loop(?:s|ing|ed)?\b/gi
const SURE_LOOP =
  /\b(?:(?:seamless(?:ly)?|perfect(?:ly)?|endless(?:ly)?|infinite(?:ly)?)[\s-]+loop(?:s|ing|able)?|loopable|as an? (?:\w+ )?loop|(?:should|must|to) loop|make it loop|loops? (?:seamlessly|perfectly|endlessly|forever))\b/gi
const LOOP = /\b(?:loop|loops|looping|looped|nahtlose schleife|endlosschleife)\b/gi

/** "looping 4 second clip" */
const LOOP_AFTER = new RegExp(`^[\\s-]+(?:(?:[\\d.]+|second|short|${STYLE_WORD})[\\s-]+){0,3}${FILM_NOUN}`, 'iu')

const kindOf = (text: string): string => text.replaceAll(/\s/g, '').replaceAll(',', '.').replace(/[∶/]/, ':')

export function picturesIn(text: string): readonly Find[] {
  return [
    ...scan(text, PIXELS, ([all, w = '', h = ''], before, after) => {
      const large = Math.min(Number(w), Number(h)) >= 100 || /px|pixel/i.test(all)
      const asked = /\b(?:size|resolution|at|in)\s*[:=]?\s*$/i.test(before)
      if (!large && !asked && after.trim() !== '') return null
      return { strong: large || asked, wish: { kind: 'pixels', width: Number(w), height: Number(h) } }
    }),
    ...scan(text, LINES, ([all, p, k, full], before, after) => ({
      strong:
        p !== undefined ||
        /^(?:uhd|full)/i.test(all) ||
        (/\bin\s+$/i.test(before) && k !== undefined) ||
        new RegExp(`^[\\s-]+(?:resolution|${FILM_NOUN})`, 'iu').test(after),
      edge: { first: !RUN_AFTER.test(after), last: !RUN_BEFORE.test(before) },
      wish: { kind: 'lines', lines: p ? Number(p) : k ? (k.startsWith('8') ? 4320 : 2160) : full ? 1080 : 720 },
    })),
    ...scan(text, RATIO, ([all, w = '', sign = '', h = ''], before, after) => {
      const name = kindOf(all)
      const near = RATIO_NEAR.test(before.slice(-18)) || RATIO_NEAR.test(after.slice(0, 18))
      const ratio = Number(w.replace(',', '.')) / Number(h.replace(',', '.'))
      if (!(PICTURE_RATIOS.has(name) || near) || !(ratio >= 0.2 && ratio <= 5)) return null
      if (/^\s*(?:am\b|pm\b|in the|o.clock|sharp)/i.test(after)) return null
      // 9/16 and 3/4 are days and parts as well.
      const edge = { first: false, last: /^(?:16|21):9$/.test(name) && !DAY_BEFORE.test(before) }
      return { strong: (SURE_RATIOS.has(name) && sign !== '/') || near, edge, wish: { kind: 'aspect', ratio } }
    }),
    ...scan(text, SHAPE, ([word], before, after) => {
      const wish = { kind: 'aspect', ratio: SHAPES[word.toLowerCase()] ?? 16 / 9 } as const
      const named = SHAPE_NAMED.test(after) || /\b(?:format|aspect|orientation)\s*[:=]?\s*$/i.test(before)
      if (named || !/^(?:portrait|landscape|square)$/i.test(word)) return { strong: named || filmAfter(after), wish }
      const asked = ASKED_SHAPE.test(before) && filmAfter(after)
      if (asked || (/\bin\s+$/i.test(before) && /^\s*(?:[,.;:!)]|$)/.test(after))) return { strong: true, wish }
      // "A portrait, then a harbour"
      return /\b(?:an?|the|his|her|their|my|our|of)\s+$/i.test(before) ? null : { strong: false, wish }
    }),
    ...scan(text, FPS, ([, n = '']) => ({ strong: true, wish: { kind: 'fps', fps: toNumber(n) } })),
    ...scan(text, SHOTS_LABEL, ([, n = '']) => ({ strong: true, wish: { kind: 'shots', count: toNumber(n) } })),
    ...scan(text, SHOTS, ([all, n = ''], before, after) => {
      const count = /single/i.test(n) ? 1 : toNumber(n)
      if (NOT_SHOTS.test(after) || /^two[\s-]+shot$/i.test(all) || !Number.isInteger(count)) return null
      const listed = SHOTS_START.test(before) && /^\s+of\b/i.test(after)
      const film = new RegExp(`^[\\s-]+${FILM_NOUN}`, 'iu').test(after)
      return { strong: SHOTS_BEFORE.test(before) || listed || film, wish: { kind: 'shots', count } }
    }),
    ...scan(text, NO_LOOP, () => ({ strong: true, wish: { kind: 'loop', loop: false } })),
    ...scan(text, SURE_LOOP, () => ({ strong: true, wish: { kind: 'loop', loop: true } })),
    ...scan(text, LOOP, (_, before, after) => ({
      strong: LOOP_AFTER.test(after) || /(?:\d\s?s(?:ec\w*)?|second)[\s-]+$/i.test(before),
      wish: { kind: 'loop', loop: true },
    })),
  ]
}
