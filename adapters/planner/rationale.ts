/** Why a plan by rules is as it is, in a sentence or two for people. */
import type { Asset } from '../../src/domain/asset.ts'
import type { Brief } from '../../src/domain/brief.ts'
import { spokenFraming } from '../../src/domain/shot-words.ts'
import type { PlannedShot } from '../../src/ports/planner.ts'

export function rationaleOf(o: {
  readonly brief: Pick<Brief, 'script' | 'loop' | 'workflow'>
  readonly beats: number
  readonly shots: readonly PlannedShot[]
  readonly leads: readonly Asset[]
  /** Files that no workflow takes. */
  readonly refused: number
  /** Files for which there are too few shots. */
  readonly unseen: number
  /** Footage among the leads has sound; a film takes its sound from a voice-over or music only. */
  readonly muted: boolean
}): string {
  const [first] = o.shots
  const last = o.shots.at(-1)
  if (!first || !last) return ''
  const source = o.brief.script === null ? 'brief' : 'script'
  const told = `${counted(o.beats, 'beat')} of the ${source} in ${counted(o.shots.length, 'shot')}`
  const opening = withArticle(spokenFraming(first.framing))
  const ways =
    o.shots.length === 1
      ? `${opening}${o.brief.loop ? ' that loops' : ''}`
      : o.brief.loop && first.framing === last.framing
        ? `it opens on ${opening} and returns to it, so that the film loops`
        : o.shots.length === 2
          ? `it opens on ${opening} and goes to ${withArticle(spokenFraming(last.framing))}`
          : `it opens on ${opening}, goes closer and ends on ${withArticle(spokenFraming(last.framing))}`
  const names = o.leads.map((a) => a.name)
  const led =
    names.length === 0
      ? ''
      : names.length === 1
        ? ` ${o.shots.length === 1 ? 'It' : 'Every shot'} is led by ${names[0]}.`
        : ` ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''} lead the shots.`
  const why =
    o.brief.workflow === null
      ? `no host has a workflow for ${o.refused === 1 ? 'it' : 'them'}`
      : `${o.brief.workflow} does not take ${o.refused === 1 ? 'it' : 'them'}`
  const unused = o.refused === 0 ? '' : ` ${counted(o.refused, 'file')} could not be used: ${why}.`
  const unseen = o.unseen === 0 ? '' : ` ${counted(o.unseen, 'file')} found no place in so few shots.`
  const muted = o.muted ? " The footage's own sound is not used." : ''
  return `${told}: ${ways}.${led}${unused}${unseen}${muted}`
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
const withArticle = (words: string): string => `${/^[aeiou]/i.test(words) ? 'an' : 'a'} ${words}`
