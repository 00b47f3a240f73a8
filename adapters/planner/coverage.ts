/** Where the camera stands and how it moves in each shot: establish, then closer; no two like shots in a row. */
import type { CameraMove, Framing } from '../../src/domain/shot.ts'
import { framingSaid, moveSaid, type Setup, usualLens } from '../../src/domain/shot-words.ts'
import type { Slot } from './shot-list.ts'

type Wanted = { readonly framings: readonly Framing[]; readonly moves: readonly CameraMove[] }

export function coverage(slots: readonly Slot[], loop: boolean): readonly Setup[] {
  const setups: Setup[] = []
  // A film of several shots loops when its last shot ends where its first begins.
  const mirrored = loop && slots.length >= 3
  const single = loop && slots.length === 1
  for (const [at, slot] of slots.entries()) {
    const { framings, moves } = wanted(slot, at, slots.length, mirrored, setups[0])
    const before = setups.at(-1)
    const penultimate = mirrored && at === slots.length - 2
    const framing = pick(framings, [before?.framing, penultimate ? setups[0]?.framing : undefined])
    // One shot ends where it began only if the camera stands still.
    const cameraMove = single ? 'static' : pick(moves, [before?.cameraMove, penultimate ? MIRRORED_MOVE : undefined])
    setups.push({ framing, lens: usualLens(framing), cameraMove })
  }
  return setups
}

const MIRRORED_MOVE: CameraMove = 'pull-out'
const ANY_FRAMING: readonly Framing[] = ['medium', 'wide', 'close-up', 'full', 'medium-close-up']
const ANY_MOVE: readonly CameraMove[] = ['push-in', 'static', 'pan-right', 'pull-out']

/** The first that is not taken. */
function pick<T>(options: readonly T[], taken: readonly (T | undefined)[]): T {
  const free = options.find((o) => !taken.includes(o)) ?? options[0]
  if (free === undefined) throw new Error('coverage without options')
  return free
}

function wanted(slot: Slot, at: number, count: number, mirrored: boolean, opening: Setup | undefined): Wanted {
  const text = slot.beats.map((b) => b.text).join(' ')
  const usual = usualSetup(slot, at, count, text)
  const last = count > 2 && at === count - 1
  if (mirrored && last && opening)
    return { framings: [opening.framing, ...ANY_FRAMING], moves: [MIRRORED_MOVE, 'static', 'pan-left'] }
  return {
    framings: [...saidFraming(slot, text), ...usual.framings, ...ANY_FRAMING],
    moves: [...saidMove(slot, text), ...usual.moves, ...ANY_MOVE],
  }
}

function usualSetup(slot: Slot, at: number, count: number, text: string): Wanted {
  const pan: CameraMove = at % 4 < 2 ? 'pan-right' : 'pan-left'
  if (at === 0)
    return {
      framings: [count > 5 && isOpen(`${text} ${slot.beats[0]?.place ?? ''}`) ? 'extreme-wide' : 'wide'],
      moves: ['push-in', pan],
    }
  if (count > 2 && at === count - 1)
    return (slot.group === 0 && count === 3) || isSmall(text)
      ? { framings: ['close-up', 'extreme-close-up'], moves: ['pull-out', 'static'] }
      : { framings: ['wide', 'full', 'extreme-wide'], moves: ['pull-out', 'static'] }
  if (slot.newPlace) return { framings: ['wide', 'full'], moves: [...meant(MOTION_WORDS, text), pan, 'push-in'] }
  if (slot.beats[0]?.speaker)
    return { framings: ['medium-close-up', 'medium', 'close-up'], moves: ['static', 'push-in', pan] }
  // The shots of one beat walk towards its detail, and out again when there are many.
  const closer: readonly Wanted[] = [
    { framings: ['medium', 'full'], moves: [pan, 'push-in'] },
    { framings: ['close-up', 'medium-close-up'], moves: ['static', 'push-in'] },
    { framings: ['extreme-close-up', 'close-up'], moves: ['push-in', 'static'] },
    { framings: ['full', 'medium'], moves: [pan, 'static'] },
  ]
  // The first beat is established by the film's first shot.
  const step = slot.group > 0 || slot.parts === 2 ? slot.part : slot.part - 1
  const usual = closer[step % closer.length] ?? { framings: ['medium'], moves: ['static'] }
  return slot.part > 0 ? usual : { ...usual, moves: [...meant(MOTION_WORDS, text), ...usual.moves] }
}

/** Where there is anything to see from so far away; nobody shoots a hallway on 18mm from its far end. */
const isOpen = (text: string): boolean =>
  /\b(?:sea|seaside|ocean|beach|coast|shore|harbou?r|bay|island|lake|river|fjord|ice|snow|glacier|desert|dunes?|forest|woods|mountains?|hills?|valley|fields?|meadow|sky|city|town|village|street|road|skyline|rooftops?|bridge|railway|planet|space|meer|see|hafen|strand|wald|berge?|tal|feld|stadt|stra(?:ß|ss)e|himmel|mer|plage|lac|forêt|montagne|ville|rue|mar|playa|lago|bosque|montaña|ciudad|calle)\b/i.test(
    text,
  )

const isSmall = (text: string): boolean =>
  /\b(?:eyes?|face|hands?|fingers?|tears?|flame|spark|drop|ring|key|detail)\b/i.test(text)

const MOTION_WORDS: readonly (readonly [RegExp, CameraMove])[] = [
  [/\b(?:rises?|rising|climbs?|climbing|looks? up|soars?|takes? off|towers?|skyward|steigt)\b/i, 'tilt-up'],
  [/\b(?:falls?|falling|sinks?|sinking|descends?|drops?|looks? down|settles?|fällt)\b/i, 'tilt-down'],
]

/** Only the first shot of a beat obeys its words; the others are there to differ. */
const saidFraming = (slot: Slot, text: string): readonly Framing[] =>
  [slot.part > 0 ? null : framingSaid(text)].filter((framing) => framing !== null)

const saidMove = (slot: Slot, text: string): readonly CameraMove[] =>
  [slot.part > 0 ? null : moveSaid(text)].filter((move) => move !== null)

const meant = (words: typeof MOTION_WORDS, text: string): readonly CameraMove[] =>
  words
    .filter(([said]) => said.test(text))
    .map(([, move]) => move)
    .slice(0, 1)
