/** Wishes for a shot to go: all of it, or only a thing in it? */
import type { Change } from '../../src/domain/change.ts'
import type { ShotId } from '../../src/domain/ids.ts'
import { onShots } from './note-on-shots.ts'
import { changesSaid, shotsSaid } from './note-say.ts'
import { ask, type Clause, type Heard, MARK, others, shotOf, spoken } from './note-scene.ts'
import { saysShot } from './note-shot-words.ts'
import { targetOf } from './note-targets.ts'

const DROP =
  /\b(?:drop|remove|delete|cut(?: out)?|lose|kill|scrap|throw (?:out|away)|get rid of|skip|ditch|bin|take out|leave out|omit|don't (?:need|want)|do without|can live without)\s+(.+?)(?:\s+(?:out|away|entirely|completely|altogether|anymore|from (?:the|this) (?:film|cut|edit|video)|from §\d+))?$/i

const GONE =
  /^(§\d+)\s+(?:can|could|should|must|has to|needs to)\s+(?:go|be (?:dropped|removed|deleted|cut))(?: away)?$/i

export function drops(clause: Clause, text: string): Heard | null {
  const drop = DROP.exec(text) ?? GONE.exec(text)
  return drop === null ? null : dropped(clause, drop[1] ?? '')
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
