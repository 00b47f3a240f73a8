/** The GPU hosts as they were last seen, and who may drive one. */
import { asc, eq, getTableColumns, sql } from 'drizzle-orm'
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

const { heldBy: _, heldUntil: __, ...COLUMNS } = getTableColumns(h)
const SEEN = { ...COLUMNS, isDriven: sql<boolean>`coalesce(${h.heldUntil} > now(), false)` }

/** By name. */
export async function listHosts(db: Queries): Promise<readonly HostRecord[]> {
  const rows = await db.select(SEEN).from(h).orderBy(asc(h.name))
  return rows.map(({ facts, ...row }) => ({ ...row, seen: zSeen.nullable().parse(facts) }))
}

/** By primary key. Whether it is paused is not the prober's to say. */
export async function saveHost(
  db: Queries,
  host: Omit<HostRecord, 'pausedBy' | 'pausedAt' | 'isDriven'>,
): Promise<void> {
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

/**
 * True while `holder` drives the host: it did before, nobody does, whoever did has not said so in time, or (`isGone`) is
 * known to be dead. Holds for `leaseMs` by the database's clock.
 */
export async function holdHost(
  db: Queries,
  name: string,
  holder: string,
  o: { readonly leaseMs: number; readonly isGone: boolean },
): Promise<boolean> {
  const held = await db
    .insert(h)
    .values({ name, standing: 'down', since: sql`now()`, heldBy: holder, heldUntil: until(o.leaseMs) })
    .onConflictDoUpdate({
      target: h.name,
      set: { heldBy: holder, heldUntil: until(o.leaseMs) },
      setWhere: sql`${o.isGone} or ${h.heldBy} = ${holder} or ${h.heldUntil} is null or ${h.heldUntil} < now()`,
    })
    .returning({ name: h.name })
  return held.length === 1
}

const until = (ms: number) => sql`now() + ${`${ms} milliseconds`}::interval`

/** So that the next one need not wait. */
export async function letHostGo(db: Queries, name: string, holder: string): Promise<void> {
  await db
    .update(h)
    .set({ heldBy: null, heldUntil: null })
    .where(sql`${h.name} = ${name} and ${h.heldBy} = ${holder}`)
}
