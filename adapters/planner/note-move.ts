/** Where does a shot move to? Front, end, before, after, between, a place by number, one step. */
import type { MoveTarget } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { onShots } from './note-on-shots.ts'
import { ask, type Clause, type Heard, MARK, type Scene, spoken, type Target, wish } from './note-scene.ts'
import { saysShot } from './note-shot-words.ts'
import { targetOf } from './note-targets.ts'

const PLACE = String.raw`(?:(?:all the way )?(?:to|at|in) (?:the )?(?:very )?(front|start|beginning|top|end|back|bottom)|(?:to (?:be )?)?(first|last)|to (?:the )?(?:position |place |slot |number )?((?:\d{1,2})|§\d+)|(?:to )?(?:right |directly |just )?(before|after|behind|in front of|ahead of) (.+)|(?:to )?between (.+)|(?:one )?(up|forwards?|earlier|down|backwards?|later)(?: (?:by )?one| a place)?)`

const MOVE = new RegExp(String.raw`\b(?:move|put|place|bring|shift|push|send|have|want)\s+(.+?)\s+${PLACE}$`, 'i')

const COMES = new RegExp(
  String.raw`^(.+?)\s+(?:should |must |could |needs to |has to |can )?(?:come|be|go|goes|comes|belongs)\s+${PLACE}$`,
  'i',
)

const BARE = new RegExp(String.raw`^(§\d+)\s+${PLACE}$`, 'i')

/** "make shot 3 the opening shot". */
const BECOMES = /\bmake\s+(.+?)\s+(§\d+)$/i

export function moves(clause: Clause, text: string): Heard | null {
  const move = MOVE.exec(text) ?? BARE.exec(text) ?? (MARK.test(text) ? COMES.exec(text) : null)
  if (move !== null) return moved(clause, move)
  const becomes = BECOMES.exec(text)
  if (becomes !== null && /^the\b/i.test(spoken(becomes[2] ?? '', clause.marks))) {
    const target = targetOf(clause, becomes[1] ?? '')
    const to = target.is === 'shots' ? slot(clause, becomes[2] ?? '', target.ids) : target
    if (target.is === 'shots' && 'place' in to) return wish([{ type: 'move', shotIds: target.ids, to }], target)
  }
  return null
}

function moved(clause: Clause, match: RegExpExecArray): Heard | null {
  const [, what = '', edge, rank, position, side, beside, between, step] = match
  const target = targetOf(clause, what)
  // Neither a shot's name nor a place among shots: about something else.
  if (target.is === 'ask' && !MARK.test(what) && !saysShot(what) && beside !== undefined && !MARK.test(beside))
    return null
  const at = (ids: readonly ShotId[]): MoveTarget | Target => {
    if (edge !== undefined || rank !== undefined)
      return { place: /front|start|beginning|top|first/i.test(edge ?? rank ?? '') ? 'front' : 'end' }
    if (step !== undefined) return stepped(clause.scene, ids, /up|forward|earlier/i.test(step))
    if (position !== undefined) return slot(clause, position, ids)
    const to = targetOf(clause, between ?? beside ?? '')
    if (to.is !== 'shots') return to
    const shotId =
      between === undefined && !/after|behind/i.test(side ?? '')
        ? to.ids[0]
        : between === undefined
          ? to.ids.at(-1)
          : to.ids[0]
    if (shotId === undefined || ids.includes(shotId))
      return { is: 'ask', why: 'A shot cannot stand beside itself.', among: [] }
    return { place: between !== undefined || /after|behind/i.test(side ?? '') ? 'after' : 'before', shotId }
  }
  if (target.is === 'shots') {
    const to = at(target.ids)
    if ('is' in to) return to.is === 'ask' ? ask(`${to.why} Say it as “move shot 3 before shot 1”.`, []) : null
    return wish([{ type: 'move', shotIds: target.ids, to }], target)
  }
  const to = at([])
  if ('is' in to || target.is === 'all')
    return target.is === 'none'
      ? null
      : ask('Which shot shall move, and where? Say it as “move shot 3 before shot 1”.', [])
  return onShots({
    clause,
    target,
    otherwise: 'ask',
    touches: false,
    change: (ids) => [{ type: 'move', shotIds: ids, to }],
  })
}

function stepped({ shots }: Scene, ids: readonly ShotId[], earlier: boolean): MoveTarget | Target {
  const at = shots.findIndex((s) => s.id === (earlier ? ids[0] : ids.at(-1)))
  const beside = shots[earlier ? at - 1 : at + 1]
  if (beside === undefined) return { is: 'ask', why: `It is the ${earlier ? 'first' : 'last'} one already.`, among: [] }
  return { place: earlier ? 'before' : 'after', shotId: beside.id }
}

/** The place that the third shot has now. */
function slot(clause: Clause, said: string, ids: readonly ShotId[]): MoveTarget | Target {
  const target = targetOf(clause, said)
  const shotId = target.is === 'shots' ? target.ids[0] : undefined
  if (shotId === undefined || ids.includes(shotId))
    return target.is === 'shots' ? { is: 'ask', why: 'It stands there already.', among: [] } : target
  const { shots } = clause.scene
  const to = shots.findIndex((s) => s.id === shotId)
  const from = shots.findIndex((s) => s.id === ids[0])
  if (to === 0) return { place: 'front' }
  return to === shots.length - 1 ? { place: 'end' } : { place: from >= 0 && from < to ? 'after' : 'before', shotId }
}
