/** `/brief`: asks for a film. */
import type { Brief } from '../src/domain/brief.ts'
import type { BriefOptions } from '../src/domain/brief-request.ts'
import type { Failure } from '../src/domain/failure.ts'
import type { AssetId } from '../src/domain/ids.ts'
import { GATES } from '../src/domain/project.ts'
import { sayFailure } from '../src/words/say.ts'
import { type Card, card } from '../src/words/card.ts'
import { problemsOfBrief } from './brief-problems.ts'
import { type Asked, defineCommand, refuse, refused, say } from './command.ts'
import { findAsset } from './find.ts'
import { assets, choice, type Given, number, paragraph, words, workflow, yesNo } from './options.ts'

const OPTIONS = {
  text: paragraph('What the film shows, in your own words'),
  script: paragraph('A script, if there is one'),
  title: words('What the film is called'),
  duration: number('Its length in seconds', { min: 0.5, max: 600 }),
  fps: number('Frames a second', { min: 8, max: 60 }),
  size: words('768x432, or an aspect such as 16:9'),
  style: words('Style, with commas between: noir, watercolor'),
  tone: words('Tone: melancholic'),
  deliverables: words('What else is made of it, with commas between: 9:16, mov, square without sound'),
  workflow: workflow('The ComfyUI workflow, if it must be one'),
  assets: assets('Files of the vault that it uses, by name'),
  gate: choice('Whether its plan waits for Go', GATES),
  go: yesNo('Begin without showing this form'),
} as const

export const brief = defineCommand({
  name: 'brief',
  description: 'Ask for a film: say what it shows, and attach pictures, footage, a voice-over or a script',
  options: OPTIONS,
  access: 'brief',
  about: 'project',
  answers: 'only-the-asker',
  check: (given, { hasFiles }) =>
    problemsOfBrief(given.text ?? '', optionsOf(given), hasFiles || (given.assets ?? []).length > 0),
  async run(nora, asked, given) {
    if (asked.channel === null) return refuse('A brief is given in a channel, or at /api/nora/cinematics/briefs.')
    const used: AssetId[] = []
    for (const name of given.assets ?? []) {
      const asset = await findAsset(nora, asked, name)
      if ('missing' in asset) return asset.missing
      used.push(asset.found)
    }
    const taken = await nora.briefFromChat({
      channel: asked.channel,
      personId: asked.personId,
      text: given.text ?? '',
      options: optionsOf(given),
      assetIds: used,
      files: asked.files,
      requestId: asked.requestId,
    })
    if (!taken.ok) return refused(taken.failure)
    return say(onItsWay(taken.value.brief, asked, taken.value.refused))
  },
})

/** `lost`: the files that could not be used. */
export const onItsWay = (
  { title }: Pick<Brief, 'title'>,
  { beginsIn = 'this channel' }: Pick<Asked, 'beginsIn'>,
  lost: readonly Failure[],
): Card => card(`“${title}” is on its way`, [`Its thread begins in ${beginsIn}.`, ...lost.map(sayFailure)])

function optionsOf(given: Given<typeof OPTIONS>): BriefOptions {
  const { title, script, duration, fps, size, style, tone, deliverables, workflow: named, gate } = given
  return {
    title: title ?? undefined,
    script: script ?? undefined,
    durationSeconds: duration ?? undefined,
    fps: fps ?? undefined,
    size: size ?? undefined,
    styleTags: listed(style),
    tone: tone ?? undefined,
    deliverables: listed(deliverables),
    workflow: named ?? undefined,
    gate: gate ?? undefined,
  }
}

const listed = (text: string | null): readonly string[] | undefined =>
  text
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
