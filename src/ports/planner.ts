/** Who turns a brief into shots: rules, or a model. */
import type { Asset } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import type { ProjectLook } from '../domain/project.ts'
import type { Result } from '../domain/result.ts'
import type { CameraMove, Direction, Framing, Lens, Reference, Transition } from '../domain/shot.ts'
import type { PlanProvenance, Treatment } from '../domain/shot-plan.ts'
import type { WorkflowFacts } from '../domain/workflow.ts'

export type PlannerFailure = Extract<Failure, { type: 'plan-refused' | 'workflow-cannot' }>

/** A shot as planned: what is missing (id, seed, models, fingerprint) the cinematographer adds. */
export type PlannedShot = {
  readonly prompt: string
  readonly negative: string
  readonly caption: string
  readonly cameraMove: CameraMove
  readonly lens: Lens
  readonly framing: Framing
  readonly durationFrames: number
  readonly references: readonly Reference[]
  readonly direction: Direction
  readonly workflow: string
  readonly transition: Transition
  /** Of the last shot only. */
  readonly fadeOut: boolean
}

export type PlanAnswer = {
  readonly author: 'model' | 'rules'
  /** Why so, in a sentence or two for people. */
  readonly rationale: string
  readonly treatment: Treatment | null
  readonly provenance: PlanProvenance
  /** Durations add up to `filmFrames(brief)`. */
  readonly shots: readonly PlannedShot[]
}

export type PlanRequest = {
  readonly brief: Brief
  readonly look: ProjectLook
  /** The brief's own files and the look's references that exist. */
  readonly assets: readonly Asset[]
  /** Those that hosts can run. */
  readonly workflows: readonly WorkflowFacts[]
  /** The project's choice among models, for planners that ask one; null leaves it to the house. */
  readonly model: string | null
  /** Who writes down what a voice-over says, for planners that ask a model; null: nobody. */
  readonly transcriptionModel: string | null
  /** What was found wrong with an earlier answer to the same request, one sentence each; empty at first. */
  readonly faults: readonly string[]
  readonly signal: AbortSignal
}

export interface Planner {
  plan(request: PlanRequest): Promise<Result<PlanAnswer, PlannerFailure>>
}
