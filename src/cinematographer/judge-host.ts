/** How does a host stand, from what its probes found so far? Pure. */
import type { HostStanding } from '../domain/host.ts'
import { MINUTE, SECOND } from '../domain/time.ts'
import type { HostFacts } from '../ports/gpu-host.ts'

/** How long nothing may run while something waits: between two prompts a server needs far less. */
const STUCK_MS = 15 * SECOND
/** How long one prompt of others may run while ours wait before somebody should look. */
const LONG_MS = 30 * MINUTE

type Since = { readonly since: Date; readonly at: string }

/** What was seen at every probe since then. */
export type SeenStill = {
  /** Its queue stands still, with this prompt the next. */
  readonly queue: Since | null
  /** This prompt of others runs. */
  readonly foreign: Since | null
}
export const NOTHING_SEEN: SeenStill = { queue: null, foreign: null }

type Judged = { readonly standing: HostStanding; readonly reason: string | null }

export function judgeHost(
  before: SeenStill,
  facts: HostFacts,
  now: Date,
): { readonly seen: SeenStill; readonly stands: Judged } {
  const { running, pending } = facts
  const seen = {
    queue: goesOn(before.queue, running.length === 0 ? pending[0]?.promptId : undefined, now),
    foreign: goesOn(before.foreign, running.find((p) => !p.ours)?.promptId, now),
  }
  return { seen, stands: judge(seen, facts, now) }
}

function judge(seen: SeenStill, facts: HostFacts, now: Date): Judged {
  const lasts = (what: Since | null, ms: number) => what !== null && +now - +what.since >= ms
  if (lasts(seen.queue, STUCK_MS))
    return { standing: 'frozen', reason: 'It answers, but begins none of the prompts that wait there: restart it.' }
  const foreign = foreignOn(facts)
  if (foreign === 0) return { standing: 'up', reason: null }
  // It is theirs: it is neither cancelled nor jumped, however long it takes.
  if (lasts(seen.foreign, LONG_MS) && facts.pending.some((p) => p.ours))
    return {
      standing: 'busy',
      reason: 'A prompt of others has run for more than 30 minutes while ours wait: look there whether it hangs.',
    }
  return { standing: 'busy', reason: `${foreign} of others before ours` }
}

const goesOn = (before: Since | null, at: string | undefined, now: Date): Since | null =>
  at === undefined ? null : before?.at === at ? before : { since: now, at }

export const foreignOn = (facts: HostFacts): number =>
  [...facts.running, ...facts.pending].filter((p) => !p.ours).length
