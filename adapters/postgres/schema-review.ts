/** What was shown and what people said to it: deliveries, verdicts, notes, and what follows from them. */
import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { ActionId, AssetId, BriefId, DeliveryId, NoteId, PersonId, TaskId } from '../../src/domain/ids.ts'
import type { NoteState } from '../../src/domain/note.ts'
import { VERDICT_WAYS, VERDICTS } from '../../src/domain/review.ts'
import { moment } from './moment.ts'
import { cinematicBriefs, shotPlans } from './schema-briefs.ts'
import { people, platform } from './schema-people.ts'
import { projectAssets } from './schema-vault.ts'

export const verdict = pgEnum('verdict', VERDICTS)
export const verdictBy = pgEnum('verdict_by', VERDICT_WAYS)
const NOTE_STATES = [
  'waiting',
  'asking',
  'after-approval',
  'taken',
  'set-aside',
] as const satisfies readonly NoteState['is'][]
export const noteState = pgEnum('note_state', NOTE_STATES)
export const actionType = pgEnum('action_type', ['CinematicDelivery'])
export const taskKind = pgEnum('task_kind', ['review'])
export const taskStatus = pgEnum('task_status', ['open', 'closed'])

export const deliveries = pgTable(
  'deliveries',
  {
    id: text('id').$type<DeliveryId>().primaryKey(),
    briefId: text('brief_id')
      .$type<BriefId>()
      .notNull()
      .references(() => cinematicBriefs.id),
    number: integer('number').notNull(),
    planVersion: integer('plan_version').notNull(),
    filmAssetId: text('film_asset_id')
      .$type<AssetId>()
      .notNull()
      .references(() => projectAssets.id),
    posterAssetId: text('poster_asset_id')
      .$type<AssetId>()
      .notNull()
      .references(() => projectAssets.id),
    proxyAssetId: text('proxy_asset_id')
      .$type<AssetId>()
      .references(() => projectAssets.id),
    variants: jsonb('variants').notNull().default([]),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    // A number is given once: `deliveries`, in their order.
    uniqueIndex('deliveries_by_number').on(t.briefId, t.number),
    foreignKey({ columns: [t.briefId, t.planVersion], foreignColumns: [shotPlans.briefId, shotPlans.version] }),
    check('deliveries_number', sql`${t.number} >= 1`),
  ],
)

export const verdicts = pgTable(
  'verdicts',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    deliveryId: text('delivery_id')
      .$type<DeliveryId>()
      .notNull()
      .references(() => deliveries.id),
    personId: text('person_id')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    verdict: verdict('verdict').notNull(),
    by: verdictBy('by').notNull().default('reaction'),
    text: text('text'),
    at: moment('at').notNull(),
    revokedAt: moment('revoked_at'),
  },
  (t) => [
    // One verdict of a person is in force on a delivery: `verdictsInForce`, `revokeVerdict`.
    uniqueIndex('verdicts_in_force')
      .on(t.deliveryId, t.personId)
      .where(sql`${t.revokedAt} is null`),
    // All that was ever said to a delivery, for the audit: `verdicts`.
    index('verdicts_of_delivery').on(t.deliveryId, t.at),
  ],
)

export const marks = pgTable(
  'marks',
  {
    deliveryId: text('delivery_id')
      .$type<DeliveryId>()
      .notNull()
      .references(() => deliveries.id),
    personId: text('person_id')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    verdict: verdict('verdict').notNull(),
    platform: platform('platform').notNull(),
    workspace: text('workspace').notNull(),
    channel: text('channel').notNull(),
    message: text('message').notNull(),
  },
  (t) => [
    // Those of a delivery, and each of them once: `marks`, `putMark`, `dropMark`.
    primaryKey({
      name: 'marks_pk',
      columns: [t.deliveryId, t.personId, t.verdict, t.platform, t.workspace, t.channel, t.message],
    }),
  ],
)

export const notes = pgTable(
  'notes',
  {
    id: text('id').$type<NoteId>().primaryKey(),
    /** Order of arrival, among notes of one millisecond. */
    nth: integer('nth').notNull().generatedAlwaysAsIdentity(),
    briefId: text('brief_id')
      .$type<BriefId>()
      .notNull()
      .references(() => cinematicBriefs.id),
    /** Null for a note before the first delivery. */
    deliveryNo: integer('delivery_no'),
    personId: text('person_id')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    text: text('text').notNull(),
    at: moment('at').notNull(),
    state: noteState('state').notNull(),
    /** What the state carries besides its name. */
    detail: jsonb('detail').notNull(),
  },
  (t) => [
    // Notes of a brief in the order in which they were given: `notes`.
    index('notes_of_brief').on(t.briefId, t.at, t.nth),
    // Those that still want something: the next revision, an answer, a word that the brief be reopened.
    index('notes_open')
      .on(t.briefId, t.state)
      .where(sql`${t.state} in ('waiting', 'asking', 'after-approval')`),
    foreignKey({ columns: [t.briefId, t.deliveryNo], foreignColumns: [deliveries.briefId, deliveries.number] }),
  ],
)

export const executiveActions = pgTable(
  'executive_actions',
  {
    id: text('id').$type<ActionId>().primaryKey(),
    briefId: text('brief_id')
      .$type<BriefId>()
      .notNull()
      .references(() => cinematicBriefs.id),
    type: actionType('type').notNull(),
    payload: jsonb('payload').notNull(),
    at: moment('at').notNull(),
  },
  (t) => [
    // What Nora did for a brief, in order.
    index('executive_actions_of_brief').on(t.briefId, t.at),
  ],
)

export const tasks = pgTable(
  'tasks',
  {
    id: text('id').$type<TaskId>().primaryKey(),
    briefId: text('brief_id')
      .$type<BriefId>()
      .notNull()
      .references(() => cinematicBriefs.id),
    kind: taskKind('kind').notNull(),
    title: text('title').notNull(),
    assigneeId: text('assignee_id')
      .$type<PersonId>()
      .references(() => people.id),
    status: taskStatus('status').notNull(),
    dueAt: moment('due_at'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    // A brief's tasks in order: `tasks`, `reopenTask`.
    index('tasks_of_brief').on(t.briefId, t.createdAt),
    // What is still to be done for a brief: `closeTasks`.
    index('tasks_open')
      .on(t.briefId)
      .where(sql`${t.status} = 'open'`),
  ],
)
