/** What is kept of a host after a probe, and whether that is worth a write. Pure. */
import type { HostRecord } from '../domain/host.ts'
import { SECOND } from '../domain/time.ts'
import type { HostFacts } from '../ports/gpu-host.ts'
import { foreignOn } from './judge-host.ts'

type Seen = Omit<HostRecord, 'pausedBy' | 'pausedAt' | 'isDriven'>

type LastSeen = Omit<Seen, 'seen'> & { readonly facts: HostFacts | null }

export const toRecord = ({ name, standing, reason, since, facts, seenAt }: LastSeen): Seen => ({
  name,
  standing,
  reason,
  since,
  seenAt,
  seen: facts && {
    version: facts.version,
    devices: facts.devices,
    running: facts.running.length,
    pending: facts.pending.length,
    foreign: foreignOn(facts),
  },
})

/** That it was seen again is worth a write now and then only. */
export const differs = (kept: HostRecord, now: Seen): boolean =>
  kept.standing !== now.standing ||
  kept.reason !== now.reason ||
  JSON.stringify(kept.seen) !== JSON.stringify(now.seen) ||
  Number(now.seenAt) - Number(kept.seenAt) > 30 * SECOND
