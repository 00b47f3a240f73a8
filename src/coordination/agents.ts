/** Who works here: Nora, who speaks with people, and the Master Cinematographer, who makes the film. They meet only in hand-offs. */
import type { AgentId, AgentStatus, BriefEvent } from '../domain/event.ts'
import type { BriefId } from '../domain/ids.ts'
import type { Job, JobKind } from '../domain/job.ts'
import { MINUTE, SECOND } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { Running } from '../ports/jobs.ts'
import type { Log } from '../ports/log.ts'
import type { Agent, Store } from '../ports/store.ts'

type Registered = Pick<Agent, 'agentType' | 'capabilities'> & { readonly agentId: AgentId }

const AGENTS: readonly Registered[] = [
  { agentId: 'nora', agentType: 'executive', capabilities: ['brief_intake', 'cinematic_delivery', 'review'] },
  {
    agentId: 'master_cinematographer',
    agentType: 'cinematographer',
    capabilities: ['cinematic_planning', 'animatediff_workflow', 'video_post'],
  },
]

/** Tells everybody that the agents of this process are here. Doing it twice is harmless. */
export const registerAgents = (deps: { readonly store: Store; readonly clock: Clock }): Promise<void> =>
  deps.store.transact(async (tx) => {
    for (const agent of AGENTS) await tx.registerAgent({ ...agent, status: 'idle', seenAt: deps.clock.now() })
  })

/** How long an agent may go unseen before it counts as offline. */
const UNSEEN_MS = MINUTE
/** How often it says that it is there, while nothing changes. */
const SEEN_EVERY_MS = 20 * SECOND

/** As they are now: whoever was not seen for a while is offline. */
export const createReadAgents =
  (deps: { readonly store: Pick<Store, 'agents'>; readonly clock: Clock }) => async (): Promise<readonly Agent[]> => {
    const now = deps.clock.now().getTime()
    return (await deps.store.agents()).map((agent) =>
      now - agent.seenAt.getTime() >= UNSEEN_MS ? { ...agent, status: 'offline' } : agent,
    )
  }

/** Which agent works while jobs of this process run; `tell` is to be called every few seconds. */
export function createPresence(deps: { readonly store: Pick<Store, 'transact'>; readonly clock: Clock }) {
  const running = new Map<AgentId, number>()
  const told = new Map<AgentId, Pick<Agent, 'status' | 'seenAt'>>()
  const count = (agent: AgentId, by: 1 | -1) => running.set(agent, (running.get(agent) ?? 0) + by)

  async function see(agent: Registered, status: 'working' | 'idle'): Promise<void> {
    const before = told.get(agent.agentId)
    const seenAt = deps.clock.now()
    if (before?.status === status && +seenAt - +before.seenAt < SEEN_EVERY_MS) return
    await deps.store.transact(async (tx) => {
      const kept = (await tx.agents()).find((a) => a.agentId === agent.agentId)
      // Another process says that it works there: what is idle here does not change that.
      const isBusyElsewhere =
        status === 'idle' &&
        before?.status !== 'working' &&
        kept?.status === 'working' &&
        +seenAt - +kept.seenAt < UNSEEN_MS
      if (!isBusyElsewhere) await tx.registerAgent({ ...agent, status, seenAt })
    })
    told.set(agent.agentId, { status, seenAt })
  }

  return {
    during<P>(handle: (job: Job, running: Running, place?: P) => Promise<void>): typeof handle {
      return async (job, running, place) => {
        const agent = AGENT_OF[job.kind]
        count(agent, 1)
        try {
          await handle(job, running, place)
        } finally {
          count(agent, -1)
        }
      }
    },
    async tell(): Promise<void> {
      for (const agent of AGENTS) await see(agent, (running.get(agent.agentId) ?? 0) > 0 ? 'working' : 'idle')
    },
  }
}

const AGENT_OF: Readonly<Record<JobKind, AgentId>> = {
  plan: 'master_cinematographer',
  shoot: 'master_cinematographer',
  cut: 'master_cinematographer',
  stop: 'master_cinematographer',
  deliver: 'nora',
  settle: 'nora',
  remind: 'nora',
  post: 'nora',
  sweep: 'nora',
}

/**
 * Reports what an agent is at, at most once in `everyMs` for each thing reported on, so that the log stays short. The
 * first report of a thing and that of its completion are never dropped. Never throws: work is not begun again because
 * nobody could be told of it.
 */
export function createStatusReport(deps: {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly everyMs: number
}) {
  const last = new Map<string, number>()
  return async (briefId: BriefId, agent: AgentId, status: AgentStatus): Promise<void> => {
    const key = `${briefId} ${status.at} ${'shotIndex' in status ? status.shotIndex : ''}`
    const now = deps.clock.now().getTime()
    const complete = 'of' in status && status.done >= status.of
    if (!complete && now - (last.get(key) ?? 0) < deps.everyMs) return
    // What was last told so long ago would be told anyway: only what is going on is remembered.
    for (const [old, at] of last) if (now - at >= deps.everyMs) last.delete(old)
    if (!complete) last.set(key, now)
    const event: BriefEvent = { type: 'AgentStatusUpdate', agent, status }
    await deps.store
      .transact((tx) => tx.appendEvents(briefId, [event], deps.clock.now()))
      .catch((error: unknown) => deps.log.warn('report-dropped', { briefId, at: status.at, error }))
  }
}
export type StatusReport = ReturnType<typeof createStatusReport>
