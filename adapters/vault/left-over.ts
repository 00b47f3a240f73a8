/** Whether the process that made something lives, so that what a killed one left behind can be removed. */
import os from 'node:os'
import { performance } from 'node:perf_hooks'

/** Which process, told in a way that outlives it. */
export type Maker = {
  readonly machine: string
  readonly pid: number
  /** When the process or its thing began, in ms since 1970: a restarted container gives out the same number again. */
  readonly since: number
}

export const thisProcess = (): Maker => ({ machine: os.hostname(), pid: process.pid, since: performance.timeOrigin })

/** Never true of a process on another machine, of which nothing is known here. */
export function isGone({ machine, pid, since }: Maker): boolean {
  if (machine !== os.hostname()) return false
  if (pid === process.pid) return since < performance.timeOrigin
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'EPERM')
  }
}
