/** Wishes that say how a shot shall look or run, in any word order: camera words and grade words, and what is left names the shots. */
import type { Change, ContentChange, FinishChange } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { type Camera, camerasIn } from './note-camera.ts'
import { gradesIn } from './note-grade.ts'
import type { Grade } from './note-grade-words.ts'
import { onShots } from './note-on-shots.ts'
import { changesSaid } from './note-say.ts'
import { ask, type Clause, type Form, type Heard, type Scene, shotOf, spoken } from './note-scene.ts'
import { hasAll } from './note-shot-words.ts'
import { targetOf } from './note-targets.ts'

/** Words that carry no meaning of their own beside a wish. */
const FILLERS = new RegExp(
  String.raw`\b(?:please|pls|plz|bitte|thanks|thank you|thx|cheers|hi|hey|hello|nora|ok|okay|so|and|but|also|then|now|just|maybe|perhaps|still|really|quite|rather|pretty|very|kind of|sort of|somehow|overall|actually|honestly|again|i think|i feel like|i feel|i guess|imo|imho|for me|to me|for my taste|i'd|i would|we'd|we would|you|we|i|it'd|can|could|would|should|shall|may|might|must|needs?|wants?|like|love|prefer|rather|have|has|had|get|got|let's|let us|lets|let|give|want|make|makes|making|made|turn|set|put|do|does|go|grade|render|change|adjust|tweak|try|see|show|use|be|being|been|is|are|am|was|were|'s|'re|look|looks|looking|feel|feels|feeling|seem|seems|seeming|run|runs|running|play|plays|come|comes|appear|appears|to|too|if|that'd|great|good|nice|better|best|cool with|possible|as well|both|up|down|on|in|at|for|of|from|with|into|a|an|the|some|bit|little|more|less|than before|than now|than it is|step|steps|one step|one stop|though|tho|however|instead|thing|things|there|here|bring|take|pace|pacing|speed|tempo|grading|colou?r grade|image|picture|footage|camera|framing|frame|angle|lens|shot on|whole|entire|everyone|folks|team|guys|notes?|feedback|remark|request|hmm+|um+|well|oh|wow|yes|yeah|no|nope|right|sorry|what|that's|nora|team|fyi|btw)(?![\w-])`,
  'gi',
)

/** "… than shot 1", "… because the client says so": not part of the wish. */
const ASIDE =
  /\s+(?:than|because|since|cause|cos|as (?:the|it|this|we|i|he|she|they)\b|so (?:that|we|it|you)\b|to match|for the client|if (?:possible|you can|that'?s (?:ok|okay|possible))|when you (?:can|have time)|like (?:in|we|before)).*$/i

const PART =
  /\b(?:left|right|top|bottom|side|sides|corners?|edges?|foreground|background|sky|ground|water|face|faces|skin|shadows?|highlights?|blacks|whites|sun|moon|people|person|man|woman|hands?|eyes)\b/i

export const treat: Form = (clause) => {
  const aside = clause.text.replace(ASIDE, '')
  const { cameras, rest: afterCamera } = camerasIn(aside)
  const { grades, rest } = gradesIn(afterCamera)
  if (cameras.length === 0 && grades.length === 0) return null
  const left = rest
    .replaceAll(FILLERS, ' ')
    .replaceAll(/[?!.,:;()/+&…-]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const change = (ids: readonly ShotId[]): readonly Change[] => [
    ...setups(clause, cameras, ids),
    ...grades.map((grade) => ({ type: 'finish', shotIds: ids, ...grade, ...tintIn(aside, grade) }) as const),
  ]
  const remarks = cameras.flatMap((c) => c.remark ?? [])
  const words = left.replaceAll(/§\d+|\b(?:it|this|that|them|these|those|all|not|except)\b/gi, ' ').trim()
  const marked = /§/.test(left)
  const target = targetOf(clause, marked ? left : left === '' ? (rest.match(/\b(?:it|this|that)\b/i)?.[0] ?? '') : left)
  const otherwise = cameras.length === 0 ? 'all' : 'ask'
  const heard = onShots({ clause, target, otherwise, change, remarks })
  // A thing in the picture was meant, or words stand there that change the sense.
  if (marked && words !== '' && !/\b(?:shots?|ones?)\b/i.test(words)) return half(clause, words, heard)
  if (!marked && words !== '' && PART.test(words) && target.is === 'ask')
    return half(clause, words, onShots({ clause, target: targetOf(clause, ''), otherwise, change, remarks }))
  return heard
}

/** A colour was said where warmth is all that the cut can give. */
function tintIn(text: string, { temperature }: Grade): Pick<FinishChange, 'anew'> {
  const colour = /\b(blue|orange|yellow)\b/i.exec(text)?.[1]
  return temperature === undefined || colour === undefined || /\b(?:too|less|not)\b/i.test(text)
    ? {}
    : { anew: { temperature: `${colour.toLowerCase()} light` } }
}

/** One change for each set-up that the shots come to. */
function setups(clause: Clause, cameras: readonly Camera[], ids: readonly ShotId[]): readonly ContentChange[] {
  if (cameras.length === 0) return []
  const groups = new Map<string, { readonly shotIds: ShotId[]; readonly setup: Partial<ContentChange> }>()
  for (const id of ids) {
    const shot = shotOf(clause.scene, id)
    const adds: string[] = []
    let setup: Partial<ContentChange> = {}
    for (const camera of cameras) {
      const { add, ...others } = camera.of(shot)
      setup = { ...setup, ...others }
      if (add !== undefined) adds.push(add)
    }
    if (adds.length > 0) setup = { ...setup, add: adds.join(', ') }
    const key = JSON.stringify(setup)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { shotIds: [id], setup })
    else group.shotIds.push(id)
  }
  const text = spoken(clause.text, clause.marks)
  return [...groups.values()].map(({ shotIds, setup }) => ({ type: 'content', shotIds, ...setup, text }))
}

/** The shots are clear, but more was said than a whole picture can be given at the cut. */
function half(clause: Clause, words: string, heard: Heard): Heard {
  if (heard.type !== 'wish') return heard
  const { scene } = clause
  const ids = [...new Set(heard.changes.flatMap((c) => ('shotIds' in c ? c.shotIds : [])))]
  if (
    ids.length > 0 &&
    ids.every((id) => hasAll(shotOf(scene, id).caption, words)) &&
    heard.changes.every((c) => c.type === 'content')
  )
    return heard
  const text = spoken(clause.text, clause.marks)
  const anew: Change = {
    type: 'content',
    shotIds: ids,
    add: text.replace(/^(?:please )?(?:make|can you make)\s+/i, ''),
    text,
  }
  const thing = PART.test(words) || inPicture(scene, ids, words)
  return ask(
    thing
      ? `Only “${words}”, or the whole picture? Without rendering I can do this: ${changesSaid(scene, heard.changes)}.`
      : `I understood: ${changesSaid(scene, heard.changes)}. I am not sure what “${words}” asks for.`,
    [
      { label: thing ? 'The whole picture' : 'Do what you understood', changes: heard.changes },
      ...(thing && ids.length > 0 ? [{ label: 'Render it anew with these words', changes: [anew] }] : []),
    ],
  )
}

const inPicture = (scene: Scene, ids: readonly ShotId[], words: string): boolean =>
  ids.some((id) => hasAll(`${shotOf(scene, id).caption} ${shotOf(scene, id).prompt}`, words))
