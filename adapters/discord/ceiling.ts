/** The client's own queue with a ceiling: however often Discord asks for a moment more, nothing waits in it for longer. */
import type { RequestData } from 'discord.js'
import { MINUTE } from '../../src/domain/time.ts'
import type { Api } from './send.ts'

/** Three tries of a film on a slow line. */
const LONGEST_MS = 5 * MINUTE

/** What takes longer is given up, and ends like a call that was not answered in time. */
export function withCeiling(api: Api, longestMs = LONGEST_MS): Api {
  const within = (given: RequestData = {}): RequestData => ({ signal: AbortSignal.timeout(longestMs), ...given })
  return {
    get: (route, given) => api.get(route, within(given)),
    post: (route, given) => api.post(route, within(given)),
    put: (route, given) => api.put(route, within(given)),
    patch: (route, given) => api.patch(route, within(given)),
    delete: (route, given) => api.delete(route, within(given)),
  }
}
