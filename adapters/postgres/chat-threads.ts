/** How far the threads of briefs are told, and in which order those who speak in one place take turns. */
import { and, eq, sql } from 'drizzle-orm'
import { StaleVersion } from '../../src/domain/failure.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import type { Channel, ChatThread, ThreadRef } from '../../src/domain/message.ts'
import { expectOne, type Queries } from './queries.ts'
import { chatThreads as t, chatTurns } from './schema-chat.ts'
import { cinematicBriefs as b } from './schema-briefs.ts'

/** By primary key. */
export async function chatThread(db: Queries, briefId: BriefId): Promise<ChatThread | null> {
  const [row] = await db.select().from(t).where(eq(t.briefId, briefId))
  return row ?? null
}

/** Through `chat_threads_by_thread`. */
export async function threadAt(db: Queries, at: ThreadRef): Promise<ChatThread | null> {
  const [row] = await db
    .select()
    .from(t)
    .where(
      and(
        eq(t.platform, at.platform),
        eq(t.workspace, at.workspace),
        eq(t.channel, at.channel),
        eq(t.thread, at.thread),
      ),
    )
  return row ?? null
}

/** Reads every thread of a platform once: asked at a start only. */
export async function threadsBehind(db: Queries, platform: Channel['platform']): Promise<readonly BriefId[]> {
  const rows = await db
    .select({ briefId: t.briefId })
    .from(t)
    .innerJoin(b, eq(b.id, t.briefId))
    .where(and(eq(t.platform, platform), sql`${b}.event_seq > ${t.toldSeq}`))
  return rows.map((row) => row.briefId)
}

export async function insertChatThread(db: Queries, thread: ChatThread): Promise<void> {
  await db.insert(t).values(thread)
}

/** By primary key. */
export async function saveChatThread(db: Queries, thread: ChatThread): Promise<void> {
  const { briefId, version, ...row } = thread
  const saved = await db
    .update(t)
    .set({ ...row, version: version + 1 })
    .where(and(eq(t.briefId, briefId), eq(t.version, version)))
    .returning({ briefId: t.briefId })
  if (saved.length !== 1) throw new StaleVersion(briefId)
}

/** By primary key, in one statement: two that come at once get two turns. */
export async function takeTurn(
  db: Queries,
  platform: Channel['platform'],
  place: string,
  at: Date,
  everyMs: number,
): Promise<Date> {
  const now = sql`${at.toISOString()}::timestamptz`
  const step = sql`${everyMs}::double precision * interval '1 millisecond'`
  const [turn] = await db
    .insert(chatTurns)
    .values({ platform, place, nextAt: sql`${now} + ${step}` })
    .onConflictDoUpdate({
      target: [chatTurns.platform, chatTurns.place],
      set: { nextAt: sql`greatest(${chatTurns.nextAt}, ${now}) + ${step}` },
    })
    .returning({ nextAt: chatTurns.nextAt })
  expectOne(turn === undefined ? [] : [turn], place)
  return new Date((turn?.nextAt ?? at).getTime() - everyMs)
}
