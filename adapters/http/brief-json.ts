/** A brief as the wire has it: one line of a list, or in full with plan, deliveries, notes and outputs. */
import { z } from '@hono/zod-openapi'
import type { Asset } from '../../src/domain/asset.ts'
import { type Brief, STAGES } from '../../src/domain/brief.ts'
import type { Note } from '../../src/domain/note.ts'
import { GATES } from '../../src/domain/project.ts'
import type { Nora } from '../../src/nora.ts'
import { toDeliverableJson, zDeliverable } from './deliverable-json.ts'
import { toAssetJson, zAsset } from './asset-json.ts'
import { type GivenVerdicts, toDeliveryJson, zDelivery } from './delivery-json.ts'
import { toNoteJson, zNote } from './note-json.ts'
import { toPlanJson, zPlan } from './plan-json.ts'
import { toProblem, zProblem } from './problem.ts'
import { toSizeJson, zSizeOut } from './wire.ts'

export type BriefInFull = Extract<Awaited<ReturnType<Nora['readBrief']>>, { ok: true }>['value']

export const zBriefLine = z
  .object({
    id: z.string(),
    projectId: z.string(),
    requesterId: z.string(),
    title: z.string(),
    summary: z.string(),
    script: z.string().nullable(),
    assetIds: z.array(z.string()),
    durationSeconds: z.number(),
    fps: z.number(),
    size: zSizeOut,
    tone: z.string().nullable(),
    styleTags: z.array(z.string()),
    shotCount: z.number().nullable(),
    loop: z.boolean(),
    deliverables: z.array(zDeliverable),
    workflow: z.string().nullable(),
    gate: z.enum(GATES).nullable(),
    status: z.enum(STAGES),
    failure: zProblem.optional().openapi({ description: 'Why it stopped; only while the status is "failed".' }),
    version: z.number(),
    planVersion: z.number(),
    deliveryCount: z.number(),
    outputAssetIds: z.array(z.string()),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .openapi('BriefLine')

const zAction = z
  .object({
    id: z.string(),
    briefId: z.string(),
    type: z.literal('CinematicDelivery'),
    payload: z.object({
      deliveryNo: z.number(),
      filmAssetId: z.string(),
      posterAssetId: z.string(),
      proxyAssetId: z.string().nullable(),
    }),
    at: z.iso.datetime(),
  })
  .openapi('ExecutiveAction')

const zTask = z
  .object({
    id: z.string(),
    kind: z.literal('review'),
    title: z.string(),
    assigneeId: z.string().nullable(),
    status: z.enum(['open', 'closed']),
    dueAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .openapi('Task')

export const zBrief = zBriefLine
  .extend({
    queue: z
      .object({ position: z.number().int().nullable(), etaSeconds: z.number(), isGuess: z.boolean() })
      .nullable()
      .openapi({
        description:
          'While it is being shot: its position among the films that wait (null once a host has it), and the seconds until its last shot is rendered. Null while its hosts are away.',
      }),
    plan: zPlan.nullable(),
    deliveries: z.array(zDelivery),
    notes: z.array(zNote),
    outputAssets: z.array(zAsset),
    actions: z.array(zAction),
    tasks: z.array(zTask).openapi({ description: 'Whose verdict is waited for, and until when; oldest first.' }),
  })
  .openapi('Brief')

export const toBriefLine = (brief: Brief): z.infer<typeof zBriefLine> => ({
  id: brief.id,
  projectId: brief.projectId,
  requesterId: brief.requesterId,
  title: brief.title,
  summary: brief.summary,
  script: brief.script,
  assetIds: [...brief.assetIds],
  durationSeconds: brief.durationSeconds,
  fps: brief.fps,
  size: toSizeJson(brief.size),
  tone: brief.tone,
  styleTags: [...brief.styleTags],
  shotCount: brief.shotCount,
  loop: brief.loop,
  deliverables: brief.deliverables.map(toDeliverableJson),
  workflow: brief.workflow,
  gate: brief.gate,
  status: brief.state.stage,
  ...(brief.state.stage === 'failed' ? { failure: toProblem(brief.state.failure) } : {}),
  version: brief.version,
  planVersion: brief.planVersion,
  deliveryCount: brief.deliveryCount,
  outputAssetIds: [...brief.outputAssetIds],
  createdAt: brief.createdAt.toISOString(),
  updatedAt: brief.updatedAt.toISOString(),
})

/** `outputs` are the brief's output assets that still exist. */
export const toBriefJson = (
  full: BriefInFull,
  queue: Awaited<ReturnType<Nora['readPlace']>>,
  review: { readonly verdicts: GivenVerdicts; readonly notes: readonly Note[] },
  outputs: readonly Asset[],
): z.infer<typeof zBrief> => ({
  ...toBriefLine(full.brief),
  queue,
  plan: full.plan === null ? null : toPlanJson(full.plan, full.takes, full.brief.fps),
  deliveries: full.deliveries.map((delivery) =>
    toDeliveryJson(
      delivery,
      review.verdicts.filter((v) => v.deliveryNo === delivery.number),
      full.brief,
      full.messages.filter((m) => m.deliveryNo === delivery.number),
    ),
  ),
  notes: review.notes.map(toNoteJson),
  outputAssets: outputs.map(toAssetJson),
  actions: full.actions.map(toAction),
  tasks: full.tasks.map(toTask),
})

const toTask = ({ id, title, assigneeId, status, dueAt, createdAt }: BriefInFull['tasks'][number]) => ({
  id,
  kind: 'review' as const,
  title,
  assigneeId,
  status,
  dueAt: dueAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
})

const toAction = (action: BriefInFull['actions'][number]): z.infer<typeof zAction> => ({
  ...action,
  at: action.at.toISOString(),
})
