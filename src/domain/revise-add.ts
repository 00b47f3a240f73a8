/** What a shot that a note adds is: its own picture, in the manner of the shots beside it. */
import type { Brief } from './brief.ts'
import type { Change } from './change.ts'
import type { ShotId } from './ids.ts'
import { placeOf } from './revise-order.ts'
import { beatFor, captionFor } from './revise-text.ts'
import { cutFrames, NO_DIRECTION, PLAIN_FINISH, type Shot } from './shot.ts'
import { aroundSetup, setupBetween, setupWords } from './shot-words.ts'
import { moodWords } from './tone-words.ts'

export function withAdded(
  shots: readonly Shot[],
  change: Extract<Change, { type: 'add' }>,
  o: {
    readonly brief: Pick<Brief, 'fps' | 'styleTags' | 'tone'>
    readonly id: ShotId
    readonly seed: number
    readonly longest: (shot: Shot) => number
  },
): readonly Shot[] {
  const at = placeOf(shots, change.at)
  const model = modelFor(shots, at)
  if (model === undefined) return shots
  const setup = setupBetween(change.show, [shots[at - 1], shots[at]])
  const frames = change.seconds === null ? meanFrames(shots, o.brief.fps) : Math.round(change.seconds * o.brief.fps)
  const added: Shot = {
    ...model,
    ...setup,
    id: o.id,
    prompt: [beatFor(change.show), setupWords(setup), styleOf(shots, o.brief)].filter((part) => part !== '').join(', '),
    negative: sharedBy(shots.map((s) => s.negative)),
    caption: captionFor(change.show),
    durationFrames: Math.max(1, Math.min(frames, o.longest(model))),
    references: model.references.some(isGuide) ? model.references.filter(isGuide) : model.references,
    direction: NO_DIRECTION,
    seed: o.seed,
    finish: PLAIN_FINISH,
    locked: false,
    fingerprint: '',
    currentTakeId: null,
  }
  return [...shots.slice(0, at), added, ...shots.slice(at)]
}

/** Those that guide without fixing what is seen. */
const isGuide = ({ role }: Shot['references'][number]): boolean =>
  role === 'subject' || role === 'character' || role === 'place' || role === 'style'

/** The nearest shot whose workflow can make another picture: not tied to footage or to one frame, where there is such a shot. */
function modelFor(shots: readonly Shot[], at: number): Shot | undefined {
  const tied = (s: Shot) =>
    s.references.some((r) => r.role === 'footage') ? 2 : s.references.length > 0 && !s.references.some(isGuide) ? 1 : 0
  const away = (index: number) => (index < at ? at - index - 1 : index - at)
  return shots
    .map((shot, index) => ({ shot, tied: tied(shot), away: away(index) }))
    .sort((a, b) => a.tied - b.tied || a.away - b.away)[0]?.shot
}

const meanFrames = (shots: readonly Shot[], fps: number): number =>
  Math.round(shots.reduce((sum, s) => sum + cutFrames(s, fps), 0) / shots.length)

/** The words after the set-up that all shots share; the brief's own where prompts are built otherwise. */
function styleOf(shots: readonly Shot[], brief: Pick<Brief, 'styleTags' | 'tone'>): string {
  const styles = shots.map((s) => aroundSetup(s.prompt, s)?.style).filter((style) => style !== undefined)
  if (styles.length === shots.length) return sharedBy(styles)
  return [...brief.styleTags, moodWords(brief.tone)].filter((w) => w !== '').join(', ')
}

/** What a note said to one shot only is not among it. */
function sharedBy(lists: readonly string[]): string {
  const [first = [], ...others] = lists.map((list) => list.split(', '))
  return first.filter((part) => others.every((o) => o.includes(part))).join(', ')
}
