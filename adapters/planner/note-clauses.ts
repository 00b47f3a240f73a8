/** Parts a note into clauses, each one wish or one piece of talk. */
import { MARK } from './note-scene.ts'

const SENTENCES = /(?<=[.!?…])\s+|\s*[;\n]+\s*/

const HARD = /(?:\s*,)?\s+(?:but|although|except that|, then)\s+/i

const SOFT = /(\s*,\s*(?:(?:and|then|also|plus|so|or)\s+)*|\s+(?:and|then|plus|also|&)\s+(?:(?:then|also)\s+)?)/i

const LEAD =
  "(?:please |pls |maybe |perhaps |also |then |and |so |just |can (?:you|we) |could (?:you|we) |would you |let's |let us |i'd (?:like to )?|we should |i would |you (?:can|could) |we (?:can|could) |i want to |bitte |nora,? )*"

const VERBS =
  "make|swap|switch|exchange|drop|remove|delete|cut|lose|scrap|get rid of|lock|unlock|keep|use|move|put|bring|add|insert|replace|change|turn|end|start|begin|open|close|trim|hold|extend|shorten|try|re-?roll|redo|re-?render|regenerate|go back|back to|revert|push|pull|pan|tilt|zoom|show|take|speed|slow|darken|brighten|lighten|warm|cool|desaturate|another take|leave|let|give|set|reverse|don't|do not|without|dissolve|cross-?fade|cross-?dissolve|fade"

const GRADES =
  '(?:a (?:little )?bit |a little |a tad |a touch |slightly |much |way |a lot |too |more |less |not )*(?:darker|brighter|lighter|warmer|cooler|colder|bluer|slower|faster|quicker|shorter|longer|dark|bright|warm|cold|cool|slow|fast|wider|tighter|closer|saturated|desaturated|colou?rful)'

const BEGINS = new RegExp(`^${LEAD}(?:${VERBS})\\b`, 'i')

const SHOT_WISH = new RegExp(`^${LEAD}(?:§\\d+|the [\\w' -]{1,30}?(?:shot|scene|one))\\b`, 'i')

const GRADE_OF = new RegExp(`^${LEAD}${GRADES}\\b[^§]*§\\d+`, 'i')

const BARE_OF = new RegExp(`^${LEAD}\\d{1,2}:?\\s+${GRADES}\\b`, 'i')

const ANY_WISH = new RegExp(`\\b(?:${VERBS}|${GRADES}|close[- ]?up|static|should|needs?|as an?|mm)\\b`, 'i')

/** `text` with marks in it; no clause is empty. */
export function clausesOf(text: string): readonly string[] {
  return text
    .split(SENTENCES)
    .flatMap((sentence) => sentence.split(HARD))
    .flatMap(parts)
    .map(bare)
    .filter((clause) => /[\p{L}\p{N}§]/u.test(clause))
}

function parts(sentence: string): readonly string[] {
  const [first = '', ...pieces] = sentence.split(SOFT)
  const clauses: string[] = []
  let now = first
  for (let i = 0; i < pieces.length; i += 2) {
    const [between = '', part = ''] = [pieces[i], pieces[i + 1]]
    if (begins(part, now)) {
      clauses.push(now)
      now = part
    } else now += `${between}${part}`
  }
  return [...clauses, now]
}

/** Does the part begin a wish of its own? A bare name before it belongs to it, and so does "darker and" before "warmer in shot 2". */
function begins(part: string, before: string): boolean {
  const nameless = before.replaceAll(/§\d+/g, ' ').trim() === '' && MARK.test(before)
  if (nameless) return false
  if (BEGINS.test(part) || (BARE_OF.test(part) && ANY_WISH.test(before))) return true
  if (SHOT_WISH.test(part) && ANY_WISH.test(part.replace(/^[^§]*§\d+/, '')))
    return ANY_WISH.test(before) || !MARK.test(before)
  if (GRADE_OF.test(part)) return MARK.test(before) && ANY_WISH.test(before)
  return false
}

const BEFORE =
  /^(?:[\s,:&]|(?:please|pls|plz|bitte|thanks|thank you|thx|danke|hi|hey|hello|nora|anyway|anyhow|ok|okay|well|oh|one more thing|ps)(?=[\s,:!]|$)|(?:anyway|otherwise|also|and|now|next|finally)(?=\s*[,:]))+/i
const AFTER =
  /(?:[\s,!.:]|(?<![\w'])(?:please|pls|plz|bitte|danke(?: schön)?|thanks(?: a lot| so much| nora| all)?|thank you(?: so much| very much)?|thx|ty|cheers)|[:;]-?[)(dp])+$/i

/** Without the manners around it; a question keeps its mark. */
const bare = (clause: string): string => clause.replace(BEFORE, '').replace(AFTER, '')
