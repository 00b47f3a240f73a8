/** Who works here: Nora, who speaks with people, and the Master Cinematographer, who makes the film. They meet only in hand-offs. */
import type { AgentId, AgentStatus, BriefEvent } from '../domain/event.ts'
import type { BriefId } from '../domain/ids.ts'
import type { Clock } from '../ports/clock.ts'
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
