/** Who is signed in at the desk, and what guests were shown and said. Secrets are kept as hashes only. */
import { boolean, doublePrecision, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import type { BriefId, CommentId, PersonId, ShareId } from '../../src/domain/ids.ts'
import { moment } from './moment.ts'
import { cinematicBriefs } from './schema-briefs.ts'
import { people } from './schema-people.ts'

const whose = () =>
  text('person_id')
    .$type<PersonId>()
    .notNull()
    .references(() => people.id)

export const deskLinks = pgTable(
  'desk_links',
  { hash: text('hash').primaryKey(), personId: whose(), expiresAt: moment('expires_at').notNull() },
  // Those old enough to be forgotten.
  (t) => [index('desk_links_oldest').on(t.expiresAt)],
)

export const deskSessions = pgTable(
  'desk_sessions',
  { hash: text('hash').primaryKey(), personId: whose(), expiresAt: moment('expires_at').notNull() },
  // Those old enough to be forgotten.
  (t) => [index('desk_sessions_oldest').on(t.expiresAt)],
)

export const shares = pgTable(
  'shares',
  {
    id: text('id').$type<ShareId>().primaryKey(),
    briefId: text('brief_id')
      .$type<BriefId>()
      .notNull()
      .references(() => cinematicBriefs.id),
    deliveryNo: integer('delivery_no').notNull(),
    hash: text('hash').notNull().unique(),
    mayComment: boolean('may_comment').notNull(),
    madeBy: text('made_by')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
  },
  (t) => [
    // The links of a brief: `shares`.
    index('shares_of_brief').on(t.briefId),
  ],
)

export const guestComments = pgTable(
  'guest_comments',
  {
    id: text('id').$type<CommentId>().primaryKey(),
    shareId: text('share_id')
      .$type<ShareId>()
      .notNull()
      .references(() => shares.id),
    who: text('who').notNull(),
    text: text('text').notNull(),
    timecodeSeconds: doublePrecision('timecode_seconds'),
    at: moment('at').notNull(),
    takenBy: text('taken_by')
      .$type<PersonId>()
      .references(() => people.id),
  },
  (t) => [
    // What was said through a link: `guestComments`.
    index('guest_comments_of_share').on(t.shareId),
  ],
)
