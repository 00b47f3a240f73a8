/** What the log of a brief says of a take that is over. */
import type { BriefEvent } from '../domain/event.ts'
import type { Failure } from '../domain/failure.ts'
import type { Shot } from '../domain/shot.ts'
import type { Take } from '../domain/take.ts'

type TakeEnded = Extract<BriefEvent, { type: 'TakeEnded' }>

export const takeEnded = (
  shot: Pick<Shot, 'id' | 'index'>,
  take: Pick<Take, 'id' | 'host'>,
  outcome: TakeEnded['outcome'],
  gpuMs: number | null,
  failure: Failure | null,
): TakeEnded => ({
  type: 'TakeEnded',
  shotId: shot.id,
  shotIndex: shot.index,
  takeId: take.id,
  host: take.host,
  outcome,
  gpuMs,
  failure,
})
