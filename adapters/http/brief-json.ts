/** A brief as the wire has it: one line of a list, or in full with plan, deliveries and outputs. */
import { z } from '@hono/zod-openapi'
import type { Asset } from '../../src/domain/asset.ts'
import { type Brief, type BriefState, STAGES } from '../../src/domain/brief.ts'
import type { Nora } from '../../src/nora.ts'
import { toDeliverableJson, toVariantJson, zDeliverable, zVariant } from './deliverable-json.ts'
import { toAssetJson, zAsset } from './asset-json.ts'
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
    gate: z.enum(['auto', 'always']).nullable(),
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

const DELIVERY_STATES = ['in-review', 'approved', 'changes-requested', 'cancelled', 'superseded'] as const

const zDelivery = z
  .object({
    id: z.string(),
    number: z.number(),
    planVersion: z.number(),
    cutAssetId: z.string(),
    proxyAssetId: z.string().nullable(),
    posterAssetId: z.string(),
    variants: z
      .array(zVariant)
      .openapi({ description: 'What else was made of the same cut, as `deliverables` asked.' }),
    state: z.enum(DELIVERY_STATES),
    verdicts: z.array(z.object({})),
    createdAt: z.iso.datetime(),
  })
  .openapi('Delivery')

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

export const zBrief = zBriefLine
  .extend({
    plan: zPlan.nullable(),
    deliveries: z.array(zDelivery),
    outputAssets: z.array(zAsset),
    actions: z.array(zAction),
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
export const toBriefJson = (full: BriefInFull, outputs: readonly Asset[]): z.infer<typeof zBrief> => ({
  ...toBriefLine(full.brief),
  plan: full.plan === null ? null : toPlanJson(full.plan, full.takes, full.brief.fps),
  deliveries: full.deliveries.map((delivery) => ({
    id: delivery.id,
    number: delivery.number,
    planVersion: delivery.planVersion,
    cutAssetId: delivery.filmAssetId,
    proxyAssetId: delivery.proxyAssetId,
    posterAssetId: delivery.posterAssetId,
    variants: delivery.variants.map(toVariantJson),
    state: delivery.number < full.brief.deliveryCount ? 'superseded' : newestState(full.brief.state),
    verdicts: [],
    createdAt: delivery.createdAt.toISOString(),
  })),
  outputAssets: outputs.map(toAssetJson),
  actions: full.actions.map(toAction),
})

/** What the stage of the brief says about its newest delivery: work that goes on after it is work on the next one. */
function newestState(state: BriefState): (typeof DELIVERY_STATES)[number] {
  switch (state.stage) {
    case 'in-review':
    case 'approved':
    case 'cancelled':
      return state.stage
    case 'failed':
      return newestState(state.from)
    default:
      return 'changes-requested'
  }
}

const toAction = (action: BriefInFull['actions'][number]): z.infer<typeof zAction> => ({
  ...action,
  at: action.at.toISOString(),
})
