/** Gives a planned shot what it is rendered with: an id, a seed, model files, the fingerprint. */
import type { Asset } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import { fingerprint } from '../domain/fingerprint.ts'
import { type AssetId, makeId } from '../domain/ids.ts'
import { strengthsOf } from '../domain/look.ts'
import type { ProjectLook } from '../domain/project.ts'
import { PLAIN_FINISH, type Shot } from '../domain/shot.ts'
import type { PlannedShot } from '../ports/planner.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Resolved } from './resolve-models.ts'

/** JSON carries whole numbers exactly up to here, and so do ComfyUI's seeds. */
const SEEDS = 2 ** 53

export function dressShot(
  randomness: Randomness,
  brief: Brief,
  planned: PlannedShot,
  o: {
    readonly index: number
    readonly resolved: Pick<Resolved, 'facts' | 'models'>
    readonly look: ProjectLook
    readonly assets: readonly Asset[]
  },
): Shot {
  const { facts, models } = o.resolved
  const sha256 = (id: AssetId) => o.assets.find((a) => a.id === id)?.sha256 ?? ''
  const { transition, fadeOut, ...asked } = planned
  const rendered = {
    ...asked,
    models,
    strengths: strengthsOf(o.look, models),
    seed: randomness.below(SEEDS),
    loop: brief.loop && facts.canLoop,
  }
  return {
    ...rendered,
    id: makeId('shot', randomness.uuid()),
    index: o.index,
    finish: { ...PLAIN_FINISH, transition, fadeOut },
    locked: false,
    fingerprint: fingerprint(rendered, brief, sha256),
    currentTakeId: null,
  }
}
