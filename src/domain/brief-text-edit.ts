/** Which words of a brief say how its shots shall come into one another: dissolves, fades, hard cuts. */
import { type Find, scan } from './brief-text-find.ts'

const BETWEEN =
  '(?:\\s+(?:only|throughout|everywhere|instead of cuts|(?:in |from |at |on |for |zwischen |entre |in)?(?:between|zwischen|entre|every|each|all|shot to shot)?(?:\\s+(?:the|all|every|each|den|die|les))*\\s*(?:shots?|scenes?|cuts?|moments?|pictures?|them|einstellungen|szenen|bildern|plans)))?'
const SLOW = '(?:(?:very\\s+)?(?:slow|soft|long|gentle|smooth|weichen?|langsamen?|sanften?)\\s+)*'

const DISSOLVE = new RegExp(
  `(?<!\\p{L})${SLOW}(?:(?:cross|lap)[\\s-]?(?:dissolves?|fades?)|dissolves?|überblendung(?:en)?|überblenden|fondus?\\s+enchaînés?(?:\\s+lents?)?)${BETWEEN}(?!\\p{L})`,
  'giu',
)
const DIP = new RegExp(
  `(?<!\\p{L})${SLOW}(?:(?:dips?|fades?)\\s+(?:to|through)\\s+black|fades?|schwarzblenden)${BETWEEN}(?!\\p{L})`,
  'giu',
)
const HARD = new RegExp(
  `(?<!\\p{L})(?:(?:hard|straight|clean)\\s+cuts|no\\s+(?:dissolves|transitions|fades)|harte\\s+schnitte|coupes\\s+franches)${BETWEEN}(?!\\p{L})`,
  'giu',
)
const OPENS =
  /(?<!\p{L})(?:(?:a\s+)?(?:slow\s+)?fades?\s+(?:in|up)(?:\s+from\s+black)?(?:\s+at\s+the\s+(?:start|beginning))?|(?:a\s+)?fades?\s+from\s+black|aufblende|ouverture\s+au\s+noir)(?!\p{L})/giu
const ENDS =
  /(?<!\p{L})(?:(?:a\s+)?(?:slow\s+)?fades?[\s-]?(?:out\s+)?to\s+black(?:\s+at\s+the\s+(?:very\s+)?end)?|(?:a\s+)?(?:slow\s+)?fades?[\s-]?out(?:\s+at\s+the\s+(?:very\s+)?end)?|(?:schwarzblende|abblende)(?:\s+am\s+(?:ende|schluss))?|fondu\s+au\s+noir(?:\s+(?:à\s+la\s+fin|final))?)(?!\p{L})/giu

/** What a wish for the cut stands behind: nothing, or words to whoever makes the film. "The sugar dissolves" has a subject. */
const SAID_BEFORE =
  /(?:^|[\n.,;:!?(–—]\s*|(?<!\p{L})(?:with|using|use|and|then|please|add|ends?|ending|starts?|finish(?:es)?|opens?|finally|mit|am\s+ende|und|endet|avec|et|de)\s+(?:on\s+|with\s+|in\s+|an?\s+|eine[rm]?\s+|un\s+|des\s+|slow\s+)*)$/iu
/** "Fades into the mist", "dissolve in water": of things that are seen. */
const SAID_AFTER = /^\s*(?:[.,;:!?)–—\n]|$|(?:and|then|und|et|over|to the|throughout|with)(?!\p{L}))/iu

export function editsIn(text: string): readonly Find[] {
  const said = (pattern: RegExp, wish: Find['wish']) =>
    scan(text, pattern, (_, before, after) =>
      SAID_BEFORE.test(before) && SAID_AFTER.test(after) ? { strong: true, wish } : null,
    )
  return [
    ...said(DISSOLVE, { kind: 'between', transition: 'dissolve' }),
    ...said(ENDS, { kind: 'ends-in-black' }),
    ...said(OPENS, { kind: 'opens-from-black' }),
    ...said(DIP, { kind: 'between', transition: 'fade' }),
    ...said(HARD, { kind: 'between', transition: 'cut' }),
  ]
}
