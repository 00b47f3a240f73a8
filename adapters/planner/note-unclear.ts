/** What to ask when somebody plainly wants a change that no rule understands. */
import type { Change, FinishChange } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { changesSaid, shotsSaid } from './note-say.ts'
import { type Answer, ask, type Clause, type Heard, MARK, shotOf, spoken, type Target } from './note-scene.ts'
import { targetOf } from './note-targets.ts'

const PACE =
  /\b(?:pac(?:e|ing)|rhythm|tempo|drags?|dragging|boring|snoozy|energy|rushed|hectic|slow|fast|speed|timing)\b/i

const LIGHT = /\b(?:dark(?!er)|dim|light(?:ing)?|exposure|bright(?!er)|black|gloomy|dunkler|heller|dunkel|hell)\b/i

const COLOUR = /\b(?:colou?rs?|tint|grade|warm|cold|cool|blue|orange|tone|wärmer|kälter|saturation)\b/i

const WRONG =
  /\b(?:(?:don't|do not|didn't) (?:like|love)|dislike|hate|doesn't work|does not work|not working|isn't working|is (?:bad|wrong|off|weird|odd|ugly|broken|strange|boring|terrible|awful)|looks? (?:bad|wrong|off|weird|odd|ugly|broken|strange|fake|terrible|awful)|feels? (?:bad|wrong|off|weird|odd|strange)|not (?:happy|sure|convinced|a fan)|bothers me|could be better|meh)\b/i

/** Somebody wants something of the film. */
const CHANGE =
  /\b(?:make|change|adjust|tweak|fix|improve|should|could|can (?:we|you)|needs?|more|less|too|wants?|want|rather|instead|add|remove|move|put|give|less|match|reduce|increase|machen|könnte(?:n|t|st)?|etwas|mehr|weniger|dunkler|heller|wärmer|kälter|langsamer|schneller|kürzer|länger|tauschen|bitte)\b/i

const FILM =
  /\b(?:film|movie|video|clip|cut|edit|shots?|scenes?|pac(?:e|ing)|camera|music|sound|voice[\s-]?over|lighting|light|colou?rs?|grade|mood|look and feel|look|opening|ending|intro|outro|sequence|transitions?|titles?|logo|text|middle|vibe|atmosphere|tone|contrast|grain|focus|blur|motion|einstellung|szene)\b/i

const MAKE_IT =
  /\b(?:make|give|want|have|need)\s+(?:it|this|that|everything|them|§\d+)\s+(?:all\s+)?(?:a (?:bit|little|lot)\s+|much\s+)?(?:more|less|feel|look|like|pop|sharper|softer|crisper|nicer|better|bigger|smaller|\w+(?:er|ic|ful|y)\b)|^(?:a (?:bit|little)\s+)?(?:more|less)\s+\w+(?:,? please)?[.!]*$|^§\d+:?\s+(?:\w+\s+)?\w{4,}er[.!?]*$/i

const FOR_NORA = /\b(?:why|how come)\b/i

export function unclear(clause: Clause): Heard | null {
  const { text, marks } = clause
  const words = spoken(text, marks)
  const marked = MARK.test(text) && !clockOnly(clause)
  const meant = marked || FILM.test(text) || MAKE_IT.test(text)
  const wants = (CHANGE.test(text) && (marked || FILM.test(text))) || MAKE_IT.test(text)
  const complains =
    meant && (WRONG.test(text) || (PACE.test(text) && /\b(?:off|too|drags?|boring|slow|fast)\b/i.test(text)))
  const why = FOR_NORA.test(text) && meant
  const states =
    MARK.test(text) &&
    /\b(?:is|are|it's|looks?|feels?|seems?)\s+(?:\w+\s+)?(?:dark|dim|bright|slow|fast|warm|cold|cool|blue)\b/i.test(
      text,
    )
  if (!wants && !complains && !why && !states) return null
  const shots = shotsOf(clause)
  const answers = [...offers(clause, shots), ...again(clause, text)]
  const lead = why ? 'I can change that, though not explain it' : `I do not understand “${cut(words)}”`
  return ask(
    answers.length > 0
      ? `${lead}. Is it one of these?`
      : `${lead}. Say which shot, and darker, brighter, slower, closer, what it shall show, or another order.`,
    answers,
  )
}

/** "let's make it 12:30": no time of this film. */
const clockOnly = ({ text, marks }: Clause): boolean =>
  (text.match(/§\d+/g) ?? []).every((mark) => {
    const { said = '', target } = marks[Number(mark.slice(1))] ?? {}
    return target?.is === 'ask' && said.includes(':')
  })

const cut = (words: string) => (words.length > 120 ? `${words.slice(0, 119).trimEnd()}…` : words)

function shotsOf(clause: Clause): readonly ShotId[] {
  const named = /§\d+/g.exec(clause.text)
  const target: Target = named === null ? { is: 'none' } : targetOf(clause, clause.text.match(/§\d+/g)?.join(' ') ?? '')
  const ids = target.is === 'shots' ? target.ids : (clause.scene.pointed ?? clause.scene.shots.map((s) => s.id))
  const free = ids.filter((id) => !shotOf(clause.scene, id).locked)
  return target.is === 'ask' ? [] : free
}

function offers({ text, scene }: Clause, shotIds: readonly ShotId[]): readonly Answer[] {
  if (shotIds.length === 0) return []
  const who = shotsSaid(scene, shotIds, true)
  const finish = (how: string, change: Partial<Change>): Answer => ({
    label: `${who} ${how}`,
    changes: [{ type: 'finish', shotIds, ...change } as Change],
  })
  const slower = finish('slower', { speedFactor: 0.8 })
  const faster = finish('faster', { speedFactor: 1.2 })
  const brighter = finish('brighter', { exposure: 0.5 })
  const darker = finish('darker', { exposure: -0.5 })
  if (PACE.test(text))
    return /\b(?:slow|drags?|dragging|boring)\b/i.test(text)
      ? [faster]
      : /\b(?:fast|rushed|hectic)\b/i.test(text)
        ? [slower]
        : [slower, faster]
  if (LIGHT.test(text)) {
    if (/\b(?:dark|dim|gloomy|black|heller)\b/i.test(text)) return [brighter]
    return /\b(?:bright|dunkler)\b/i.test(text) ? [darker] : [brighter, darker]
  }
  return COLOUR.test(text) ? [finish('warmer', { temperature: 0.25 }), finish('cooler', { temperature: -0.25 })] : []
}

/** "shot 2 is darker than shot 1": more of it, or back? */
export function compared({ scene }: Clause, changes: readonly Change[]): Heard {
  const back = changes.map((c) => (c.type === 'finish' ? opposite(c) : c))
  return ask(
    'Shall I change that?',
    [back, changes].map((c) => ({ label: changesSaid(scene, c).replace(/^./, (a) => a.toUpperCase()), changes: c })),
  )
}

const opposite = (c: FinishChange): FinishChange => ({
  ...c,
  ...(c.exposure === undefined ? {} : { exposure: -c.exposure }),
  ...(c.temperature === undefined ? {} : { temperature: -c.temperature }),
  ...(c.saturationFactor === undefined ? {} : { saturationFactor: 2 - c.saturationFactor }),
  ...(c.speedFactor === undefined ? {} : { speedFactor: 2 - c.speedFactor }),
})

/** "I don't like shot 2": other pictures, or none. */
function again(clause: Clause, text: string): readonly Answer[] {
  const { scene } = clause
  const shotIds = MARK.test(text) || scene.pointed !== null ? shotsOf(clause) : []
  if (shotIds.length !== 1 || FOR_NORA.test(text)) return []
  const who = shotsSaid(scene, shotIds)
  const words = spoken(text, clause.marks)
  const tries: readonly Answer[] = [{ label: `Try ${who} again`, changes: [{ type: 'reroll', shotIds }] }]
  if (WRONG.test(text))
    return shotIds.length < scene.shots.length
      ? [...tries, { label: `Drop ${who}`, changes: [{ type: 'drop', shotIds }] }]
      : tries
  if (!MAKE_IT.test(text)) return []
  const asked = text
    .replaceAll(/§\d+:?/g, ' ')
    .replace(/^(?:\s|please\b|can you\b|could you\b|make\b|give\b|i want\b|should be\b|it\b|this\b)+/i, '')
  const add = cut(spoken(asked, clause.marks).replaceAll(/\s*(?:,? please)?[.!?]*$/gi, ''))
  if (add === '') return []
  return [
    {
      label: `Render ${who} anew with these words`,
      changes: [{ type: 'content', shotIds, add, text: words }],
    },
  ]
}
