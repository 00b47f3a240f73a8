/** What look a finished film has: its style tags, the words that all its shots share, and at which moments its key frames are. Pure. */
import type { Brief } from './brief.ts'
import { lightSaid } from './light-words.ts'
import { says } from './look.ts'
import type { ProjectLook } from './project.ts'
import { cutFrames, type Shot } from './shot.ts'
import { aroundSetup } from './shot-words.ts'

const MAX_TAGS = 50
const MAX_WORDS = 400
const MAX_REFERENCES = 6
const KEY_FRAMES = 3

/** Added to a look: what is there already stays. Pictures of the film come first, as few workflows take more than two. */
export function withLookOf(
  look: ProjectLook,
  brief: Pick<Brief, 'styleTags'>,
  shots: readonly Shot[],
  keyFrames: ProjectLook['references'],
): ProjectLook {
  const styleTags = [...new Set([...look.styleTags, ...brief.styleTags])].slice(0, MAX_TAGS)
  const said = [
    look.promptAddition,
    ...sharedWords(shots).filter((words) => !styleTags.some((tag) => says(words, tag))),
  ]
  const promptAddition = said.reduce((all, words) => {
    if (all === '') return words
    return words === '' || says(all, words) || all.length + words.length > MAX_WORDS ? all : `${all}, ${words}`
  }, '')
  const references = [...keyFrames, ...look.references].slice(0, MAX_REFERENCES)
  return { ...look, styleTags, promptAddition, references }
}

/** Of what prompts say after the set-up; before it stands what is seen. The light is the story's own. */
function sharedWords(shots: readonly Shot[]): readonly string[] {
  const [first, ...others] = shots.map((s) =>
    (aroundSetup(s.prompt, s)?.style ?? '').split(/,\s*/).filter((w) => w !== ''),
  )
  return (first ?? []).filter((words) => lightSaid(words) === null && others.every((o) => o.includes(words)))
}

/** Seconds into the film: the middles of its first, its middle and its last shot. */
export function keyMoments(shots: readonly Shot[], fps: number): readonly number[] {
  const wanted = shots.length <= KEY_FRAMES ? shots.keys() : [0, Math.floor(shots.length / 2), shots.length - 1]
  const lengths = shots.map((s) => cutFrames(s, fps))
  return [...wanted].map((at) => (lengths.slice(0, at).reduce((a, b) => a + b, 0) + (lengths[at] ?? 0) / 2) / fps)
}
