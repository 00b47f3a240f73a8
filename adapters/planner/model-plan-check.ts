/** Whether a model's plan can be filmed: what is wrong with it, one sentence a fault, for the model to mend. */
import { mediaKind } from '../../src/domain/asset.ts'
import { BRIEF_LIMITS, type Brief, filmFrames } from '../../src/domain/brief.ts'
import { longestShot, takesRole, type WorkflowFacts } from '../../src/domain/workflow.ts'
import type { PlanForm, ShotForm } from './model-plan-form.ts'
import type { Handled } from './model-pictures.ts'
import { modelText } from './model-text.ts'

export type Offer = {
  readonly brief: Brief
  readonly workflows: readonly WorkflowFacts[]
  readonly files: readonly Handled[]
}

/** How far the sum may be off before it is no matter of rounding, as a share of the film and in seconds. */
const LOOSE_SHARE = 0.1
const LOOSE_SECONDS = 0.5
const LEAST_SECONDS = 0.4
const LONGEST: Readonly<Record<string, number>> = {
  rationale: 1200,
  artDirection: 300,
  looks: 300,
  name: 80,
  place: 240,
  light: 240,
  shows: 500,
  caption: 160,
  lighting: 240,
  art: 240,
  avoid: 200,
  why: 300,
}

export function planErrors(plan: PlanForm, offer: Offer): readonly string[] {
  const { brief } = offer
  const { shots, scenes, characters } = plan
  if (shots.length === 0) return ['There are no shots.']
  const total = brief.durationSeconds
  const sum = shots.reduce((n, s) => n + s.seconds, 0)
  const most = Math.min(BRIEF_LIMITS.maxShots, Math.max(1, Math.floor(total / LEAST_SECONDS)), filmFrames(brief))
  const room = shots.reduce((n, s) => n + longestOf(s, offer), 0)
  return [
    ...(brief.shotCount === null || shots.length === brief.shotCount
      ? []
      : [`There are ${shots.length} shots; the brief asks for ${brief.shotCount}.`]),
    ...(brief.shotCount === null && shots.length > most ? [`There are ${shots.length} shots; ${most} at most.`] : []),
    ...(Math.abs(sum - total) <= Math.max(LOOSE_SECONDS, total * LOOSE_SHARE)
      ? []
      : [`The shots last ${round(sum)} seconds in all; the film lasts ${round(total)}.`]),
    ...(room * brief.fps >= filmFrames(brief) ? [] : ['The shots are too few for the length of the film; split some.']),
    ...tooLong('', { rationale: plan.rationale, artDirection: plan.artDirection }),
    ...characters.flatMap((c, at) => tooLong(`Character ${at + 1}: `, c)),
    ...scenes.flatMap((s, at) => tooLong(`Scene ${at + 1}: `, s)),
    ...(characters.length > MAX_CHARACTERS
      ? [`There are ${characters.length} characters; ${MAX_CHARACTERS} at most.`]
      : []),
    ...(scenes.length > shots.length ? ['There are more scenes than shots.'] : []),
    ...(modelText(plan.rationale, 100) === '' ? ['`rationale` says nothing.'] : []),
    ...shots.flatMap((shot, at) => shotErrors(shot, plan, offer).map((error) => `Shot ${at + 1}: ${error}`)),
  ]
}

const MAX_CHARACTERS = 12
const round = (n: number): number => Math.round(n * 100) / 100

const tooLong = (where: string, texts: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(texts).flatMap(([field, text]) => {
    const most = LONGEST[field] ?? Infinity
    return typeof text === 'string' && text.length > most
      ? [`${where}\`${field}\` has ${text.length} characters; ${most} at most.`]
      : []
  })

const longestOf = (shot: ShotForm, { workflows, brief }: Offer): number => {
  const facts = workflows.find((w) => w.name === shot.workflow)
  return facts === undefined ? 0 : longestShot(facts, brief.fps) / brief.fps
}

function shotErrors(shot: ShotForm, plan: PlanForm, offer: Offer): readonly string[] {
  const longest = longestOf(shot, offer)
  const known = plan.characters.map((c) => c.name.trim().toLowerCase())
  const stranger = shot.characters?.find((name) => !known.includes(name.trim().toLowerCase()))
  return [
    ...tooLong('', shot),
    ...(modelText(shot.shows, 100) === '' ? ['`shows` says nothing.'] : []),
    ...(Number.isInteger(shot.scene) && shot.scene >= 1 && shot.scene <= plan.scenes.length
      ? []
      : [`there is no scene ${round(shot.scene)}.`]),
    ...(stranger === undefined ? [] : ['it names a character that `characters` does not hold.']),
    ...(shot.seconds >= LEAST_SECONDS || shot.seconds >= offer.brief.durationSeconds
      ? []
      : [`it lasts ${round(shot.seconds)} seconds; ${LEAST_SECONDS} at least.`]),
    ...(shot.seconds <= longest + 1e-6
      ? []
      : [`it lasts ${round(shot.seconds)} seconds; ${shot.workflow} makes ${round(longest)} at most. Split it.`]),
    ...referenceErrors(shot, offer),
  ]
}

function referenceErrors(shot: ShotForm, { workflows, files }: Offer): readonly string[] {
  const facts = workflows.find((w) => w.name === shot.workflow)
  if (facts === undefined) return [`there is no workflow ${shot.workflow}.`]
  const references = shot.references ?? []
  const kindOf = (handle: string) => {
    const mime = files.find((f) => f.handle === handle)?.asset.mime
    return mime === undefined ? null : mediaKind(mime)
  }
  const wrong = references.flatMap(({ file, role, fromSeconds }) => {
    const asset = files.find((f) => f.handle === file)?.asset
    if (asset === undefined) return ['it names a file that was not offered.']
    const wants = role === 'footage' ? 'video' : 'picture'
    if (kindOf(file) !== wants) return [`${file} is no ${wants}, so it cannot be \`${role}\`.`]
    if (fromSeconds === null || role !== 'footage') return []
    const end = asset.durationSeconds ?? Infinity
    return fromSeconds >= 0 && fromSeconds < end ? [] : [`${file} lasts ${round(end)} seconds; it begins outside.`]
  })
  const count = (...roles: readonly string[]) => references.filter((r) => roles.includes(r.role)).length
  const untaken = references.flatMap(({ role }) =>
    takesRole(facts, role) ? [] : [`${facts.name} takes nothing as \`${role}\`.`],
  )
  switch (facts.needs) {
    case 'nothing':
      return references.length === 0 ? wrong : [...wrong, `${facts.name} takes no files.`]
    case 'footage':
      return [
        ...wrong,
        ...untaken,
        ...(references.length === 1 ? [] : [`${facts.name} takes exactly one piece of footage.`]),
      ]
    case 'pictures': {
      const [leads, ends, styles] = [
        count('subject', 'character', 'place', 'start-frame'),
        count('end-frame'),
        count('style'),
      ]
      return [
        ...wrong,
        ...untaken,
        ...(references.length === 0 ? [`${facts.name} needs a picture.`] : []),
        ...(leads > 1 || ends > 1 || styles > 1
          ? [
              'one picture leads (subject, character, place or start-frame), and at most one is its end-frame and one its style.',
            ]
          : []),
        ...(ends > leads ? ['an end-frame needs a picture that leads to it.'] : []),
      ]
    }
  }
}
