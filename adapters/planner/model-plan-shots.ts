/** Turns a model's plan that was found good into shots: lengths to the frame, prompts that carry what scene and film share. */
import { cutAtWord, sentenceCase } from '../../src/domain/brief-title.ts'
import { filmFrames } from '../../src/domain/brief.ts'
import type { ProjectLook } from '../../src/domain/project.ts'
import type { Reference } from '../../src/domain/shot.ts'
import { setupWords } from '../../src/domain/shot-words.ts'
import type { Treatment } from '../../src/domain/shot-plan.ts'
import { moodWords } from '../../src/domain/tone-words.ts'
import { longestShot } from '../../src/domain/workflow.ts'
import type { PlannedShot } from '../../src/ports/planner.ts'
import { durations } from './durations.ts'
import type { Offer } from './model-plan-check.ts'
import type { PlanForm, ShotForm } from './model-plan-form.ts'
import { modelText } from './model-text.ts'
import { distinct, joined, negativeOf } from './prompt.ts'

/** Several times what CLIP reads at once; encoders of ComfyUI take it in pieces. */
const MAX_PROMPT = 900
const MAX_CAPTION = 90
const MAX_WORDS = 240
/** Shots keep at least so much of a second when rounding is shared out. */
const LEAST_SHARE = 0.4

export function treatmentOf(plan: PlanForm): Treatment {
  const short = (text: string) => modelText(text, MAX_WORDS)
  return {
    artDirection: short(plan.artDirection),
    characters: plan.characters.map((c) => ({ name: short(c.name), looks: short(c.looks) })),
    scenes: plan.scenes.map((s) => ({ name: short(s.name), place: short(s.place), light: short(s.light) })),
  }
}

export function shotsOf(plan: PlanForm, offer: Offer, look: ProjectLook): readonly PlannedShot[] {
  const { brief, workflows } = offer
  const treatment = treatmentOf(plan)
  const most = plan.shots.map((s) => {
    const facts = workflows.find((w) => w.name === s.workflow)
    return facts === undefined ? 0 : longestShot(facts, brief.fps)
  })
  const frames = durations(
    filmFrames(brief),
    plan.shots.map((s) => s.seconds),
    Math.round(brief.fps * LEAST_SHARE),
    most,
  )
  return plan.shots.map((shot, at) => {
    const scene = treatment.scenes[shot.scene - 1]
    const { framing, lens, cameraMove, workflow } = shot
    const [lighting, art, avoid, why] = [shot.lighting, shot.art, shot.avoid, shot.why].map((text) =>
      modelText(text ?? '', MAX_WORDS),
    )
    const durationFrames = frames[at] ?? 1
    return {
      prompt: promptOf(shot, treatment, offer, look),
      negative: negativeOf(look, avoid ? [avoid] : []),
      caption: sentenceCase(modelText(shot.caption, MAX_CAPTION) || modelText(shot.shows, MAX_CAPTION)),
      framing,
      lens,
      cameraMove,
      durationFrames,
      references: referencesOf(shot, offer, durationFrames / brief.fps),
      direction: {
        scene: scene?.name || null,
        lighting: lighting || scene?.light || null,
        art: art || null,
        why: why || null,
      },
      workflow,
      transition: at === 0 && shot.transition === 'dissolve' ? 'cut' : (shot.transition ?? 'cut'),
      fadeOut: at === plan.shots.length - 1 && plan.endsInBlack === true,
    }
  })
}

/** What is seen, who and where; the set-up in one piece, as notes look for it; then light, art and style. */
function promptOf(shot: ShotForm, treatment: Treatment, { brief }: Offer, look: ProjectLook): string {
  const scene = treatment.scenes[shot.scene - 1]
  const named = shot.characters?.map((name) => name.trim().toLowerCase()) ?? []
  const seen = treatment.characters.filter((c) => named.includes(c.name.toLowerCase()))
  const style = distinct([...brief.styleTags, ...look.styleTags, moodWords(brief.tone)])
  const tail = joined([
    setupWords(shot),
    modelText(shot.lighting ?? '', 120) || cutAtWord(scene?.light ?? '', 120),
    modelText(shot.art ?? '', 120),
    cutAtWord(treatment.artDirection, 160),
    cutAtWord(style.join(', '), 120),
    cutAtWord(look.promptAddition, 120),
  ])
  const people = seen.map((c) => (c.looks === '' ? c.name : `${c.name} is ${c.looks}`))
  const beat = joined([modelText(shot.shows, 400), ...people, scene?.place ?? ''])
  return joined([cutAtWord(beat, Math.max(100, MAX_PROMPT - tail.length)), tail])
}

/** What leads first: slots hold what a clip goes from, and then what it goes to. */
function referencesOf(shot: ShotForm, { files }: Offer, seconds: number): readonly Reference[] {
  const rank = (role: string) => (role === 'style' ? 2 : role === 'end-frame' ? 1 : 0)
  const ordered = (shot.references ?? []).toSorted((a, b) => rank(a.role) - rank(b.role))
  return ordered.flatMap(({ file, role, fromSeconds }): readonly Reference[] => {
    const asset = files.find((f) => f.handle === file)?.asset
    if (asset === undefined) return []
    if (role !== 'footage') return [{ assetId: asset.id, role }]
    // What would run past the end of the footage begins earlier.
    const last = Math.max(0, (asset.durationSeconds ?? Infinity) - seconds)
    return [{ assetId: asset.id, role, fromSeconds: Math.floor(Math.min(fromSeconds ?? 0, last) * 1000) / 1000 }]
  })
}
