/** What is asked for and how it is to be shot: briefs, plans, shots and takes. */
import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  doublePrecision,
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
import { STAGES } from '../../src/domain/brief.ts'
import type { AssetId, BriefId, PersonId, ProjectId, ShotId, TakeId } from '../../src/domain/ids.ts'
import { CAMERA_MOVES, FRAMINGS, LENSES, NO_DIRECTION } from '../../src/domain/shot.ts'
import { BY_RULES } from '../../src/domain/shot-plan.ts'
import { GATES } from '../../src/domain/project.ts'
import { PREVIEW_MIMES } from '../../src/domain/preview.ts'
import { bytea } from './bytea.ts'
import { moment } from './moment.ts'
import { people, projects } from './schema-people.ts'
import { projectAssets } from './schema-vault.ts'

export const briefStatus = pgEnum('brief_status', STAGES)
export const gate = pgEnum('gate', GATES)
export const planAuthor = pgEnum('plan_author', ['model', 'rules'])
export const cameraMove = pgEnum('camera_move', CAMERA_MOVES)
export const framing = pgEnum('framing', FRAMINGS)
export const lens = pgEnum('lens', LENSES)
export const takeOutcome = pgEnum('take_outcome', ['submitting', 'rendered', 'failed', 'cancelled', 'lost'])

export const cinematicBriefs = pgTable(
  'cinematic_briefs',
  {
    id: text('id').$type<BriefId>().primaryKey(),
    projectId: text('project_id')
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id),
    requesterId: text('requester_id')
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    noraSessionId: text('nora_session_id'),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    script: text('script'),
    assetIds: text('asset_ids').array().$type<AssetId[]>().notNull(),
    durationSeconds: doublePrecision('duration_seconds').notNull(),
    fps: doublePrecision('fps').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    tone: text('tone'),
    styleTags: text('style_tags').array().notNull(),
    deliverables: jsonb('deliverables').notNull(),
    gate: gate('gate'),
    status: briefStatus('status').notNull(),
    /** What the stage carries besides its name. */
    state: jsonb('state').notNull(),
    version: integer('version').notNull(),
    planVersion: integer('plan_version').notNull(),
    deliveryCount: integer('delivery_count').notNull(),
    llmNotes: text('llm_notes'),
    /** What is asked of the renders beyond length, rate and size: workflow, count of shots, loop. */
    renderPayload: jsonb('render_payload').notNull(),
    outputAssetIds: text('output_assets').array().$type<AssetId[]>().notNull(),
    queuedAt: moment('queued_at'),
    bumpedAt: moment('bumped_at'),
    /** The newest event's number. Counted here, under this row's lock, so that events become visible in their order. */
    eventSeq: integer('event_seq').notNull().default(0),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (t) => [
    // `briefs` without a filter, newest first.
    index('cinematic_briefs_newest').on(t.createdAt, t.id),
    // `briefs` of a project, newest first.
    index('cinematic_briefs_of_project').on(t.projectId, t.createdAt, t.id),
    // `briefs` at a stage, newest first.
    index('cinematic_briefs_at_stage').on(t.status, t.createdAt, t.id),
    // `briefs` of a project at a stage, newest first.
    index('cinematic_briefs_of_project_at_stage').on(t.projectId, t.status, t.createdAt, t.id),
    check('cinematic_briefs_length', sql`${t.durationSeconds} > 0 and ${t.fps} > 0`),
    check('cinematic_briefs_size', sql`${t.width} > 0 and ${t.height} > 0`),
  ],
)

export const shotPlans = pgTable(
  'shot_plans',
  {
    briefId: text('brief_id')
      .$type<BriefId>()
      .notNull()
      .references(() => cinematicBriefs.id),
    version: integer('version').notNull(),
    author: planAuthor('author').notNull(),
    rationale: text('rationale').notNull(),
    treatment: jsonb('treatment'),
    provenance: jsonb('provenance').notNull().default(BY_RULES),
    score: jsonb('score'),
    estimateGpuSeconds: doublePrecision('estimate_gpu_seconds').notNull(),
    guessedGpuSeconds: doublePrecision('guessed_gpu_seconds').notNull().default(0),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    // One plan a version: `plan`.
    primaryKey({ columns: [t.briefId, t.version] }),
    check('shot_plans_version', sql`${t.version} >= 1`),
  ],
)

export const shots = pgTable(
  'shots',
  {
    briefId: text('brief_id').$type<BriefId>().notNull(),
    planVersion: integer('plan_version').notNull(),
    id: text('id').$type<ShotId>().notNull(),
    index: integer('index').notNull(),
    prompt: text('prompt').notNull(),
    negative: text('negative').notNull(),
    caption: text('caption').notNull(),
    cameraMove: cameraMove('camera_move').notNull(),
    lens: lens('lens').notNull(),
    framing: framing('framing').notNull(),
    durationFrames: integer('duration_frames').notNull(),
    references: jsonb('references').notNull(),
    direction: jsonb('direction').notNull().default(NO_DIRECTION),
    workflow: text('workflow').notNull(),
    models: jsonb('models').notNull(),
    strengths: jsonb('strengths').notNull().default({}),
    seed: bigint('seed', { mode: 'number' }).notNull(),
    loop: boolean('loop').notNull(),
    finish: jsonb('finish').notNull(),
    locked: boolean('locked').notNull(),
    fingerprint: text('fingerprint').notNull(),
    // Typed by hand: shots and takes point at each other.
    currentTakeId: text('current_take_id')
      .$type<TakeId>()
      .references((): AnyPgColumn => takes.id),
  },
  (t) => [
    // A shot keeps its id from plan to plan: `saveShot`, `chooseTake`, and the shot of a take.
    primaryKey({ columns: [t.briefId, t.planVersion, t.id] }),
    // Shots of a plan in their order: `plan`. No two at one place.
    uniqueIndex('shots_in_order').on(t.briefId, t.planVersion, t.index),
    // Is this take somebody's current one: `deleteAsset`, and the check of the foreign key.
    index('shots_by_current_take').on(t.currentTakeId),
    foreignKey({ columns: [t.briefId, t.planVersion], foreignColumns: [shotPlans.briefId, shotPlans.version] }),
    check('shots_length', sql`${t.durationFrames} > 0 and ${t.index} >= 0`),
  ],
)

export const takes = pgTable(
  'takes',
  {
    id: text('id').$type<TakeId>().primaryKey(),
    briefId: text('brief_id').$type<BriefId>().notNull(),
    shotId: text('shot_id').$type<ShotId>().notNull(),
    planVersion: integer('plan_version').notNull(),
    fingerprint: text('fingerprint').notNull(),
    /** Of the shot when the take began; kept here for `takeSamples`. */
    workflow: text('workflow').notNull(),
    durationFrames: integer('duration_frames').notNull(),
    /** What was rendered, for estimates; null of takes that are older than those. */
    frames: integer('frames'),
    width: integer('width'),
    height: integer('height'),
    steps: integer('steps'),
    isAnimatic: boolean('is_animatic').notNull().default(false),
    host: text('host').notNull(),
    promptId: text('prompt_id').notNull(),
    attempt: integer('attempt').notNull(),
    payload: jsonb('payload').notNull(),
    outcome: takeOutcome('outcome').notNull(),
    gpuMs: doublePrecision('gpu_ms'),
    /** Null before there is a clip, and again when the clip was removed from the vault. */
    assetId: text('asset_id')
      .$type<AssetId>()
      .references(() => projectAssets.id, { onDelete: 'set null' }),
    failure: jsonb('failure'),
    /** When its brief went to be shot; null where a producer let it go first: that overtakes nobody. */
    queuedAt: moment('queued_at'),
    createdAt: moment('created_at').notNull(),
    endedAt: moment('ended_at'),
  },
  (t) => [
    // Takes of a brief, oldest first: `takes`.
    index('takes_of_brief').on(t.briefId, t.createdAt, t.id),
    // At most one take of a shot is under way, whatever the plan: `openTake`.
    uniqueIndex('takes_open')
      .on(t.briefId, t.shotId)
      .where(sql`${t.outcome} = 'submitting'`),
    // The same shot rendered before: `takeByFingerprint`.
    index('takes_by_fingerprint')
      .on(t.fingerprint, t.createdAt)
      .where(sql`${t.outcome} = 'rendered'`),
    // The last takes of a workflow on hosts of one kind: `takeSamples`.
    index('takes_of_workflow')
      .on(t.workflow, t.isAnimatic, t.endedAt)
      .where(sql`${t.outcome} = 'rendered' and ${t.gpuMs} is not null and ${t.frames} is not null`),
    // What a month has cost: `gpuUse`.
    index('takes_by_end')
      .on(t.endedAt)
      .where(sql`${t.gpuMs} is not null`),
    // The last renders that began: `lately`.
    index('takes_newest').on(t.createdAt),
    // How much later work has begun: `lately`.
    index('takes_by_arrival').on(t.queuedAt),
    // A prompt belongs to one take: what a host reports is found again.
    uniqueIndex('takes_by_prompt').on(t.promptId),
    // The take of a clip: `deleteAsset`.
    index('takes_by_asset').on(t.assetId),
    foreignKey({
      columns: [t.briefId, t.planVersion, t.shotId],
      foreignColumns: [shots.briefId, shots.planVersion, shots.id],
    }),
    check('takes_ended', sql`(${t.outcome} = 'submitting') = (${t.endedAt} is null)`),
  ],
)

/** One row a brief, while it is being shot. */
export const previews = pgTable('previews', {
  briefId: text('brief_id')
    .$type<BriefId>()
    .primaryKey()
    .references(() => cinematicBriefs.id),
  shotIndex: integer('shot_index').notNull(),
  mime: text('mime', { enum: PREVIEW_MIMES }).notNull(),
  bytes: bytea('bytes').notNull(),
  at: moment('at').notNull(),
})
