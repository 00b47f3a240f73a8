/** The log of a brief: appended in order, numbered without gaps, never changed. */
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { BriefEvent, LoggedEvent } from '../../src/domain/event.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import { zEvent } from './json-event.ts'
import { expectOne, type Queries } from './queries.ts'
import { cinematicBriefs } from './schema-briefs.ts'
import { events } from './schema-log.ts'

/** Where commits are announced; the payload is the id of the brief. */
export const EVENTS_CHANNEL = 'nora_events'

/** Forwards through the primary key. */
export async function listEvents(
  db: Queries,
  briefId: BriefId,
  after: number,
  limit: number,
): Promise<readonly LoggedEvent[]> {
  const rows = await db
    .select()
    .from(events)
    .where(and(eq(events.briefId, briefId), gt(events.seq, after)))
    .orderBy(asc(events.seq))
    .limit(limit)
  return rows.map((row) => ({ ...row, event: zEvent.parse(row.event) }))
}

/**
 * Numbers come from a counter in the brief's row, taken in the same statement: its lock is held until the commit, so
 * that no event becomes visible before one with a smaller number. A sequence would promise no such thing.
 */
export async function appendEvents(
  db: Queries,
  briefId: BriefId,
  appended: readonly BriefEvent[],
  at: Date,
): Promise<void> {
  if (appended.length === 0) return
  const b = cinematicBriefs
  const notified = await db.execute(sql`
    with counted as (
      update ${b} set event_seq = event_seq + ${appended.length}::integer where ${b.id} = ${briefId} returning event_seq
    ), written as (
      insert into ${events} (brief_id, seq, at, event)
      select ${briefId}, counted.event_seq - ${appended.length}::integer + given.place, ${at.toISOString()}::timestamptz, given.event
      from counted, jsonb_array_elements(${JSON.stringify(appended)}::jsonb) with ordinality as given(event, place)
    )
    select pg_notify(${EVENTS_CHANNEL}, ${briefId}) from counted`)
  expectOne(notified, briefId)
}
