/** Gives waiting shots to GPU hosts: as many to each as keep it busy, in the order that `next-shot.ts` decides. */
import type { Job } from '../domain/job.ts'
import { type Lately, loadOf, mayDisplace, nextShot, TURN, type WaitingShot } from '../domain/next-shot.ts'
import { SECOND } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { JobQueue, Running } from '../ports/jobs.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'
import { createSpots } from './spots.ts'
import type { Place } from './place.ts'
import type { OnRoster, Roster } from './roster.ts'
import type { SayWaiting } from './say-waiting.ts'

type ShootJob = Job<'shoot'>
type Stands = Pick<OnRoster, 'standing' | 'since'>
type Candidate = WaitingShot & { readonly job: ShootJob }

/** Jobs at once that need no host: they only look, and move their brief on. */
const LOOSE = 4
/** How long a host may be away before its shots go to another one, which renders them anew. */
const MOVE_AFTER_MS = 30 * SECOND

export type Dispatch = {
  /** Gives out what can be given out now. Calls while it works are one more look afterwards. */
  look(): Promise<void>
}

export function createDispatch(deps: {
  readonly jobs: Pick<JobQueue, 'waiting' | 'begin'>
  readonly store: Pick<Store, 'shotsToShoot' | 'lately'>
  readonly roster: Roster
  /** Whether a host has the nodes and models of a shot. */
  readonly canRun: (host: string, shot: WaitingShot) => Promise<boolean>
  readonly perform: (job: ShootJob, running: Running, place: Place | null) => Promise<void>
  readonly sayWaiting: SayWaiting
  readonly clock: Clock
  readonly log: Log
}): Dispatch {
  let known: Lately = { started: [], latestArrivals: [] }
  const spots = createSpots({ note: deps.roster.note, onFree: () => void look(), lately: () => known })
  /** What each host was last given. */
  const loaded = new Map<string, string>()
  /** Since `known` was read: not in it, whether or not they are takes by now. */
  let begunSince: WaitingShot[] = []
  let loose = 0
  let looking: Promise<void> | null = null
  let again = false

  function look(): Promise<void> {
    again = true
    return (looking ??= (async () => {
      while (again) {
        again = false
        await give().catch((error: unknown) => deps.log.warn('dispatch-failed', { error }))
      }
      looking = null
    })())
  }

  /** What was asked of the hosts in this look: many shots are of one workflow. */
  const answers = new Map<string, Promise<boolean>>()

  function canRun(host: string, shot: WaitingShot): Promise<boolean> {
    const key = JSON.stringify([host, shot.projectId, shot.workflow, shot.models])
    const asked = answers.get(key) ?? deps.canRun(host, shot)
    answers.set(key, asked)
    return asked
  }

  async function give(): Promise<void> {
    answers.clear()
    const jobs = await deps.jobs.waiting('shoot')
    const shots = new Map(jobs.length === 0 ? [] : (await deps.store.shotsToShoot()).map((s) => [keyOf(s), s]))
    const open: Candidate[] = []
    for (const job of jobs) {
      const shot = shots.get(keyOf(job.payload))
      if (shot !== undefined && !shot.hasClip) open.push({ ...shot, job })
      else if (loose < LOOSE) await beginLoose(job)
    }
    const hosts = await deps.roster.read()
    if (open.length === 0) return tell(new Set(), hosts)
    const left = new Set(open)
    // Before anything is added: what a host has already must not be rendered a second time.
    for (const host of hosts.filter(canBeAsked))
      for (const c of open) if (c.openOn === host.name) await begin(c, host, null, left)
    begunSince = [...spots.notYetTakes()]
    known = await deps.store.lately()
    for (let given = true; given;) {
      given = false
      // One each, those with the least to do first.
      const inTurn = hosts.filter(takesNew).toSorted((a, b) => spots.count(a.name) - spots.count(b.name))
      for (const host of inTurn) if (await giveOne(host, hosts, left)) given = true
    }
    await tell(left, hosts)
  }

  async function giveOne(host: OnRoster, hosts: readonly OnRoster[], left: Set<Candidate>): Promise<boolean> {
    const hasRoom = spots.hasRoom(host.name)
    if (!hasRoom && ![...left].some(isUrgent)) return false
    const may = await eligible(host, hosts, left)
    const others = hosts.filter((h) => h.name !== host.name).flatMap((h) => loaded.get(h.name) ?? [])
    const memory = { loaded: loaded.get(host.name) ?? null, loadedElsewhere: new Set(others) }
    const now = withBegun(known)
    if (!hasRoom) {
      const urgent = nextShot(may.filter(isUrgent), memory, now)
      // Its job comes back to be chosen again, and that is the next look.
      if (urgent !== null) spots.makeRoom(host.name, (waits) => mayDisplace(urgent, waits, now))
      return false
    }
    const next = nextShot(may, memory, now)
    return next !== null && begin(next, host, leaves(next, hosts), left)
  }

  /** Those the host may be given, with what it has and without what another is busy with. */
  async function eligible(
    host: OnRoster,
    hosts: readonly OnRoster[],
    left: ReadonlySet<Candidate>,
  ): Promise<readonly Candidate[]> {
    const found: Candidate[] = []
    for (const c of left) {
      if (c.job.payload.notOn?.includes(host.name)) continue
      if (c.openOn !== null && c.openOn !== host.name) {
        const keeper = keeperOf(c, hosts)
        if (keeper !== null && !isGivenUp(keeper)) continue
      }
      if (await canRun(host.name, c)) found.push(c)
    }
    return found
  }

  /** The host that may still render it; whoever drives a host knows best how it stands. */
  const keeperOf = (c: Candidate, hosts: readonly OnRoster[]): Stands | null =>
    deps.roster.drivenElsewhere().get(c.openOn ?? '') ?? hosts.find((h) => h.name === c.openOn) ?? null

  const isGivenUp = (h: Stands): boolean =>
    h.standing === 'frozen' ||
    (h.standing === 'down' && deps.clock.now().getTime() - h.since.getTime() >= MOVE_AFTER_MS)

  /** Takes of hosts that nobody knows any more are looked after by who gets the shot. */
  function leaves(c: Candidate, hosts: readonly OnRoster[]): string | null {
    const keeper = keeperOf(c, hosts)
    return keeper !== null && isGivenUp(keeper) ? c.openOn : null
  }

  async function begin(c: Candidate, host: OnRoster, leave: string | null, left: Set<Candidate>): Promise<boolean> {
    left.delete(c)
    const canMove = await isElsewhere(c, host)
    const spot = spots.take(host.lane, c)
    const place: Place = { lane: spot.lane, leave, isElsewhere: canMove }
    const begun = await deps.jobs
      .begin(c.job, (job, running) => deps.perform(job, running, place))
      .catch((error: unknown) => {
        spot.drop()
        throw error
      })
    if (begun === null) {
      spot.drop()
      return false
    }
    // A take that is gone back to was counted when it began.
    if (c.openOn === null || leave !== null) begunSince.push(c)
    loaded.set(host.name, loadOf(c))
    deps.sayWaiting.goesOn(c)
    void begun.ended.finally(() => spot.release())
    return true
  }

  async function beginLoose(job: ShootJob): Promise<void> {
    loose += 1
    const begun = await deps.jobs
      .begin(job, (j, running) => deps.perform(j, running, null))
      .catch((error: unknown) => {
        loose -= 1
        throw error
      })
    const done = () => {
      loose -= 1
      void look()
    }
    if (begun === null) loose -= 1
    else void begun.ended.finally(done)
  }

  async function isElsewhere(c: Candidate, host: OnRoster): Promise<boolean> {
    for (const other of deps.roster.all()) if (other.name !== host.name && (await mayRun(other, c))) return true
    return false
  }

  const mayRun = async (h: OnRoster, c: Candidate): Promise<boolean> =>
    takesNew(h) && c.job.payload.notOn?.includes(h.name) !== true && canRun(h.name, c)

  /** Begun, but perhaps not in what is known. */
  function withBegun(lately: Lately): Lately {
    const begun = begunSince
    return {
      started: [...begun.toReversed(), ...lately.started].slice(0, 2 * TURN),
      latestArrivals: [
        ...begun.flatMap((s) => (s.bumpedAt === null ? [s.queuedAt] : [])),
        ...lately.latestArrivals,
      ].sort((a, b) => +b - +a),
    }
  }

  async function tell(left: ReadonlySet<Candidate>, hosts: readonly OnRoster[]): Promise<void> {
    const ours = [...left].filter((c) => c.openOn === null || !deps.roster.drivenElsewhere().has(c.openOn))
    if (!hosts.some(takesNew)) {
      // What a host had when it went away waits with the others.
      const had = hosts.filter((h) => !canBeAsked(h)).flatMap((h) => spots.shotsOn(h.name))
      if (ours.length + had.length > 0 && isOursToSay(hosts))
        await deps.sayWaiting.wait([...ours, ...had], 'no-host-is-up', hosts)
      return
    }
    deps.sayWaiting.hostIsUp()
    const stuck: Candidate[] = []
    for (const c of ours) if (!(await hasHost(c, hosts))) stuck.push(c)
    if (stuck.length > 0) await deps.sayWaiting.wait(stuck, 'no-host-can', hosts)
  }

  /** Of several processes whose hosts are all away, the one with the first host says so. */
  function isOursToSay(hosts: readonly OnRoster[]): boolean {
    const held = hosts.filter((h) => h.isHeld).map((h) => h.name)
    return [...deps.roster.drivenElsewhere()].every(
      ([name, h]) =>
        (h.standing === 'down' || h.standing === 'frozen' || h.pausedAt !== null) && held.some((ours) => ours < name),
    )
  }

  async function hasHost(c: Candidate, hosts: readonly OnRoster[]): Promise<boolean> {
    if (c.openOn !== null) return true
    for (const h of hosts) if (await mayRun(h, c)) return true
    return false
  }

  return { look }
}

/** What it has may be brought home even while it is paused. */
const canBeAsked = (h: OnRoster): boolean => h.isHeld && (h.standing === 'up' || h.standing === 'busy')
/** What may take the place of another. */
const isUrgent = (c: WaitingShot): boolean => c.bumpedAt !== null || c.isRevision

const takesNew = (h: OnRoster): boolean => canBeAsked(h) && !h.isPaused

const keyOf = (s: Pick<WaitingShot, 'briefId' | 'planVersion' | 'shotId'>): string =>
  `${s.briefId} ${s.planVersion} ${s.shotId}`
