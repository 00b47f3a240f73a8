/** Is what somebody says to Nora by name a brief? A render costs GPU time and asking back one press: where it is in doubt, ask. Pure. */

import { card } from '../src/words/card.ts'
import { say } from './command.ts'

/** 'thanks' wants no film at all. */
export type Meant = 'brief' | 'unclear' | 'thanks'

export type SaidToNora = {
  /** Without the mention itself. */
  readonly text: string
  /** Her name comes first, or she alone is spoken to. */
  readonly isToHer: boolean
  /** Names of the files that came with it. */
  readonly files: readonly string[]
}

/** To who thanks. */
export const WELCOME = say(
  card('You are welcome', ['For a film mention me with what it shows; “help” tells the rest.']),
)
/** To who may have wanted something else than a film. */
export const OR_ELSE = 'Something else? Say “status”, or “help” for what I can do.'

const A_FILM = String.raw`(?:films?|videos?|clips?|movies?|shorts?|teasers?|trailers?|spots?|animations?|animatics?|loops?|commercials?|adverts?|ads?|montages?|scenes?)`
const MAKE = String.raw`(?:make|create|render|shoot|produce|generate|animate|film)`

/** "please make us a film of": what follows is what it shows. */
const REQUEST = new RegExp(
  String.raw`^(?:please,? )?(?:${MAKE}(?: (?:me|us))?|(?:i|we)(?: would|'d)? (?:need|want|like)(?: to have)?|give (?:me|us)) (?=(?:an?|one|two|three|some|\d+|this(?=:))\b)`,
  'i',
)
/** "a short film of …". */
const NAMES_A_FILM = new RegExp(String.raw`^(?:(?:an?|one|\d+|short|new|quick) )?(?:[\w'-]+ ){0,4}?${A_FILM}\b`, 'i')
/** As a brief says what it wants: "8 seconds", "16:9", "gate:always". */
const SAYS_FORM =
  /(?:^|[.,;:\n(–—-]\s*)(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|eight|ten|twelve) ?(?:s|secs?|seconds?|shots?|fps)\b|\b\d{1,2}:\d{1,2}\b(?! ?(?:am|pm|uhr|o'clock))|\b\d{3,4} ?[x×] ?\d{3,4}\b|\b(?:duration|fps|size|style|tone|deliverables|workflow|gate|title|script)[:=]\S/i
/** How a picture is described: "a lighthouse …", "two children …", "at dawn …". */
const DESCRIBES =
  /^(?:an?|one|two|three|four|five|six|seven|several|some|many|close(?:-| )up|wide shot|slow|inside|under|through|across|above|along|between|at (?:dawn|dusk|night|sunrise|sunset|noon)|in an?|on an?|over an?)\b/i

const ASKS =
  /\?|^(?:what|when|where|who|whose|why|how|which|can|could|would|will|shall|should|is|are|was|were|do|does|did|has|have|any(?:body|one)?|may|might)\b/i
const THANKS =
  /^(?:oh |ok(?:ay)?,? |many |a thousand |so many )?(?:thanks?|thank you|thx|tysm|ty|cheers|merci|danke|gracias)\b/i
const PRAISE =
  /^(?:(?:oh|wow|that|this|it|the film|yes)(?:'s| is| was| looks?| looked| turned out)?,? )?(?:so |really |absolutely |just |very |simply )*(?:love(?:ly| it| that| this)?|great|nice|good (?:job|work|one)|beautiful|gorgeous|amazing|awesome|perfect|fantastic|brilliant|excellent|wonderful|stunning|superb|super|cool|well done|wow|bravo|congrats|lgtm)(?:[ ,]+(?:work|job|one|film|stuff|it|that|this|nora|thanks|thank you|everyone|all|again|so much|very much|indeed))*[.! ]*$/i

/** Words with which people speak to one another, or to Nora about what is there already. */
const TALKS = [
  /^(?:oh|ok|okay|yes|yep|no|nope|yeah|sure|hi|hello|hey|hiya|good (?:morning|afternoon|evening|night)|morning|sorry|never ?mind|forget|ignore|stop|wait|hold on|hang on|remind|tell|ask|send|upload|invite|check|look|see|show|let|fyi|btw|test|testing|approved?|reject(?:ed)?|cancel|change|reopen|revise|undo|delete|remove|add|put|use|try|redo|again|re-?\w+er|here|there|help|don't|do not|not|maybe|perhaps|at least|in case|on it|after all|and|but|so|also|then|because|well|welcome|happy|congrats|please (?!make|create|render|shoot|produce|generate|animate|film))\b/i,
  /^(?:it|that|this|those|these|they|he|she|you|everyone|everybody|somebody|someone|nobody)\b/i,
  /\b(?:i|i'm|i'll|i've|i'd|you|you're|your|yours|u|me|let's|nora|my)\b/i,
  /\bwe(?:'re|'ll|'ve|'d)\b|\bwe (?!see|follow|open|start|begin|move|fly|look|watch|cut|end|hear|push|pull|pan|tilt|travel|drift|glide)/i,
  /\b(?:help|tell|show|send|let) us\b/i,
  /\b(?:the|our|this|that|these|those|last|latest|previous|yesterday's|today's) (?:\w+ )?(?:films?|videos?|clips?|movies?|cuts?|versions?|renders?|plans?|delivery|deliveries|briefs?|brief|status|queue|channel|thread)\b/i,
  /\bshots? #?\d+\b(?!\s*[:.,;–—-])/i,
  /\b(?:today|yesterday|tomorrow|(?:this|next|last) (?:week|month|year|time)|monday|tuesday|wednesday|thursday|friday|right now|asap)\b/i,
]
/** Of the office; a brief may speak of it, which then says that it is one. */
const OFFICE =
  /\b(?:meetings?|invoices?|budget|calendar|schedule|deadlines?|e?-?mails?|contracts?|keynote|decks?|slides?|clients?|receipts?|zoom|slack|discord|guys|folks|lunch|reminder|timesheets?|question|questions|update|updates|heads-?up|feedback|asking|server|gpu|bug|ticket|password|login|link|folder|drive|logo|wifi|team)\b/i

const A_SCRIPT = /\.(?:txt|md|fountain)$/i
const FEWEST_WORDS = 3
const ENOUGH_WORDS = 5

export function whatIsMeant({ text, isToHer, files }: SaidToNora): Meant {
  const said = text
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/["“][^"”]*["”]/g, ' … ')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replace(/^[\s,:;.!–—-]+/, '')
    .trim()
  if (said === '') return files.some((name) => A_SCRIPT.test(name)) ? 'brief' : 'unclear'
  const isFilm = new RegExp(String.raw`\b(?:an?|new|another) (?:[\w'-]+ ){0,3}${A_FILM}\b`, 'i').test(said)
  if ((THANKS.test(said) || PRAISE.test(said)) && files.length === 0)
    return isFilm || SAYS_FORM.test(said) || said.includes('?') || wordsIn(said) > 15 ? 'unclear' : 'thanks'
  return isToHer && isBrief(said, files.length > 0) ? 'brief' : 'unclear'
}

function isBrief(said: string, hasFiles: boolean): boolean {
  const shown = said.replace(REQUEST, '')
  const isAsked = shown !== said
  if (ASKS.test(said) || TALKS.some((talk) => talk.test(shown))) return false
  const words = wordsIn(shown)
  if (words < FEWEST_WORDS) return false
  const isCalledOne =
    isAsked || (NAMES_A_FILM.test(shown) && DESCRIBES.test(shown)) || /^(?:short )?film\b/i.test(shown)
  if (isCalledOne) return true
  const isDescribed = DESCRIBES.test(shown)
  if (OFFICE.test(shown)) return isDescribed && SAYS_FORM.test(shown)
  if (SAYS_FORM.test(shown)) return true
  return words >= ENOUGH_WORDS && (isDescribed || hasFiles)
}

const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
