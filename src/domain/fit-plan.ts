/** Makes planned shots such that they can be rendered: lengths to the frame, workflows that can, long shots split. Pure. */
import type { MediaKind } from './asset.ts'
import { BRIEF_LIMITS, type Brief, filmFrames } from './brief.ts'
import type { Failure } from './failure.ts'
import type { AssetId } from './ids.ts'
import { fail, ok, type Result } from './result.ts'
import type { Finish, Reference, Shot } from './shot.ts'
import { setupBetween, withSetup } from './shot-words.ts'
import { longestShot, takesRole, type WorkflowFacts } from './workflow.ts'

type Planned = Pick<Shot, 'prompt' | 'framing' | 'lens' | 'cameraMove' | 'durationFrames' | 'references' | 'workflow'> &
  Pick<Finish, 'transition' | 'fadeOut'>
type CannotFit = Extract<Failure, { type: 'plan-refused' | 'workflow-cannot' }>

export type Film = Pick<Brief, 'fps' | 'durationSeconds' | 'shotCount'>

/** `workflows` that hosts can run, the preferred first. A plan that fits already comes back as it is. */
export function fitPlan<S extends Planned>(
  shots: readonly S[],
  film: Film,
  workflows: readonly WorkflowFacts[],
  kindOf: (id: AssetId) => MediaKind | null,
): Result<readonly S[], CannotFit> {
  if (shots.length === 0) return fail({ type: 'plan-refused', reason: 'it has no shots' })
  const frames = filmFrames(film)
  if (shots.length > frames)
    return fail({ type: 'plan-refused', reason: `the film has ${frames} frames, too few for ${shots.length} shots` })
  const lengths = toTheFrame(
    shots.map((s) => s.durationFrames),
    frames,
  )
  const fitted: S[] = []
  for (const [at, shot] of shots.entries()) {
    const sized = { ...shot, durationFrames: lengths[at] ?? shot.durationFrames }
    const facts = workflowFor(sized, film, workflows, kindOf)
    if (facts === null)
      return fail({
        type: 'workflow-cannot',
        workflow: shot.workflow,
        reason: 'no host has one for what the shot brings',
      })
    const references = sized.references.filter((r) => isUseful(r, facts, kindOf))
    fitted.push(...split({ ...sized, references, workflow: facts.name }, longestShot(facts, film.fps), film.fps))
  }
  const most = film.shotCount ?? BRIEF_LIMITS.maxShots
  if (fitted.length > Math.max(most, shots.length)) {
    const reason = `one shot of it is too short, so this film needs at least ${fitted.length} shots`
    return fail({ type: 'workflow-cannot', workflow: fitted[0]?.workflow ?? '', reason })
  }
  return ok(fitted)
}

/** Lengths of the same proportions that add up; none is less than a frame. */
function toTheFrame(lengths: readonly number[], total: number): readonly number[] {
  const asked = lengths.map((n) => (Number.isFinite(n) ? Math.max(1, Math.round(n)) : 1))
  const sum = asked.reduce((a, b) => a + b, 0)
  if (sum === total) return asked
  const exact = asked.map((n) => (n * total) / sum)
  const whole = exact.map((n) => Math.max(1, Math.floor(n)))
  let left = total - whole.reduce((a, b) => a + b, 0)
  const byShare = exact.map((n, i) => ({ i, rest: n - Math.floor(n) })).sort((a, b) => b.rest - a.rest)
  for (let turn = 0; left !== 0; turn = (turn + 1) % byShare.length) {
    const i = byShare[turn]?.i ?? 0
    const n = whole[i] ?? 1
    if (left < 0 && n === 1) continue
    whole[i] = n + Math.sign(left)
    left -= Math.sign(left)
  }
  return whole
}

/** The one that was planned, if it can; else one that makes the whole shot; else the one whose parts are longest. */
function workflowFor(
  shot: Planned,
  film: Film,
  workflows: readonly WorkflowFacts[],
  kindOf: (id: AssetId) => MediaKind | null,
): WorkflowFacts | null {
  const able = workflows.filter((w) => w.makes === 'clip' && hasWhatItNeeds(w, shot, kindOf))
  const longest = (w: WorkflowFacts) => longestShot(w, film.fps)
  const planned = able.find((w) => w.name === shot.workflow)
  if (planned !== undefined && longest(planned) >= shot.durationFrames) return planned
  // What the shot brings should be seen in it: words alone only where nothing else is there.
  const needs =
    planned?.needs ?? (['footage', 'pictures', 'nothing'] as const).find((n) => able.some((w) => w.needs === n))
  const alike = able.filter((w) => w.needs === needs && longest(w) > 0)
  return (
    alike.find((w) => longest(w) >= shot.durationFrames) ??
    (planned !== undefined && longest(planned) > 0 ? planned : null) ??
    alike.toSorted((a, b) => longest(b) - longest(a))[0] ??
    null
  )
}

const hasWhatItNeeds = (w: WorkflowFacts, shot: Planned, kindOf: (id: AssetId) => MediaKind | null): boolean =>
  w.needs === 'nothing' ||
  shot.references.some((r) => isUseful(r, w, kindOf) && (r.role === 'footage') === (w.needs === 'footage'))

/** A role that the workflow takes, played by a file of the right kind. */
const isUseful = (r: Reference, w: WorkflowFacts, kindOf: (id: AssetId) => MediaKind | null): boolean =>
  takesRole(w, r.role) && kindOf(r.assetId) === (r.role === 'footage' ? 'video' : 'picture')

/** Parts of nearly one length, each framed unlike the one before; footage goes on where the part before left it. */
function split<S extends Planned>(shot: S, longest: number, fps: number): readonly S[] {
  const parts = Math.ceil(shot.durationFrames / longest)
  if (parts <= 1) return [shot]
  const made: S[] = []
  let begun = 0
  for (let part = 0; part < parts; part++) {
    const until = Math.round((shot.durationFrames * (part + 1)) / parts)
    const before = made.at(-1)
    const setup = before === undefined ? shot : setupBetween('', [before, part === parts - 1 ? undefined : shot])
    made.push({
      ...shot,
      ...pick(setup),
      prompt: withSetup(shot.prompt, shot, setup),
      durationFrames: until - begun,
      transition: part === 0 ? shot.transition : 'cut',
      fadeOut: part === parts - 1 && shot.fadeOut,
      references: shot.references.map((r) =>
        r.fromSeconds === undefined
          ? r
          : { ...r, fromSeconds: Math.floor((r.fromSeconds + begun / fps) * 1000) / 1000 },
      ),
    })
    begun = until
  }
  return made
}

const pick = ({ framing, lens, cameraMove }: Pick<Shot, 'framing' | 'lens' | 'cameraMove'>) => ({
  framing,
  lens,
  cameraMove,
})
