/** Which agents there are, what they can do, and when they were last seen. */
import { asc } from 'drizzle-orm'
import type { Agent } from '../../src/ports/store.ts'
import type { Queries } from './queries.ts'
import { agents } from './schema-log.ts'

export const listAgents = async (db: Queries): Promise<readonly Agent[]> =>
  db.select().from(agents).orderBy(asc(agents.agentId))

/** An agent that registers again replaces what was known of it. */
export async function registerAgent(db: Queries, agent: Agent): Promise<void> {
  const row = { ...agent, capabilities: [...agent.capabilities] }
  await db.insert(agents).values(row).onConflictDoUpdate({ target: agents.agentId, set: row })
}
