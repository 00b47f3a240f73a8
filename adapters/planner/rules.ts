/** Plans a film without a model: beats, coverage and durations by rule. The same brief gets the same plan. */
import { mediaKind } from '../../src/domain/asset.ts'
import { BRIEF_LIMITS, filmFrames } from '../../src/domain/brief.ts'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { NO_DIRECTION, type Transition } from '../../src/domain/shot.ts'
import { BY_RULES } from '../../src/domain/shot-plan.ts'
import type { Setup } from '../../src/domain/shot-words.ts'
import type { Edit } from '../../src/domain/transition.ts'
import { longestShot, type WorkflowFacts } from '../../src/domain/workflow.ts'
import type { PlanAnswer, Planner, PlannerFailure, PlanRequest } from '../../src/ports/planner.ts'
import { beatsOf, editOf, unwanted } from './beats.ts'
import { createCast } from './cast.ts'
import { type Choice, chooseWorkflows, type Has } from './choose-workflow.ts'
import { coverage } from './coverage.ts'
import { durations } from './durations.ts'
import { captionOf, negativeOf, promptOf } from './prompt.ts'
import { rationaleOf } from './rationale.ts'
import { leadsOf, referencesOf, sortFiles } from './references.ts'
import { naturalCount, sceneCount, shotList, type Slot } from './shot-list.ts'

export const createRulePlanner = (): Planner => ({
  async plan(request) {
    request.signal.throwIfAborted()
    return planByRules(request)
  },
})

function planByRules({ brief, look, assets, workflows }: PlanRequest): Result<PlanAnswer, PlannerFailure> {
  const files = sortFiles(assets, look.references, brief.assetIds)
  const has = {
    footage: files.leads.some((a) => mediaKind(a.mime) === 'video'),
    pictures: files.leads.some((a) => mediaKind(a.mime) === 'picture'),
    styles: files.styles.length > 0,
  }
  const chosen = chooseWorkflows(brief, has, workflows)
  if (!chosen.ok) return chosen
  const choice = chosen.value
  const leads = files.leads.filter((a) => (mediaKind(a.mime) === 'video' ? choice.footage : choice.pictures))
  const styles = choice.pictures ? files.styles : []

  const beats = beatsOf(brief, leads.length > 0 ? leads : assets)
  const total = filmFrames(brief)
  const usable = usableWorkflows(choice, leads.length > 0, has)
  const counted = countOf(brief, Math.max(beats.length, leads.length), sceneCount(beats), total, usable)
  if (!counted.ok) return counted
  const slots = shotList(beats, counted.value)
  const shotLeads = leadsOf(slots, leads)
  const made = shotLeads.map((lead) => {
    const needs =
      lead && mediaKind(lead.mime) === 'video' ? 'footage' : lead || styles.length > 0 ? 'pictures' : 'nothing'
    const workflow = choice[needs] ?? choice.nothing ?? usable[0]
    if (!workflow) throw new Error('a choice without a workflow')
    return workflow
  })

  const setups = coverage(slots, brief.loop)
  const most = made.map((w) => longestShot(w, brief.fps))
  const frames = durations(
    total,
    slots.map((slot, at) => weightOf(slot, setups[at], at, slots.length)),
    brief.fps,
    most,
  )
  const references = referencesOf(
    shotLeads,
    styles,
    frames.map((n) => n / brief.fps),
  )
  const [opening] = beats
  if (!opening) throw new Error('a film without a beat')
  const negative = negativeOf(look, unwanted(brief))
  const edit = editOf(brief)
  const said = createCast(beats)
  const shots = slots.map((slot, at) => {
    const [setup, workflow] = [setups[at], made[at]]
    if (!setup || !workflow) throw new Error('a shot without a set-up')
    return {
      prompt: promptOf({ slot, setup, opening, said, brief, look }),
      negative,
      caption: captionOf(slot),
      ...setup,
      durationFrames: frames[at] ?? 1,
      references: (references[at] ?? []).filter((r) => workflow.takes.includes(r.role)),
      direction: { ...NO_DIRECTION, scene: slot.beats[0]?.place ?? null },
      workflow: workflow.name,
      transition: transitionTo(slot, at, edit),
      fadeOut: at === slots.length - 1 && edit.endsInBlack,
    }
  })
  const shown = leads.filter((a) => shotLeads.includes(a))
  const rationale = rationaleOf({
    brief,
    beats: beats.length,
    shots,
    leads: shown,
    refused: files.leads.length - leads.length,
    unseen: leads.length - shown.length,
    muted: shown.some((a) => mediaKind(a.mime) === 'video' && a.hasAudio),
  })
  return ok({ author: 'rules', rationale, treatment: null, provenance: BY_RULES, shots })
}

/** What the script says of it, else what the brief wants between all shots; a first shot can only come out of black. */
function transitionTo(slot: Slot, at: number, edit: Edit): Transition {
  const scripted = slot.part === 0 ? slot.beats[0]?.comesBy : undefined
  if (at === 0) return edit.opensFromBlack || scripted === 'fade' ? 'fade' : 'cut'
  return scripted ?? edit.between
}

/** Those that shots of this film will be made with. */
function usableWorkflows(choice: Choice, led: boolean, has: Has): readonly WorkflowFacts[] {
  const able = [choice.footage, choice.pictures].filter((w) => w !== null)
  return able.length > 0 && (led || has.pictures || has.styles) ? able : [choice.nothing].filter((w) => w !== null)
}

function countOf(
  brief: PlanRequest['brief'],
  beats: number,
  scenes: number,
  total: number,
  workflows: readonly WorkflowFacts[],
): Result<number, PlannerFailure> {
  const longest = Math.min(...workflows.map((w) => longestShot(w, brief.fps)))
  const name = workflows.map((w) => w.name).join(' and ')
  const lasts = `one shot of it lasts at most ${Number((longest / brief.fps).toFixed(1))} s`
  const needed = longest > 0 ? Math.ceil(total / longest) : Infinity
  if (needed > BRIEF_LIMITS.maxShots)
    return fail({ type: 'workflow-cannot', workflow: name, reason: `${lasts}, too short for this film` })
  if (brief.shotCount !== null) {
    if (brief.shotCount < needed)
      return fail({
        type: 'workflow-cannot',
        workflow: name,
        reason: `${lasts}, so this film needs at least ${needed} shots`,
      })
    if (brief.shotCount > total)
      return fail({
        type: 'plan-refused',
        reason: `the film has ${total} frames, too few for ${brief.shotCount} shots`,
      })
    return ok(brief.shotCount)
  }
  const loops = brief.loop && workflows.every((w) => w.canLoop)
  if (brief.loop && needed === 1 && (loops || beats === 1)) return ok(1)
  const natural = naturalCount(beats, scenes, total / brief.fps, BRIEF_LIMITS.maxShots)
  // A loop of several shots returns to its first, which takes three at least.
  return ok(Math.max(needed, brief.loop ? Math.min(total, Math.max(3, natural)) : natural))
}

/** Longer to find one's way at first and to leave at last, shorter for a detail, and time to speak. */
function weightOf(slot: Slot, setup: Setup | undefined, at: number, count: number): number {
  const near = setup?.framing === 'close-up' || setup?.framing === 'extreme-close-up' ? 0.85 : 1
  const speech = slot.beats.some((b) => b.speaker) ? 1.15 : 1
  const place = at === 0 ? 1.3 : at === count - 1 ? 1.2 : slot.newPlace ? 1.1 : 1
  return near * speech * place
}
