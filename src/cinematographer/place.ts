/** Where a shot is rendered: a place on a GPU host that was given to it. */
import type { Lane } from './lanes.ts'

export type Place = {
  readonly lane: Pick<Lane, 'host' | 'stage' | 'render' | 'attach' | 'fetch'>
  /** A host that has an open take of the shot and cannot be reached: that take is given up. Null: no host is. */
  readonly leave: string | null
  /** Whether other hosts that are up could render it. */
  readonly isElsewhere: boolean
}
