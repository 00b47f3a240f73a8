/** Wishes for a colour that no grade of the cut gives: a render is offered, and nothing is done before somebody takes it. */
import { candidate, shotsSaid } from './note-say.ts'
import { type Answer, ask, type Clause, type Form, MARK, shotOf, spoken } from './note-scene.ts'
import { targetOf } from './note-targets.ts'
import type { ShotId } from '../../src/domain/ids.ts'

const COLOURS =
  'green|red|pink|purple|violet|magenta|teal|turquoise|cyan|sepia|gold|golden|teal (?:and|&) orange|neon|pastel|pastels'
const TINT = `(?:a (?:little )?bit |a little |slightly |much |more |rather |very |a |in |into |to )*(${COLOURS})(?:ish|er)?(?: (?:tint|tone|tones|look|grade|grading|light|colou?rs?|cast))?`

const MADE = new RegExp(
  `^(?:(?:please|can you|could you|let's|i'd like|we)\\s+)*(?:make|turn|tint|grade|colou?r|give|paint)\\s+(.+?)\\s+${TINT}$`,
  'i',
)
/** "shot 2 in sepia", "shot 2: greener". */
const BARE = new RegExp(`^(§\\d+)[:,]?\\s+(?:should be |needs to be )?${TINT}$`, 'i')

export const colour: Form = (clause) => {
  const text = clause.text.replaceAll(/[\s.!?]+$/g, '').replace(/,?\s+(?:please|thanks)$/i, '')
  const [, phrase, said] = MADE.exec(text) ?? BARE.exec(text) ?? []
  if (phrase === undefined || said === undefined) return null
  // "make the boat red" is about a thing in the picture.
  if (
    !MARK.test(phrase) &&
    !/^(?:it|it all|this|that|all|everything|the (?:whole )?(?:film|thing|video))$/i.test(phrase)
  )
    return null
  const ids = shotsOf(clause, phrase)
  if (ids.length === 0) return null
  const { scene } = clause
  const add = `${said.toLowerCase()} colour grade`
  const anew = (shotIds: readonly ShotId[], label: string): Answer => ({
    label,
    changes: [{ type: 'content', shotIds, add, text: spoken(clause.text, clause.marks) }],
  })
  const each = ids.length > 1 && ids.length <= 4 ? ids.map((id) => anew([id], `Only ${candidate(scene, id)}`)) : []
  return ask(
    `The cut can make a picture darker, brighter, warmer, cooler, paler or more colourful, but not ${said.toLowerCase()}. Shall I render it anew?`,
    [anew(ids, `Render ${shotsSaid(scene, ids)} anew with “${add}”`), ...each],
  )
}

function shotsOf(clause: Clause, phrase: string): readonly ShotId[] {
  const target = targetOf(clause, phrase)
  const all = clause.scene.shots.map((s) => s.id)
  const ids =
    target.is === 'shots'
      ? target.ids
      : target.is === 'all'
        ? all.filter((id) => !target.except.includes(id))
        : target.is === 'none'
          ? all
          : []
  return ids.filter((id) => !shotOf(clause.scene, id).locked)
}
