/** The GPU hosts as whoever drives them last saw them, and who that is. */
import { jsonb, pgEnum, pgTable, text } from 'drizzle-orm/pg-core'
import type { PersonId } from '../../src/domain/ids.ts'
import { HOST_STANDINGS } from '../../src/domain/host.ts'
import { moment } from './moment.ts'
import { people } from './schema-people.ts'

export const hostStanding = pgEnum('host_standing', HOST_STANDINGS)

export const hosts = pgTable('hosts', {
  /** As takes know it. */
  name: text('name').primaryKey(),
  standing: hostStanding('standing').notNull(),
  /** Why, where it is not up. */
  reason: text('reason'),
  since: moment('since').notNull(),
  /** What the last probe that was answered found. */
  facts: jsonb('facts'),
  seenAt: moment('seen_at'),
  /** By an admin: it finishes what it has and is given nothing more. */
  pausedBy: text('paused_by')
    .$type<PersonId>()
    .references(() => people.id),
  pausedAt: moment('paused_at'),
  /** The process that drives it, for as long as it says so in time. */
  heldBy: text('held_by'),
  heldUntil: moment('held_until'),
})
