/** What a shot is to render once a note on its content is followed. Its seed stays, so that only what is named changes. */
import type { ContentChange } from './change.ts'
import { isFinishPart, wordsFor } from './approximation.ts'
import { inLightOf } from './light-words.ts'
import { addWords, askedFor, replacedIn, showInstead, withoutWords } from './revise-text.ts'
import { NO_DIRECTION, PLAIN_FINISH, type Shot } from './shot.ts'
import { framingSaid, moveSaid, type Setup, usualLens, withSetup } from './shot-words.ts'

/**
 * `earlier` are plans' versions of this shot: going back to a set-up gives back its very words, and so its take.
 * `others` are the shots that the note names too: what one of them shows is replaced there only.
 */
export function changeContent(
  shot: Shot,
  change: ContentChange,
  o: { readonly earlier: readonly Shot[]; readonly others: readonly Shot[] },
): Shot {
  const setup = setupFor(shot, change)
  const set: Shot = { ...shot, ...setup, prompt: promptFor(shot, setup, o.earlier) }
  const replaced = { ...set, ...replacedOf(set, change, o.others) }
  const shown =
    change.show === undefined
      ? replaced
      : { ...replaced, ...showInstead(replaced, change.show), direction: NO_DIRECTION }
  const anew = askedAnew(shown, change)
  const add = change.add ?? (saysNothing(change) ? change.text : '')
  const said = [change.show, change.replace?.to, add].join(', ')
  return { ...anew, prompt: addWords(inLightOf(anew.prompt, said), add) }
}

function replacedOf(shot: Shot, { replace }: ContentChange, others: readonly Shot[]): Partial<Shot> {
  if (replace === undefined) return {}
  const { from, to } = replace
  const isElsewhere = () => others.some((other) => replacedIn(other, from, to) !== null)
  return replacedIn(shot, from, to) ?? (isElsewhere() ? {} : askedFor(shot, from, to))
}

/** The picture has by itself what the finish gave it; what a render was asked for before in the same place is no longer asked. */
function askedAnew(shot: Shot, { instead = {} }: ContentChange): Shot {
  let next = shot
  for (const [part, words] of Object.entries(instead)) {
    if (!isFinishPart(part)) continue
    const prompt = wordsFor(part).reduce(withoutWords, next.prompt)
    next = { ...next, prompt: addWords(prompt, words), finish: { ...next.finish, [part]: PLAIN_FINISH[part] } }
  }
  return next
}

/** Only the note's own words say what is wanted. */
const saysNothing = ({ framing, lens, cameraMove, replace, show, instead }: ContentChange): boolean =>
  [framing, lens, cameraMove, replace, show, instead].every((part) => part === undefined)

/** A lens that was chosen for the framing follows it. */
function setupFor(shot: Shot, change: ContentChange): Setup {
  const show = change.show ?? ''
  const framing = change.framing ?? framingSaid(show) ?? shot.framing
  const follows = shot.lens === usualLens(shot.framing) ? usualLens(framing) : shot.lens
  return { framing, lens: change.lens ?? follows, cameraMove: change.cameraMove ?? moveSaid(show) ?? shot.cameraMove }
}

function promptFor(shot: Shot, setup: Setup, earlier: readonly Shot[]): string {
  const origin = earlier.find((e) => isSetup(e, setup) && withSetup(e.prompt, e, shot) === shot.prompt)
  return origin?.prompt ?? withSetup(shot.prompt, shot, setup)
}

const isSetup = (a: Setup, b: Setup): boolean =>
  a.framing === b.framing && a.lens === b.lens && a.cameraMove === b.cameraMove
