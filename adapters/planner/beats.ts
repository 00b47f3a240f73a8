/** What happens in a brief, one thing after the other: the beats of its script, else of its words, else of its files. */
import type { Asset } from '../../src/domain/asset.ts'
import { isOrder, unwantedIn, withoutOrders } from '../../src/domain/brief-orders.ts'
import { plainText, readBriefText } from '../../src/domain/brief-text.ts'
import { UNTITLED } from '../../src/domain/brief-title.ts'
import type { Brief } from '../../src/domain/brief.ts'
import { saidByName } from '../../src/domain/name-words.ts'
import { withoutWishes } from '../../src/domain/reference-wishes.ts'
import { type Beat, beatOf, proseBeats, scriptBeats, scriptEndsInBlack } from '../../src/domain/script-beats.ts'
import type { Edit } from '../../src/domain/transition.ts'

/** Each in a word or two. */
export const unwanted = (brief: Pick<Brief, 'summary'>): readonly string[] =>
  proseBeats(readBriefText(withoutWishes(brief.summary)).rest).flatMap((b) => unwantedIn(b.text) ?? [])

/** How the brief's words and its script want the film cut. */
export function editOf({ summary, script }: Pick<Brief, 'summary' | 'script'>): Edit {
  const { edit } = readBriefText(withoutWishes(summary))
  return { ...edit, endsInBlack: edit.endsInBlack || (script !== null && scriptEndsInBlack(script)) }
}

export function beatsOf(brief: Pick<Brief, 'title' | 'summary' | 'script'>, assets: readonly Asset[]): readonly Beat[] {
  const scripted = brief.script === null ? [] : scriptBeats(brief.script)
  if (scripted.length > 0) return scripted
  const { rest, styleTags, tone } = readBriefText(withoutWishes(brief.summary))
  const told = proseBeats(rest)
  const shown = told.filter((b) => !isOrder(b.text) && unwantedIn(b.text) === null)
  if (shown.length > 0) return shown.map((b) => ({ ...b, text: withoutOrders(b.text) }))
  if (told.length > 0 && assets.length === 0) return told
  const named = assets.map((a) => saidByName(a.name)).filter((words) => words !== '')
  if (named.length > 0) return named.map(beatOf)
  if (brief.title !== UNTITLED) return [beatOf(brief.title)]
  // A picture shows itself; nothing is said of it that nobody said.
  if (assets.length > 0) return [beatOf('')]
  const style = [...styleTags, tone ?? ''].filter((word) => word !== '').join(', ')
  return [beatOf(style === '' ? plainText(brief.summary) : style)]
}
