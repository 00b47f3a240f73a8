/** A journal that nobody reads. */
import type { Log } from '../../src/ports/log.ts'

export const silent: Log = { info() {}, warn() {}, error() {} }
