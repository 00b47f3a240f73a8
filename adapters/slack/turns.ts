/** Lets a few requests be carried out at a time, so that those which come meanwhile are acknowledged first. */
import { setImmediate as nextRound, setTimeout as pause } from 'node:timers/promises'

const AT_ONCE = 4
/** Who takes longer, as with large files, keeps nobody waiting. */
const HOLDS_UP_MS = 500

export function createTurns() {
  const waiting: (() => void)[] = []
  let free = AT_ONCE

  const giveBack = (): void => {
    const next = waiting.shift()
    if (next === undefined) free++
    else next()
  }

  async function hold(done: Promise<unknown>): Promise<void> {
    await Promise.race([done.catch(() => null), pause(HOLDS_UP_MS, undefined, { ref: false })])
    giveBack()
  }

  return async (work: () => Promise<void>): Promise<void> => {
    if (free > 0) free--
    else await new Promise<void>((go) => waiting.push(go))
    // What came in meanwhile is taken first.
    await nextRound()
    const done = work()
    void hold(done)
    return done
  }
}
