/** An entry of a brief's log as the wire has it: flat, failures in the one shape, lengths in seconds. */
import type { BriefEvent, LoggedEvent } from '../../src/domain/event.ts'
import { SECOND } from '../../src/domain/time.ts'
import { toVariantJson } from './deliverable-json.ts'
import { toProblem } from './problem.ts'

export const toEventJson = (entry: LoggedEvent, fps: number) => ({
  seq: entry.seq,
  at: entry.at.toISOString(),
  ...toWire(entry.event, fps),
})

function toWire(event: BriefEvent, fps: number) {
  switch (event.type) {
    case 'PlanMade':
      return {
        ...event,
        shots: event.shots.map(({ durationFrames, ...shot }) => ({ ...shot, durationSeconds: durationFrames / fps })),
      }
    case 'WorkRetried': {
      const { inMs, ...rest } = event
      return { ...rest, inSeconds: inMs / SECOND, failure: toProblem(event.failure) }
    }
    case 'TakeEnded':
      return { ...event, failure: event.failure === null ? null : toProblem(event.failure) }
    case 'Delivered':
      return { ...event, variants: event.variants.map(toVariantJson) }
    case 'Failed':
    case 'Refused':
      return { ...event, failure: toProblem(event.failure) }
    default:
      return event
  }
}
