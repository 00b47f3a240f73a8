/** Decides what stage a brief comes to next and which work that causes; knows no database. Every change of stage goes through here. */
import type { BriefState, Stage, WorkingState } from './brief.ts'
import type { Cut } from './cut.ts'
import type { Failure, StaleFailure } from './failure.ts'
import type { Job } from './job.ts'
import { exhaustive, fail, ok, type Result } from './result.ts'

export type LifecycleEvent =
  /** A plan was made; `needsGo` when a person must say Go before GPU time is spent. */
  | { readonly type: 'plan-made'; readonly planVersion: number; readonly needsGo: boolean }
  | { readonly type: 'go'; readonly planVersion: number }
  | { readonly type: 'plan-again'; readonly planVersion: number }
  | { readonly type: 'shots-done'; readonly planVersion: number }
  | { readonly type: 'cut-made'; readonly cut: Cut }
  | { readonly type: 'delivered'; readonly deliveryNo: number }
  | { readonly type: 'approved'; readonly deliveryNo: number }
  | { readonly type: 'changes-requested'; readonly deliveryNo: number }
  /** The notes could not be followed: the delivery stands as it was. */
  | { readonly type: 'revision-dropped' }
  | { readonly type: 'rejected'; readonly deliveryNo: number }
  /** A person confirmed that an approved, cancelled or rejected brief goes on. */
  | { readonly type: 'reopened' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'retried' }

/** Work that the new stage needs: what the next job is, or `stop` for work that must end. */
export type Follow = 'plan' | 'shoot' | 'cut' | 'deliver' | 'stop' | null

export type Move = { readonly state: BriefState; readonly follow: Follow }

export function decide(state: BriefState, event: LifecycleEvent): Result<Move, StaleFailure> {
  const stale = fail({ type: 'stale-event', stage: state.stage, event: event.type } as const)
  switch (event.type) {
    case 'plan-made':
      if (state.stage !== 'planning' && state.stage !== 'revising') return stale
      if (state.stage === 'revising' && event.planVersion <= state.planVersion) return stale
      return event.needsGo
        ? ok({ state: { stage: 'plan-review', planVersion: event.planVersion }, follow: null })
        : ok({ state: { stage: 'shooting', planVersion: event.planVersion }, follow: 'shoot' })
    case 'go':
      if (state.stage !== 'plan-review' || state.planVersion !== event.planVersion) return stale
      return ok({ state: { stage: 'shooting', planVersion: state.planVersion }, follow: 'shoot' })
    case 'plan-again':
      if (state.stage !== 'plan-review' || state.planVersion !== event.planVersion) return stale
      return ok({ state: { stage: 'planning' }, follow: 'plan' })
    case 'shots-done':
      if (state.stage !== 'shooting' || state.planVersion !== event.planVersion) return stale
      return ok({ state: { stage: 'cutting', planVersion: state.planVersion }, follow: 'cut' })
    case 'cut-made':
      if (state.stage !== 'cutting' || state.planVersion !== event.cut.planVersion) return stale
      return ok({ state: { stage: 'delivering', planVersion: state.planVersion, cut: event.cut }, follow: 'deliver' })
    case 'delivered':
      if (state.stage !== 'delivering') return stale
      return ok({
        state: { stage: 'in-review', planVersion: state.planVersion, deliveryNo: event.deliveryNo },
        follow: null,
      })
    case 'approved':
      if (state.stage !== 'in-review' || state.deliveryNo !== event.deliveryNo) return stale
      return ok({ state: { ...state, stage: 'approved' }, follow: null })
    case 'changes-requested':
      if (state.stage !== 'in-review' || state.deliveryNo !== event.deliveryNo) return stale
      return ok({ state: { ...state, stage: 'revising' }, follow: 'plan' })
    case 'revision-dropped':
      if (state.stage !== 'revising') return stale
      return ok({ state: { ...state, stage: 'in-review' }, follow: null })
    case 'rejected':
      if (state.stage !== 'in-review' || state.deliveryNo !== event.deliveryNo) return stale
      return ok({ state: { stage: 'cancelled', from: state }, follow: null })
    case 'reopened':
      if (state.stage === 'approved') return ok({ state: { ...state, stage: 'revising' }, follow: 'plan' })
      if (state.stage === 'cancelled') return ok({ state: state.from, follow: workOf(state.from) })
      return stale
    case 'cancelled':
      return isWorking(state) ? ok({ state: { stage: 'cancelled', from: state }, follow: 'stop' }) : stale
    case 'failed':
      return isWorking(state)
        ? ok({ state: { stage: 'failed', from: state, failure: event.failure }, follow: null })
        : stale
    case 'retried':
      return state.stage === 'failed' ? ok({ state: state.from, follow: workOf(state.from) }) : stale
    default:
      return exhaustive(event)
  }
}

/** The work that waits in a stage when a brief comes back to it. */
function workOf(state: WorkingState): Follow {
  switch (state.stage) {
    case 'planning':
    case 'revising':
      return 'plan'
    case 'shooting':
      return 'shoot'
    case 'cutting':
      return 'cut'
    case 'delivering':
      return 'deliver'
    case 'plan-review':
    case 'in-review':
      return null
    default:
      return exhaustive(state)
  }
}

/** Whether a job does what its brief now waits for. One that does not ends without changing anything. */
export function isWanted(job: Job, state: BriefState): boolean {
  switch (job.kind) {
    case 'plan':
      return state.stage === 'planning' || state.stage === 'revising'
    case 'shoot':
      return state.stage === 'shooting' && state.planVersion === job.payload.planVersion
    case 'cut':
      return state.stage === 'cutting' && state.planVersion === job.payload.planVersion
    case 'deliver':
      return state.stage === 'delivering'
    case 'stop':
      return state.stage === 'cancelled'
    // Looks for itself at what there is to take up, or to remind of; a brief never waits for it alone.
    case 'settle':
    case 'remind':
    case 'post':
    case 'sweep':
      return false
    default:
      return exhaustive(job)
  }
}

const isWorking = (state: BriefState): state is WorkingState =>
  state.stage !== 'approved' && state.stage !== 'cancelled' && state.stage !== 'failed'

/** Stages in which nothing moves until a person acts. */
export const isResting = (stage: Stage): boolean =>
  stage === 'plan-review' ||
  stage === 'in-review' ||
  stage === 'approved' ||
  stage === 'cancelled' ||
  stage === 'failed'
