/** Every kind of durable work, what it carries, and how many of it run at once in one process. */
import type { BriefId, NoteId, ShotId } from './ids.ts'
import type { Identity } from './project.ts'
import type { Behind } from './retry.ts'
import { MINUTE } from './time.ts'

/** What a film waits for: a verdict, a Go, an answer, or that somebody lets it go on from where it failed. */
export type Awaited =
  | { readonly deliveryNo: number }
  | { readonly planVersion: number }
  | { readonly noteId: NoteId }
  /** ISO 8601. */
  | { readonly failedAt: string }

export type JobPayloads = {
  /** Make the next plan of a brief. */
  readonly plan: Behind & { readonly briefId: BriefId }
  /** Shoot one shot of the current plan. */
  readonly shoot: Behind & { readonly briefId: BriefId; readonly planVersion: number; readonly shotId: ShotId }
  /** Join the shots of the current plan. */
  readonly cut: Behind & { readonly briefId: BriefId; readonly planVersion: number }
  /** Register and show the cut. */
  readonly deliver: Behind & { readonly briefId: BriefId; readonly planVersion: number }
  /** Take up the notes of a brief once they have settled. */
  readonly settle: Behind & { readonly briefId: BriefId }
  /** Say once more, a day later, that somebody must act. */
  readonly remind: Behind & { readonly briefId: BriefId } & Awaited
  /** End what hosts still do for a brief that was cancelled. */
  readonly stop: Behind & { readonly briefId: BriefId }
  /** Bring a brief's thread on its platform up to date; done by processes that speak there. */
  readonly post: Behind & { readonly briefId: BriefId; readonly platform: Identity['platform'] }
  /** Clear away what nobody needs any more; one for the whole house, a day after the last. */
  readonly sweep: Behind
}
export type JobKind = keyof JobPayloads

/** One job of one kind, as the queue hands it over; `attempt` fences its settling. */
export type Job<K extends JobKind = JobKind> = {
  [Kind in K]: {
    readonly id: string
    readonly kind: Kind
    readonly attempt: number
    readonly payload: JobPayloads[Kind]
  }
}[K]

/** Those that are about one brief. */
export type BriefJob = Job<Exclude<JobKind, 'sweep'>>

/** `concurrency` null: whoever has a place for one says which job is begun, and when. */
export const JOB_KINDS: readonly {
  readonly kind: JobKind
  readonly concurrency: number | null
  readonly leaseMs: number
}[] = [
  { kind: 'plan', concurrency: 2, leaseMs: 10 * MINUTE },
  { kind: 'shoot', concurrency: null, leaseMs: 120 * MINUTE },
  { kind: 'cut', concurrency: 1, leaseMs: 60 * MINUTE },
  { kind: 'deliver', concurrency: 2, leaseMs: 10 * MINUTE },
  { kind: 'settle', concurrency: 1, leaseMs: 10 * MINUTE },
  { kind: 'remind', concurrency: 1, leaseMs: 10 * MINUTE },
  { kind: 'stop', concurrency: 2, leaseMs: 10 * MINUTE },
  { kind: 'post', concurrency: null, leaseMs: 30 * MINUTE },
  { kind: 'sweep', concurrency: 1, leaseMs: 60 * MINUTE },
]

/** While a job with this key waits or runs, the same work is not sent again. */
export function jobKey<K extends JobKind>(kind: K, payload: JobPayloads[K]): string {
  if (!('briefId' in payload)) return kind
  if ('shotId' in payload) return `${kind} ${payload.briefId} ${payload.shotId}`
  return kind === 'remind'
    ? `${kind} ${payload.briefId} ${awaitedBy(payload as JobPayloads['remind'])}`
    : `${kind} ${payload.briefId}`
}

function awaitedBy(awaited: Awaited): string {
  if ('deliveryNo' in awaited) return `delivery ${awaited.deliveryNo}`
  if ('planVersion' in awaited) return `plan ${awaited.planVersion}`
  return 'noteId' in awaited ? awaited.noteId : awaited.failedAt
}
