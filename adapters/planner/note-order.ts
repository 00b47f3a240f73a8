/** Wishes for another order: swap, move, drop, "start with shot 3", reverse. */
import type { Change, MoveTarget } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import {
  ask,
  type Clause,
  type Form,
  type Heard,
  MARK,
  type Scene,
  shotOf,
  spoken,
  type Target,
  wish,
} from './note-scene.ts'
import { changesSaid, shotsSaid } from './note-say.ts'
import { saysShot } from './note-shot-words.ts'
import { onShots, targetOf, whichShot } from './note-targets.ts'

const SWAP =
  /\b(?:swap|switch|exchange|flip)\s+(?:around\s+|out\s+)?(?:the (?:order|places|positions) of\s+)?(.+?)(?:\s+(around|over))?$/i
const REVERSE = /\b(?:reverse|flip|invert)\s+(?:the\s+)?(?:whole\s+)?(?:shot\s+)?(?:order|sequence)\b/i
const PLACE = String.raw`(?:(?:all the way )?(?:to|at|in) (?:the )?(?:very )?(front|start|beginning|top|end|back|bottom)|(?:to (?:be )?)?(first|last)|to (?:the )?(?:position |place |slot |number )?((?:\d{1,2})|§\d+)|(?:to )?(?:right |directly |just )?(before|after|behind|in front of|ahead of) (.+)|(?:to )?between (.+)|(?:one )?(up|forwards?|earlier|down|backwards?|later)(?: (?:by )?one| a place)?)`
const MOVE = new RegExp(String.raw`\b(?:move|put|place|bring|shift|push|send|have|want)\s+(.+?)\s+${PLACE}$`, 'i')
const COMES = new RegExp(
  String.raw`^(.+?)\s+(?:should |must |could |needs to |has to |can )?(?:come|be|go|goes|comes|belongs)\s+${PLACE}$`,
  'i',
)
const BARE = new RegExp(String.raw`^(§\d+)\s+${PLACE}$`, 'i')
/** "make shot 3 the opening shot". */
const BECOMES = /\bmake\s+(.+?)\s+(§\d+)$/i
const DROP =
  /\b(?:drop|remove|delete|cut(?: out)?|lose|kill|scrap|throw (?:out|away)|get rid of|skip|ditch|bin|take out|leave out|omit|don't (?:need|want)|do without|can live without)\s+(.+?)(?:\s+(?:out|away|entirely|completely|altogether|anymore|from (?:the|this) (?:film|cut|edit|video)|from §\d+))?$/i
const GONE =
  /^(§\d+)\s+(?:can|could|should|must|has to|needs to)\s+(?:go|be (?:dropped|removed|deleted|cut))(?: away)?$/i

const bare = (text: string) =>
  text
    .replaceAll(/[.!?\s]+$/g, '')
    .replaceAll(/\s*,?\s*\b(?:please|pls|thanks|thank you|thx|instead|again|too|as well|bitte|now)$/gi, '')

export const order: Form = (clause) => {
  const text = bare(bare(clause.text))
  if (REVERSE.test(text)) return reversed(clause)
  const swap = SWAP.exec(text)
  if (swap !== null && !/\s(?:for|into)\s/i.test(swap[1] ?? '')) return swapped(clause, swap[1] ?? '')
  const move = MOVE.exec(text) ?? BARE.exec(text) ?? (MARK.test(text) ? COMES.exec(text) : null)
  if (move !== null) return moved(clause, move)
  const becomes = BECOMES.exec(text)
  if (becomes !== null && /^the\b/i.test(spoken(becomes[2] ?? '', clause.marks))) {
    const target = targetOf(clause, becomes[1] ?? '')
    const to = target.is === 'shots' ? slot(clause, becomes[2] ?? '', target.ids) : target
    if (target.is === 'shots' && 'place' in to) return wish([{ type: 'move', shotIds: target.ids, to }], target)
  }
  const drop = DROP.exec(text) ?? GONE.exec(text)
  return drop === null ? null : dropped(clause, drop[1] ?? '')
}

function swapped(clause: Clause, said: string): Heard | null {
  const sides = said.split(/\s+(?:and|with|&)\s+/i)
  const targets = (sides.length === 2 ? sides : [said]).map((side) => targetOf(clause, side))
  const [a, b] = targets
  if (a === undefined) return null
  // "swap the bird with an owl" is no matter of order.
  if (b !== undefined && !MARK.test(said) && [a, b].some((t) => t.is === 'ask') && / with /i.test(said)) return null
  const asked = targets.find((t) => t.is === 'ask')
  if (asked?.is === 'ask') return ask(`${asked.why} Say it as “swap shots 1 and 3”.`, [])
  const ids = targets.flatMap((t) =>
    t.is === 'shots' ? t.ids : t.is === 'all' ? clause.scene.shots.map((s) => s.id) : [],
  )
  const [first, second, ...more] = ids
  if (first === undefined) return null
  if (second === undefined)
    return whichShot(
      clause,
      `Swap ${shotsSaid(clause.scene, [first])} with which?`,
      (id) => [{ type: 'swap', a: first, b: id }],
      others(clause, [first]),
    )
  if (more.length > 0 || first === second) return ask('Swapping takes two shots. Say it as “swap shots 1 and 3”.', [])
  return wish([{ type: 'swap', a: first, b: second }], null)
}

const others = ({ scene }: Clause, ids: readonly ShotId[]) =>
  scene.shots.map((s) => s.id).filter((id) => !ids.includes(id))

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

function reversed({ scene }: Clause): Heard {
  const changes: readonly Change[] = scene.shots
    .slice(1)
    .map((s) => ({ type: 'move', shotIds: [s.id], to: { place: 'front' } }))
  return wish(changes, null)
}

function dropped(clause: Clause, what: string): Heard | null {
  const { scene } = clause
  if (/\b(?:exposure|brightness|saturation|pace|tempo|seconds?|secs?|frames?|movement|motion)\b/i.test(what))
    return null
  const target = targetOf(clause, what)
  const change = (ids: readonly ShotId[]): readonly Change[] => [{ type: 'drop', shotIds: ids }]
  if (target.is === 'none')
    return /\b(?:it|this|that)\b/i.test(what) ? onShots({ clause, target, otherwise: 'ask', change }) : null
  if (target.is === 'all' || (target.is === 'shots' && target.ids.length >= scene.shots.length)) {
    const stays = target.is === 'all' ? target.except : []
    const ids = scene.shots.map((s) => s.id).filter((id) => !stays.includes(id))
    if (stays.length > 0 && ids.length > 0)
      return onShots({ clause, target: { is: 'shots', ids }, otherwise: 'ask', change })
    return ask(
      'A film needs at least one shot. Which shall I drop?',
      scene.shots.length > 1
        ? [
            {
              label: 'All but the first',
              changes: change(
                others(
                  clause,
                  scene.shots.slice(0, 1).map((s) => s.id),
                ),
              ),
            },
          ]
        : [],
    )
  }
  if (MARK.test(what) || saysShot(what) || /^\s*(?:\d|(?:it|this|that)\s*$)/i.test(what) || target.is !== 'shots') {
    // "drop the anchor on the map" names no shot at all.
    if (target.is === 'ask' && !MARK.test(what) && !saysShot(what) && target.among.length === scene.shots.length)
      return null
    return onShots({ clause, target, otherwise: 'ask', change })
  }
  const thing = spoken(what, clause.marks)
  const without: Change = {
    type: 'content',
    shotIds: target.ids,
    add: `without ${thing}`,
    text: spoken(clause.text, clause.marks),
  }
  const locked = target.ids.filter((id) => shotOf(scene, id).locked)
  if (locked.length > 0) return onShots({ clause, target, otherwise: 'ask', change })
  return ask(`The whole shot, or only ${thing} in it?`, [
    { label: `Drop ${shotsSaid(scene, target.ids)}`, changes: change(target.ids) },
    { label: changesSaid(scene, [without]).replace(/^./, (c) => c.toUpperCase()), changes: [without] },
  ])
}
