/** Is a clause talk, or a question to Nora, rather than a wish? People talk among themselves in the same thread. */
import { type Clause, type Heard, MARK, type Scene } from './note-scene.ts'
import { wordsIn } from './note-shot-words.ts'

const NORA = /(?:^|[\s,])@?nora\b/i

/** "@ben, can you look?" is Ben's. */
export const toSomebody = (note: string): boolean =>
  (/^(?:(?:hi|hey|hello|ok|okay|yes|no|thanks)\s+)?@(?!nora\b)[\w.-]+/i.test(note) && !NORA.test(note)) ||
  NAMED.test(note)

const NAMED =
  /^(?!(?:Nora|Ok|Okay|Hi|Hey|Hello|Please|Maybe|Also|And|So|But|Then|Yes|No|Yeah|Well|Great|Nice|Good|Lovely|Perfect|Cool|Super|Awesome|Amazing|Wow|Thanks|Fine|Alright|Right|Sorry|Now|Next|Finally|First|Again|Overall|Bitte|Everyone|Hmm|Oh)\b)[A-Z][a-z]+(?: [A-Z][a-z]+)?,? +(?:can|could|would|will|did|do|have|are) you\b/

const PRAISE =
  /\b(?:love[sd]?|lovely|like (?:it|this|that|how|the|what|§)|likes|great|nice(?:ly)?|beautiful(?:ly)?|gorgeous|amazing|awesome|perfect(?:ly)?|fantastic|brilliant|excellent|wonderful|stunning|superb|super|fab(?:ulous)?|cool(?! down)(?=\s*(?:[!.,]|$))|sweet|well done|good (?:job|work|stuff|one)|looks? (?:good|fine|right)|(?:much|so much|way|looks|even) better|works (?:well|great|for me)|spot on|on point|chef's kiss|happy with|fine by me|favou?rite|approved?|lgtm|bravo|congrats|wow|impressive|magic|danke|schön|toll|enjoy(?:ed)?)\b/i

const WISHING = /\b(?:would|'d|could|should|please|pls|needs?|want|must|can you|can we|if)\b/i

const NOT_SO = /\b(?:don't|do not|didn't|doesn't|isn't|wasn't|aren't|never|not)\b/i

const DONE =
  /\b(?:i|we|he|she|they|you|somebody|who|ada|ben)(?:'ve| have| has| had|'d)? (?:already |just )?(?:made|turned|dropped|swapped|moved|locked|cut|set|used|changed|got|put)\b(?!.*\btoo\b)/i

const STATES =
  /\b(?:is|are|was|were|got|became|has become|looks?|feels?|seems?|turned out)\s+(?:now\s+|already\s+|so\s+|even\s+|a (?:little )?bit\s+|a lot\s+|much\s+|slightly\s+)*(?:darker|brighter|lighter|warmer|cooler|colder|bluer|slower|faster|shorter|longer|wider|tighter|closer|more \w+|less \w+)\b/i

const REFUSES =
  /\b(?:don't|do not|doesn't need to|needn't|no need to|not necessary to|never|wouldn't|shouldn't|mustn't|can't|cannot|won't|rather not|not going to|didn't|isn't|aren't|not) (?:\w+ ){0,3}(?:make|drop|cut|swap|move|lock|unlock|remove|delete|darken|brighten|replace|re-?render|re-?roll|use|be|go|get|too|darker|brighter|lighter|warmer|cooler|colder|slower|faster|longer|shorter)\b/i

const SPARES =
  /\b(?:(?:don't|do not|never|please don't|without|no need to) (?:change|changing|touch|touching|alter|altering|mess with|re-?render)|leave)\s+(.+?)(?:\s+(?:alone|as (?:it is|is|they are)|like (?:this|that)|untouched|unchanged|be|please))*[.!?]*$|^(§\d+) (?:stays?|can stay|should stay|remains?)(?: (?:as (?:it is|is)|like (?:this|that)|the same|unchanged))?[.!?]*$/i

const ASKS_STATUS =
  /^(?:nora,? )?(?:how long (?:will|does|is|until|till|before|to go)(?! (?:the (?:film|video|clip|cut)|§|it now))|how (?:much )?(?:far|long|more time)\b.*\b(?:are you|left|wait|take|remaining)|when (?:will|is|can|do|are) (?:it|we|you|the (?:film|next|new|cut|render|revision)|§\d+|i)\b.*|(?:what(?:'s| is) (?:the )?(?:status|progress|eta|happening|going on))|where are (?:we|you)|are you (?:done|ready|still|working|there|finished)|is (?:it|this|§\d+|the (?:film|new (?:version|cut|one)|render)) (?:done|ready|finished|rendering|still)|(?:any )?(?:status|progress|eta|news)\b|what are you (?:doing|working on)|done yet|ready yet|is it (?:stuck|running))/i

const ASKS_TAKES =
  /^(?:nora,? )?(?:(?:which|what|how many|are there (?:any )?(?:other|more)|do (?:we|you) have (?:any )?(?:other|more)|any (?:other|more))\s+(?:other |more )?takes\b|(?:can you |could you |please )*(?:show|list)\b.*\btakes\b)/i

const ASKS_SHOTS =
  /^(?:nora,? )?(?:(?:which|what|how many)\s+shots?\b|how many §|(?:what(?:'s| is| are| was| happens)|who(?:'s| is)) (?:in )?(?:§\d+|the (?:first|last|order|running order|shot list|length))|(?:can you |could you |please )*(?:list|show(?: me| us)?|describe) (?:me |us )?(?:§\d+|the shots|the shot list|the plan)[.!?]*$|how long is|(?:what|which) (?:lens|framing|camera|length|prompt|seed)\b|(?:is|are|was|were) (?:§\d+|the [\w' ]+ (?:shot|one)) (?:locked|unlocked|the same|\w*er\b|more|less|still|new)|what(?:'s| is) locked)/i

const ASKS_HELP =
  /^(?:nora[,:]? )?(?:help(?: me)?(?: please)?[.!?]*$|what (?:can|could|may|do|should) (?:i|we|you) (?:say|do(?! for|$| tomorrow)|ask|write|type|tell)|how (?:do|can|should) (?:i|we) (?:change|say|tell|ask|use|lock|swap|give|write|revise|make|get|drop|move|approve|talk)|how does (?:this|it) work|what (?:commands|notes|words) |what are (?:my|the|our) options|which commands)/i

const SOCIAL = new Set(
  (
    'lunch dinner breakfast coffee espresso beer beers drinks pizza meeting meet meetings call calls zoom monday tuesday wednesday ' +
    'thursday friday saturday sunday tomorrow yesterday tonight weekend week office invoice invoices budget drive calendar schedule ' +
    'client clients email mail phone train flight holiday vacation birthday party guys folks everyone anybody somebody someone ' +
    'contract keynote deck slides website laptop keys door receipt receipts parking hotel taxi rent desk morgen mittag heute'
  ).split(' '),
)

/** Of lunch, meetings and the like, and not of a film about them. */
export const isSocial = (text: string, scene: Scene): boolean =>
  wordsIn(text).some((word) => SOCIAL.has(word) && !scene.words.includes(word))

export const isPraise = (text: string): boolean =>
  PRAISE.test(text) && !WISHING.test(text) && !NOT_SO.test(text) && !/\btoo (?!good|nice|cool)/i.test(text)

/** "shot 2 is darker than shot 1": a wish, or a remark? */
export const isComparison = (text: string): boolean =>
  STATES.test(text) && /\bthan\b/i.test(text) && !WISHING.test(text)

/** What can be told before any wish is looked for; null when it may be a wish. */
export function talkOf(clause: Clause): Heard | null {
  const { text, scene } = clause
  const asked = questionOf(text, scene)
  if (asked !== null) return asked
  if (!/\benough\b/i.test(text) && REFUSES.test(text) && !/\b(?:not|isn't|doesn't look) (?:as|so|that) /i.test(text))
    return { type: 'talk' }
  if (STATES.test(text) && !/\b(?:should|would|could|must|needs?|if|than)\b/i.test(text)) return { type: 'talk' }
  if (/\bthe \w+er,? the \w+er\b/i.test(text) || (DONE.test(text) && !WISHING.test(text))) return { type: 'talk' }
  return null
}

function questionOf(text: string, scene: Scene): Heard | null {
  if (isSocial(text, scene)) return null
  const asks = [
    [ASKS_TAKES, 'takes'],
    [ASKS_SHOTS, 'shots'],
    [ASKS_HELP, 'help'],
    [ASKS_STATUS, 'status'],
  ] as const
  const found = asks.find(([pattern]) => pattern.test(text.replace(/^(?:hi|hey|hello|ok|okay|so|and|btw)[, ]+/i, '')))
  return found === undefined ? null : { type: 'question', about: found[1] }
}

/** The words for the shots that are to stay as they are. */
export const sparedIn = (text: string): string | null => {
  const match = SPARES.exec(text)
  const what = match?.[1] ?? match?.[2]
  return what !== undefined && (MARK.test(what) || /^(?:it|this|that|the [\w' ]+ (?:shot|one|scene))$/i.test(what))
    ? what
    : null
}
