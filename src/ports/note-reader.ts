/** Who understands what people say about a film: rules that know the English forms, or a model that understands anything. */
import type { Brief } from '../domain/brief.ts'
import type { Reading } from '../domain/change.ts'
import type { Failure } from '../domain/failure.ts'
import type { Result } from '../domain/result.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Take } from '../domain/take.ts'

export type NoteRequest = {
  readonly text: string
  readonly brief: Brief
  /** The plan of the delivery that the note was said to: shots are found in it by number, ordinal, timecode or words. */
  readonly plan: ShotPlan
  /** Rendered takes of the brief, oldest first. */
  readonly takes: readonly Take[]
  /** 0 before the first. */
  readonly newestDelivery: number
  /** Where the person pointed, when they did: shots count from 0. */
  readonly shotIndex: number | null
  readonly timecodeSeconds: number | null
  /** The project's choice among models, for readers that ask one; null leaves it to the house. */
  readonly model: string | null
  readonly signal: AbortSignal
}

export interface NoteReader {
  read(request: NoteRequest): Promise<Result<Reading, Extract<Failure, { type: 'plan-refused' }>>>
}
