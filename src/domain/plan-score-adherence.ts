/** Whether a plan does what the brief asks: its things, its files, its style, its number of shots, nothing unwanted. */
import { says } from './look.ts'
import type { Part, PlanToScore } from './plan-to-score.ts'
import { clamped, contentWords, isEnglish, shareFound, storyOf } from './plan-score-words.ts'
import { toneInEnglish } from './tone-words.ts'

/** So much of what the brief names must be told for the full figure. */
const ENOUGH = 0.6

export function adherence({ brief, shots, files, means }: PlanToScore): Part {
  const told = contentWords(shots.map((s) => `${s.prompt} ${s.caption}`).join(' '))
  const { beats, unwanted } = storyOf(brief)
  const story = beats.join(' ')
  const share = shareFound(contentWords(story), told)
  const named = isEnglish(story) || share >= ENOUGH ? Math.min(1, share / ENOUGH) : 1
  const usable = files.filter((f) =>
    means.workflows.some((w) => w.needs === (f.kind === 'video' ? 'footage' : 'pictures')),
  )
  const unused = usable.filter((f) => !shots.some((s) => s.references.some((r) => r.assetId === f.id)))
  // A film of two shots cannot show ten pictures.
  const missed = Math.max(0, unused.length - Math.max(0, usable.length - shots.length))
  const styles = [...brief.styleTags, ...(brief.tone === null ? [] : [brief.tone])]
  const unsaid = styles.filter((tag) =>
    shots.some((s) => !says(s.prompt, tag) && !(tag === brief.tone && says(s.prompt, toneInEnglish(tag)))),
  )
  const shown = unwanted.filter((word) => shots.some((s) => says(s.prompt, word)))
  const miscounted = brief.shotCount !== null && brief.shotCount !== shots.length
  return {
    score: clamped(
      100 * named -
        (usable.length === 0 ? 0 : (missed / usable.length) * 60) -
        Math.min(40, unsaid.length * 20) -
        shown.length * 20 -
        (miscounted ? 40 : 0),
    ),
    faults: [
      ...(named < 1 ? [`It shows ${Math.round(share * 100)} % of what the brief names.`] : []),
      ...unused.slice(0, missed).map((f) => `The file ${f.name} is in no shot.`),
      ...unsaid.map((tag) => `Not every shot says “${tag}”.`),
      ...shown.map((word) => `It shows “${word}”, which the brief does not want.`),
      ...(miscounted ? [`It has ${shots.length} shots; the brief asks for ${brief.shotCount}.`] : []),
    ],
  }
}
