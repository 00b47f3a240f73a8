/** The GPU hosts as they were last seen. */
import { asc, eq, getTableColumns } from 'drizzle-orm'
import { z } from 'zod'
import type { HostRecord, SeenOnHost } from '../../src/domain/host.ts'
import type { PersonId } from '../../src/domain/ids.ts'
import type { Queries } from './queries.ts'
import { hosts as h } from './schema-hosts.ts'

const zSeen: z.ZodType<SeenOnHost> = z.object({
  version: z.string().nullable(),
  devices: z.array(
    z.object({ name: z.string(), vramBytes: z.number().nullable(), vramFreeBytes: z.number().nullable() }),
  ),
  running: z.number(),
  pending: z.number(),
  foreign: z.number(),
})

/** Who drives it is between the processes. */
const { heldBy: _, heldUntil: __, ...SEEN } = getTableColumns(h)

/** By name. */
export async function listHosts(db: Queries): Promise<readonly HostRecord[]> {
  const rows = await db.select(SEEN).from(h).orderBy(asc(h.name))
  return rows.map(({ facts, ...row }) => ({ ...row, seen: zSeen.nullable().parse(facts) }))
}

/** By primary key. Whether it is paused is not the prober's to say. */
export async function saveHost(db: Queries, host: Omit<HostRecord, 'pausedBy' | 'pausedAt'>): Promise<void> {
  const { seen: facts, ...row } = host
  const now = { ...row, facts }
  await db.insert(h).values(now).onConflictDoUpdate({ target: h.name, set: now })
}

/** By primary key; false when nobody knows a host of that name. */
export async function pauseHost(db: Queries, name: string, by: PersonId | null, at: Date | null): Promise<boolean> {
  const paused = await db
    .update(h)
    .set({ pausedBy: by, pausedAt: at })
    .where(eq(h.name, name))
    .returning({ name: h.name })
  return paused.length === 1
}
