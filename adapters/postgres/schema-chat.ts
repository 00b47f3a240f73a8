/** What platforms asked for, how far each brief's thread is told there, and whose turn it is to speak. */
import { sql } from 'drizzle-orm'
import { bigint, index, integer, json, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { BriefId } from '../../src/domain/ids.ts'
import { moment } from './moment.ts'
import { cinematicBriefs } from './schema-briefs.ts'
import { platform } from './schema-people.ts'

export const chatThreads = pgTable(
  'chat_threads',
  {
    briefId: text('brief_id')
      .$type<BriefId>()
      .primaryKey()
      .references(() => cinematicBriefs.id),
    platform: platform('platform').notNull(),
    workspace: text('workspace').notNull(),
    channel: text('channel').notNull(),
    thread: text('thread'),
    statusMessage: text('status_message'),
    toldSeq: integer('told_seq').notNull(),
    stepsDone: integer('steps_done').notNull(),
    doing: text('doing'),
    shown: text('shown'),
    shownAt: moment('shown_at'),
    turnAt: moment('turn_at'),
    editTurnAt: moment('edit_turn_at'),
    failingSince: moment('failing_since'),
    tries: integer('tries').notNull(),
    maxUploadBytes: bigint('max_upload_bytes', { mode: 'number' }),
    version: integer('version').notNull(),
  },
  (t) => [
    // Which brief is this thread about: asked at every reply. `threadAt`.
    index('chat_threads_by_thread').on(t.platform, t.workspace, t.channel, t.thread),
  ],
)

export const chatTurns = pgTable(
  'chat_turns',
  {
    platform: platform('platform').notNull(),
    /** A channel, or a whole workspace. */
    place: text('place').notNull(),
    nextAt: moment('next_at').notNull(),
  },
  (t) => [
    // The next free turn of a place: `takeTurn`.
    primaryKey({ columns: [t.platform, t.place] }),
  ],
)

export const inbox = pgTable(
  'inbox',
  {
    platform: platform('platform').notNull(),
    workspace: text('workspace').notNull().default(''),
    eventId: text('event_id').notNull(),
    at: moment('at').notNull(),
    /** Null once it is carried out. Not `jsonb`, which refuses what people may write. */
    payload: json('payload'),
    tries: integer('tries').notNull().default(0),
    /** Null once it is carried out. */
    takenUntil: moment('taken_until'),
  },
  (t) => [
    // Was this request received before.
    primaryKey({ columns: [t.platform, t.workspace, t.eventId] }),
    // What nobody holds any more: `takeRequests`.
    index('inbox_open')
      .on(t.platform, t.workspace, t.takenUntil)
      .where(sql`${t.takenUntil} is not null`),
    // Those old enough to be forgotten.
    index('inbox_oldest').on(t.at),
  ],
)
