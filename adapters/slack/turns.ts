/** Lets a few requests be carried out at a time, once no others come, so that those are acknowledged first. */
import { setTimeout as pause } from 'node:timers/promises'
import { SECOND } from '../../src/domain/time.ts'

const AT_ONCE = 4
/** Who takes longer, as with large files, keeps nobody waiting. */
const HOLDS_UP_MS = 500
/** Nobody who came within it: the others, if there are any, are no crowd. */
const QUIET_MS = 15
/** A form must be opened three seconds after it was asked for. */
const LONGEST_WAIT_MS = SECOND

export type Turns = {
  /** One more comes, and is to be acknowledged; to be called back once it is. */
  come(): () => void
  take(work: () => Promise<void>): Promise<void>
}

export function createTurns(): Turns {
  /** A clock that is set back would keep all of them waiting. */
  const now = () => performance.now()
  const waiting: (() => void)[] = []
  let free = AT_ONCE
  let due = 0
  let lastCame = 0

  const isBusy = (): boolean => due > 0 || now() < lastCame + QUIET_MS

  const giveBack = (): void => {
    const next = waiting.shift()
    if (next === undefined) free++
    else next()
  }

  async function hold(done: Promise<unknown>): Promise<void> {
    await Promise.race([done.catch(() => null), pause(HOLDS_UP_MS, undefined, { ref: false })])
    giveBack()
  }

  return {
    come() {
      due++
      lastCame = now()
      let isDue = true
      return () => {
        if (isDue) due--
        isDue = false
      }
    },
    async take(work) {
      const until = now() + LONGEST_WAIT_MS
      if (free > 0) free--
      else await new Promise<void>((go) => waiting.push(go))
      while (now() < until && isBusy()) await pause(QUIET_MS)
      const done = work()
      void hold(done)
      return done
    },
  }
}
