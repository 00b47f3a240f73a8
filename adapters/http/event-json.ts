/** An entry of a brief's log as the wire has it: flat, failures in the one shape, lengths in seconds. */
import type { BriefEvent, LoggedEvent } from '../../src/domain/event.ts'
import type { GateWait } from '../../src/domain/gate.ts'
import { MINUTE, SECOND } from '../../src/domain/time.ts'
import { toVariantJson } from './deliverable-json.ts'
import { toProblem } from './problem.ts'

export const toEventJson = (entry: LoggedEvent, fps: number) => ({
  seq: entry.seq,
  at: entry.at.toISOString(),
  ...toWire(entry.event, fps),
})

const gpuMinutes = (ms: number): number => ms / MINUTE

function toWaitJson(waits: GateWait) {
  switch (waits.for) {
    case 'a-word':
      return waits
    case 'a-long-render':
      return { for: waits.for, limitGpuMinutes: gpuMinutes(waits.limitMs) }
    case 'budget': {
      const { neededMs, usedMs, reservedMs, budgetMs } = waits.lack
      return {
        for: waits.for,
        neededGpuMinutes: gpuMinutes(neededMs),
        usedGpuMinutes: gpuMinutes(usedMs),
        reservedGpuMinutes: gpuMinutes(reservedMs),
        monthlyGpuMinutes: gpuMinutes(budgetMs),
      }
    }
  }
}

function toWire(event: BriefEvent, fps: number) {
  switch (event.type) {
    case 'PlanMade':
      return {
        ...event,
        waits: event.waits === null ? null : toWaitJson(event.waits),
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
