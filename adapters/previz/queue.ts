/** What waits, what runs and what is over: the state of the server, all of it lost in a crash as on a real one. */
import type { Row } from './history.ts'
import type { Item } from './item.ts'

/** More rows than this push out the oldest. */
const MAX_ROWS = 10_000

export type Queue = ReturnType<typeof createQueue>

/** `onChange` is called after each change of how much is left to do. */
export function createQueue(onChange: () => void) {
  const pending: Item[] = []
  const history = new Map<string, Row>()
  let counter = 0
  let running: Item | null = null

  return {
    pending: pending as readonly Item[],
    history: history as ReadonlyMap<string, Row>,
    get running() {
      return running
    },
    get remaining() {
      return pending.length + (running ? 1 : 0)
    },
    /** The next place in line; `front` gives one before all that wait. */
    nextNumber: (front: boolean): number => (front ? -counter++ : counter++),
    put(item: Item) {
      pending.push(item)
      onChange()
    },
    /** The one whose turn it is now runs. Of equal numbers the lesser id goes first. */
    take(): Item | null {
      pending.sort((a, b) => a.number - b.number || (a.promptId < b.promptId ? -1 : 1))
      running = pending.shift() ?? null
      if (running) onChange()
      return running
    },
    finish(row: Row) {
      running = null
      history.set(row.prompt[1], row)
      const [oldest] = history.keys()
      if (history.size > MAX_ROWS && oldest !== undefined) history.delete(oldest)
      onChange()
    },
    /** Withdraws the first that waits under this id; true when there was one. */
    remove(promptId: string): boolean {
      const at = pending.findIndex((i) => i.promptId === promptId)
      if (at < 0) return false
      pending.splice(at, 1)
      onChange()
      return true
    },
    clear() {
      pending.length = 0
      onChange()
    },
    forget(promptIds: readonly string[] | 'all') {
      for (const id of promptIds === 'all' ? [...history.keys()] : promptIds) history.delete(id)
    },
  }
}
