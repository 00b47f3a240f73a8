/** Which GPU hosts may be given work: probes them, holds those that are ours, and clears away what nobody waits for any more. */
import type { HostFailure } from '../domain/failure.ts'
import type { HostRecord, HostStanding } from '../domain/host.ts'
import { SECOND } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { GpuHost, HostFacts } from '../ports/gpu-host.ts'
import type { HostHold } from '../ports/host-hold.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'
import { sayFailure } from '../words/say.ts'
import { differs, toRecord } from './host-record.ts'
import { judgeHost, NOTHING_SEEN, type SeenStill } from './judge-host.ts'
import type { Lane, Lanes } from './lanes.ts'

/** That a host was seen is written every half minute. */
const LET_GO_MS = 60 * SECOND

export type OnRoster = {
  readonly name: string
  readonly lane: Lane
  readonly standing: HostStanding
  readonly since: Date
  /** By this process; another one may drive it. */
  readonly isHeld: boolean
  readonly isPaused: boolean
}

export type Roster = {
  readonly all: () => readonly OnRoster[]
  /** As `all`, once it was read who paused which. */
  readonly read: () => Promise<readonly OnRoster[]>
  /** Hosts that other processes drive, or drove a moment ago, by name, as those last told how they stand. */
  readonly drivenElsewhere: () => ReadonlyMap<string, Pick<HostRecord, 'standing' | 'since' | 'pausedAt'>>
  /** Probes every host. To be called every few seconds. */
  look(): Promise<void>
  /** What work on a host ran into: it is not given more before the next probe is answered. */
  note(host: string, failure: HostFailure): void
}

type Entry = {
  readonly host: GpuHost
  readonly lane: Lane
  standing: HostStanding
  reason: string | null
  since: Date
  facts: HostFacts | null
  seenAt: Date | null
  isHeld: boolean
  isPaused: boolean
  seen: SeenStill
  /** While it is being probed: one that hangs is not asked twice. */
  probing: Promise<void> | null
}

export function createRoster(deps: {
  readonly hosts: readonly GpuHost[]
  readonly lanes: Lanes
  readonly hold: HostHold
  readonly store: Pick<Store, 'hosts' | 'takesByPrompt' | 'transact'>
  readonly isAnimatic: (host: string) => boolean
  readonly clock: Clock
  readonly log: Log
}): Roster {
  const entries: Entry[] = deps.hosts.flatMap((host) => {
    const lane = deps.lanes.own.find((l) => l.host === host.name)
    if (lane === undefined) return []
    const unknown = {
      standing: 'down',
      reason: null,
      facts: null,
      seenAt: null,
      seen: NOTHING_SEEN,
      probing: null,
    } as const
    return [{ host, lane, ...unknown, since: deps.clock.now(), isHeld: false, isPaused: false }]
  })
  let elsewhere: ReadonlyMap<string, HostRecord> = new Map()

  function stand(entry: Entry, standing: HostStanding, reason: string | null): void {
    if (entry.standing !== standing) {
      entry.since = deps.clock.now()
      deps.log.info('host-stands', { host: entry.host.name, standing, reason })
    }
    entry.standing = standing
    entry.reason = reason
  }

  async function probe(entry: Entry): Promise<void> {
    entry.isHeld = await deps.hold.hold(entry.host.name)
    const probed = await entry.host.probe()
    if (!probed.ok) {
      entry.seen = NOTHING_SEEN
      return stand(entry, 'down', sayFailure(probed.failure))
    }
    const facts = probed.value
    const now = deps.clock.now()
    const { seen, stands } = judgeHost(entry.seen, facts, now)
    entry.facts = facts
    entry.seenAt = now
    entry.seen = seen
    // Told by who waited for a prompt in vain: so it stays for as long as that prompt runs.
    if (entry.standing === 'frozen' && facts.running.some((p) => p.promptId === frozenOn.get(entry.host.name))) return
    stand(entry, stands.standing, stands.reason)
    if (entry.isHeld) await clear(entry, facts)
  }
  const frozenOn = new Map<string, string | undefined>()

  /** Prompts of takes that were given up meanwhile, and those nobody else's: another Nora may use the host too. */
  async function clear(entry: Entry, facts: HostFacts): Promise<void> {
    const ours = [...facts.running, ...facts.pending].filter((p) => p.ours).map((p) => p.promptId)
    if (ours.length === 0) return
    for (const take of await deps.store.takesByPrompt(ours)) {
      if (take.outcome === 'submitting' || take.host !== entry.host.name) continue
      deps.log.info('prompt-cleared', { host: entry.host.name, promptId: take.promptId })
      await entry.lane.cancel(take.promptId)
    }
  }

  /** Of a process that is being started again, most likely: it goes on with what that host has. */
  const isLeftAlone = (h: HostRecord): boolean =>
    h.seenAt !== null &&
    +deps.clock.now() - +h.seenAt < LET_GO_MS &&
    // The built-in one goes with its process, and never comes back.
    !deps.isAnimatic(h.name) &&
    !entries.some((e) => e.host.name === h.name)

  async function readKept(): Promise<readonly HostRecord[]> {
    const kept = await deps.store.hosts()
    const held = new Set(entries.filter((e) => e.isHeld).map((e) => e.host.name))
    const others = kept.filter((h) => !held.has(h.name) && (h.isDriven || isLeftAlone(h)))
    elsewhere = new Map(others.map((h) => [h.name, h]))
    for (const entry of entries) {
      const record = kept.find((h) => h.name === entry.host.name)
      entry.isPaused = record !== undefined && record.pausedAt !== null
    }
    return kept
  }

  const all = (): readonly OnRoster[] =>
    entries.map(({ host, lane, standing, since, isHeld, isPaused }) => ({
      name: host.name,
      lane,
      standing,
      since,
      isHeld,
      isPaused,
    }))

  return {
    all,
    read: async () => {
      await readKept()
      return all()
    },

    drivenElsewhere: () => elsewhere,

    async look() {
      const kept = await readKept()
      await Promise.all(
        entries.map(async (entry) => {
          const record = kept.find((h) => h.name === entry.host.name)
          await (entry.probing ??= probe(entry).finally(() => (entry.probing = null)))
          if (!entry.isHeld) return
          const now = toRecord({ ...entry, name: entry.host.name })
          if (record === undefined || differs(record, now)) await deps.store.transact((tx) => tx.saveHost(now))
        }),
      )
    },

    note(name, failure) {
      const entry = entries.find((e) => e.host.name === name)
      if (entry === undefined) return
      if (failure.type === 'host-frozen') {
        frozenOn.set(name, entry.facts?.running[0]?.promptId)
        stand(entry, 'frozen', sayFailure(failure))
      } else if (failure.type === 'host-down') stand(entry, 'down', sayFailure(failure))
    },
  }
}
