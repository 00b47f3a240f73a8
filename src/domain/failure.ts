/** Every way in which work can fail that the house expects. An object with what the reader needs; `say.ts` words it. */
import type { BudgetLack } from './budget.ts'
import type { AssetId, BriefId, ProjectId, ShotId } from './ids.ts'

/** The person gave something that cannot be used. Never retried. */
export type InputFailure =
  | { readonly type: 'brief-empty' }
  | { readonly type: 'brief-too-long'; readonly characters: number; readonly maxCharacters: number }
  | {
      readonly type: 'duration-out-of-range'
      readonly seconds: number
      readonly minSeconds: number
      readonly maxSeconds: number
    }
  | { readonly type: 'size-out-of-range'; readonly given: string; readonly minSide: number; readonly maxSide: number }
  | { readonly type: 'fps-out-of-range'; readonly given: number; readonly minFps: number; readonly maxFps: number }
  | { readonly type: 'shot-count-out-of-range'; readonly given: number; readonly max: number }
  | { readonly type: 'workflow-unknown'; readonly given: string; readonly known: readonly string[] }
  | { readonly type: 'own-workflow-unknown'; readonly given: string; readonly known: readonly string[] }
  /** Each a sentence. */
  | { readonly type: 'workflow-refused'; readonly reasons: readonly string[] }
  | { readonly type: 'deliverable-unknown'; readonly given: string }
  | { readonly type: 'too-many-deliverables'; readonly deliverables: number; readonly max: number }
  | { readonly type: 'project-unknown'; readonly projectId: string }
  | { readonly type: 'brief-unknown'; readonly briefId: string }
  | { readonly type: 'asset-unknown'; readonly assetId: string }
  | { readonly type: 'host-unknown'; readonly host: string; readonly known: readonly string[] }
  | { readonly type: 'version-unknown'; readonly version: number; readonly newest: number }
  | { readonly type: 'asset-in-use'; readonly assetId: string; readonly name: string }
  | { readonly type: 'idempotency-key-reused'; readonly key: string }
  | { readonly type: 'too-many-files'; readonly files: number; readonly maxFiles: number }
  | { readonly type: 'file-missing'; readonly name: string }
  | { readonly type: 'file-unreadable'; readonly name: string; readonly reason: string }
  | { readonly type: 'file-empty'; readonly name: string }
  | { readonly type: 'file-too-large'; readonly name: string; readonly maxBytes: number }
  | { readonly type: 'file-kind-unknown'; readonly name: string; readonly looksLike: string }
  | { readonly type: 'file-not-what-it-says'; readonly name: string; readonly says: string; readonly is: string }
  | { readonly type: 'file-corrupt'; readonly name: string; readonly reason: string }

/** The verb came too late or to the wrong stage. Nothing changed. */
export type StaleFailure =
  | { readonly type: 'stale-event'; readonly stage: string; readonly event: string }
  | { readonly type: 'stale-plan'; readonly planVersion: number; readonly newest: number }

/** The project's GPU time of this month does not suffice. Nothing changed. */
export type BudgetFailure = { readonly type: 'over-budget' } & BudgetLack

/** Something was said to a delivery that is not the one it believed in, or no longer open. Nothing changed. */
export type ReviewFailure =
  | { readonly type: 'no-delivery' }
  | { readonly type: 'stale-delivery'; readonly deliveryNo: number; readonly newest: number }
  | { readonly type: 'approval-stands'; readonly deliveryNo: number }
  | { readonly type: 'nothing-to-revoke'; readonly deliveryNo: number }
  /** Nora's own mark on a delivery, which shows people what they may press. */
  | { readonly type: 'own-verdict'; readonly deliveryNo: number }
  | { readonly type: 'note-empty' }
  | { readonly type: 'note-too-long'; readonly characters: number; readonly maxCharacters: number }
  | { readonly type: 'question-closed' }
  | { readonly type: 'cannot-revise'; readonly reason: string }
  | { readonly type: 'not-approved'; readonly stage: string }

/** A person may not do it. */
export type AccessFailure = { readonly type: 'not-allowed'; readonly verb: string; readonly role: string }

/** What a ComfyUI host answered, or did not answer. */
export type HostFailure =
  | { readonly type: 'host-down'; readonly host: string; readonly reason: string }
  /** HTTP answers, the queue stands still: only a restart of the server helps. */
  | { readonly type: 'host-frozen'; readonly host: string; readonly reason: string }
  | { readonly type: 'host-lost-prompt'; readonly host: string; readonly promptId: string }
  | { readonly type: 'out-of-memory'; readonly host: string; readonly node: string | null }
  | {
      readonly type: 'missing-node'
      readonly host: string
      readonly node: string
      readonly workflow: string
      /** Hosts that have it. */
      readonly elsewhere: readonly string[]
    }
  | {
      readonly type: 'missing-model'
      readonly host: string
      readonly node: string
      readonly input: string
      /** `models/<folder>/<file>` where the folder is known, else the file alone. */
      readonly file: string
      /** Hosts that have it. */
      readonly elsewhere: readonly string[]
    }
  | { readonly type: 'bad-graph'; readonly host: string; readonly workflow: string; readonly reason: string }
  | { readonly type: 'node-failed'; readonly host: string; readonly node: string; readonly message: string }
  | { readonly type: 'interrupted'; readonly host: string }
  | { readonly type: 'bad-output'; readonly host: string; readonly reason: string }

/** The cinematographer could not plan, or our own parts could not do their work. */
export type WorkFailure =
  | { readonly type: 'plan-refused'; readonly reason: string }
  | { readonly type: 'workflow-cannot'; readonly workflow: string; readonly reason: string; readonly shotId?: ShotId }
  | { readonly type: 'asset-lost'; readonly assetId: AssetId }
  | { readonly type: 'preview-unknown'; readonly briefId: string }
  | { readonly type: 'media-failed'; readonly operation: string; readonly reason: string }
  | { readonly type: 'internal'; readonly reason: string }

export type Failure =
  | InputFailure
  | StaleFailure
  | BudgetFailure
  | ReviewFailure
  | AccessFailure
  | HostFailure
  | WorkFailure
export type FailureType = Failure['type']

/** Thrown by the source of a person's file that cannot be had: `message` says why, in words for them. */
export class SourceLost extends Error {
  override name = 'SourceLost'
}

/** Thrown inside a transaction when the row was changed by somebody else; all of it rolls back. */
export class StaleVersion extends Error {
  override name = 'StaleVersion'
  readonly what: BriefId | ProjectId
  constructor(what: BriefId | ProjectId) {
    super(`${what} was changed meanwhile`)
    this.what = what
  }
}

/** Thrown inside a transaction when a newer attempt owns the job; all of it rolls back. */
export class LeaseLost extends Error {
  override name = 'LeaseLost'
  readonly jobId: string
  constructor(jobId: string) {
    super(`job ${jobId} now belongs to another attempt`)
    this.jobId = jobId
  }
}

/** Thrown when a list is asked to go on from a cursor that no page of it gave out. */
export class BadCursor extends Error {
  override name = 'BadCursor'
  constructor() {
    super('The cursor is none that a page gave out: leave it out to begin at the first page')
  }
}
