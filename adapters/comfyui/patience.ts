/** How long a ComfyUI server is waited for before something is believed of it. */
import { MINUTE, SECOND } from '../../src/domain/time.ts'

export type Patience = {
  readonly lookEveryMs: number
  /** How long a host may be silent before what it holds counts as out of reach. */
  readonly downAfterMs: number
  /** By then a socket has heard at least that the queue grew, or it is deaf. */
  readonly deafAfterMs: number
  /** How long something may wait while nothing runs. */
  readonly stuckAfterMs: number
  /** How long what runs may give no sign: loading a large model from a slow disk takes minutes. */
  readonly frozenAfterMs: number
}
export const PATIENCE: Patience = {
  lookEveryMs: SECOND,
  downAfterMs: 30 * SECOND,
  deafAfterMs: 5 * SECOND,
  stuckAfterMs: 15 * SECOND,
  frozenAfterMs: 10 * MINUTE,
}
