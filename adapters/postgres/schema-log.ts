/** What happened and what was heard: events, agents, chat messages, and idempotency keys already used. */
import { index, integer, jsonb, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { BriefId, DeliveryId, NoteId, PersonId } from '../../src/domain/ids.ts'
import { MESSAGE_ROLES } from '../../src/domain/message.ts'
import { moment } from './moment.ts'
import { cinematicBriefs } from './schema-briefs.ts'
import { people, platform } from './schema-people.ts'
import { deliveries, notes } from './schema-review.ts'

export const agentStatus = pgEnum('agent_status', ['idle', 'working', 'offline'])
export const messageRole = pgEnum('message_role', MESSAGE_ROLES)

export const events = pgTable(
  'events',
  {
    briefId: text('brief_id')
      .$type<BriefId>()
      .notNull()
      .references(() => cinematicBriefs.id),
    seq: integer('seq').notNull(),
    at: moment('at').notNull(),
    event: jsonb('event').notNull(),
  },
  (t) => [
    // Events of a brief after a number, in order: `events` and `follow`.
    primaryKey({ columns: [t.briefId, t.seq] }),
  ],
)

export const agents = pgTable('agents', {
  agentId: text('agent_id').primaryKey(),
  agentType: text('agent_type').notNull(),
  capabilities: text('capabilities').array().notNull(),
  status: agentStatus('status').notNull(),
  seenAt: moment('seen_at').notNull(),
})

export const chatMessages = pgTable(
  'chat_messages',
  {
    platform: platform('platform').notNull(),
    workspace: text('workspace').notNull(),
    channel: text('channel').notNull(),
    message: text('message').notNull(),
    briefId: text('brief_id')
      .$type<BriefId>()
      .notNull()
      .references(() => cinematicBriefs.id),
    role: messageRole('role').notNull(),
    /** Of a delivery's messages only: a verdict on any of them counts. */
    deliveryId: text('delivery_id')
      .$type<DeliveryId>()
      .references(() => deliveries.id),
    noteId: text('note_id')
      .$type<NoteId>()
      .references(() => notes.id),
    at: moment('at').notNull(),
  },
  (t) => [
    // Which brief and delivery does this message belong to: asked at every reaction and reply.
    primaryKey({ columns: [t.platform, t.workspace, t.channel, t.message] }),
    // The message to edit rather than to post again.
    index('chat_messages_of_brief').on(t.briefId, t.role),
  ],
)

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    personId: text('person_id')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    key: text('key').notNull(),
    bodyHash: text('body_hash').notNull(),
    /** No foreign key: a key is claimed first, so that whoever loses it has made nothing yet. */
    briefId: text('brief_id').$type<BriefId>().notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (t) => [
    // What did this key make: `briefByKey`, `claimKey`.
    primaryKey({ columns: [t.personId, t.key] }),
    // Those old enough to be forgotten.
    index('idempotency_keys_oldest').on(t.at),
  ],
)
