/** Shots that wait for a GPU, and what was rendered lately: what decides which is next. */
import { and, desc, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { type Lately, MOST_OVERTAKEN, TURN, type WaitingShot } from '../../src/domain/next-shot.ts'
import type { Queries } from './queries.ts'
import { cinematicBriefs as b, shots as s, takes as t } from './schema-briefs.ts'

const zModels = z.record(z.string(), z.string())

/** Through `cinematic_briefs_at_stage`, then the shots of each plan by primary key. */
export async function shotsToShoot(db: Queries): Promise<readonly WaitingShot[]> {
  const earlier = alias(t, 'earlier')
  const earlierBrief = alias(b, 'earlier_brief')
  const rows = await db
    .select({
      briefId: b.id,
      planVersion: s.planVersion,
      shotId: s.id,
      shotIndex: s.index,
      projectId: b.projectId,
      personId: b.requesterId,
      title: b.title,
      queuedAt: b.queuedAt,
      updatedAt: b.updatedAt,
      bumpedAt: b.bumpedAt,
      isRevision: sql<boolean>`${b.deliveryCount} > 0`,
      workflow: s.workflow,
      models: s.models,
      durationFrames: s.durationFrames,
      fps: b.fps,
      width: b.width,
      height: b.height,
      openOn: t.host,
      openSince: t.createdAt,
      hasClip: sql<boolean>`exists (${db
        .select({ one: sql`1` })
        .from(earlier)
        .innerJoin(earlierBrief, eq(earlierBrief.id, earlier.briefId))
        .where(
          and(
            eq(earlier.fingerprint, s.fingerprint),
            eq(earlier.outcome, 'rendered'),
            isNotNull(earlier.assetId),
            eq(earlierBrief.projectId, b.projectId),
          ),
        )})`,
    })
    .from(b)
    .innerJoin(s, and(eq(s.briefId, b.id), sql`${s.planVersion} = (${b.state}->>'planVersion')::int`))
    .leftJoin(t, and(eq(t.briefId, b.id), eq(t.shotId, s.id), eq(t.outcome, 'submitting')))
    .where(and(eq(b.status, 'shooting'), isNull(s.currentTakeId)))
  return rows.map(({ updatedAt, width, height, ...row }) => ({
    ...row,
    size: { width, height },
    models: zModels.parse(row.models),
    // Briefs that were being shot before anybody kept the time.
    queuedAt: row.queuedAt ?? updatedAt,
  }))
}

/** The newest of `takes_newest`, and those of `takes_by_arrival`; renders that were taken back overtook nobody. */
export async function lately(db: Queries): Promise<Lately> {
  const began = ne(t.outcome, 'cancelled')
  const started = await db
    .select({ projectId: b.projectId, personId: b.requesterId })
    .from(t)
    .innerJoin(b, eq(b.id, t.briefId))
    .where(began)
    .orderBy(desc(t.createdAt))
    .limit(2 * TURN)
  const arrivals = await db
    .select({ at: t.queuedAt })
    .from(t)
    .where(and(began, isNotNull(t.queuedAt)))
    .orderBy(desc(t.queuedAt))
    .limit(MOST_OVERTAKEN)
  return { started, latestArrivals: arrivals.flatMap(({ at }) => at ?? []) }
}

/** Of the newest of `takes_newest`, more than are under way at once on all hosts. */
export async function lastEndings(db: Queries): Promise<ReadonlyMap<string, Date>> {
  const newest = await db
    .select({ host: t.host, endedAt: t.endedAt })
    .from(t)
    .where(isNotNull(t.endedAt))
    .orderBy(desc(t.createdAt))
    .limit(NEWEST)
  const last = new Map<string, Date>()
  for (const { host, endedAt } of newest)
    if (endedAt !== null && endedAt > (last.get(host) ?? new Date(0))) last.set(host, endedAt)
  return last
}

const NEWEST = 200
