/** Of many who ask at once each is answered first; only then is done what they asked for. */
import { SECOND } from '../../src/domain/time.ts'

/** Where people never stop asking, the work goes on all the same. */
const LONGEST_MS = SECOND / 2

export function createFirstAnswers() {
  let due = 0
  let waiting: (() => void)[] = []
  const goOn = (): void => {
    for (const go of waiting) go()
    waiting = []
  }
  return {
    async give<T>(answer: () => Promise<T>): Promise<T> {
      due++
      try {
        return await answer()
      } finally {
        if (--due === 0) goOn()
      }
    },

    /** Settles when none is due. */
    async allGiven(): Promise<void> {
      if (due === 0) return
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push(resolve)
      const timer = setTimeout(resolve, LONGEST_MS)
      await promise
      clearTimeout(timer)
    },
  }
}
