/** Events as they lie in the log's json column, parsed. The record has one shape a type, so that a new one breaks the build here. */
import { z } from 'zod'
import { STAGES } from '../../src/domain/brief.ts'
import { AGENT_IDS, type AgentStatus, type BriefEvent } from '../../src/domain/event.ts'
import type { GateWait } from '../../src/domain/gate.ts'
import { HOST_STANDINGS } from '../../src/domain/host.ts'
import { VERDICTS } from '../../src/domain/review.ts'
import { zVariants } from './json-deliverable.ts'
import { zFailure } from './json-failure.ts'
import { zAssetId, zNoteId, zPersonId, zShotId, zTakeId } from './json-ids.ts'

type EventType = BriefEvent['type']

const text = z.string()
const number = z.number()
const zAgent = z.enum(AGENT_IDS)
const zStage = z.enum(STAGES)
const shot = { shotIndex: number, host: text }

const zStatus: z.ZodType<AgentStatus> = z.discriminatedUnion('at', [
  z.object({ at: z.literal('planning') }),
  z.object({ at: z.literal('staging'), ...shot }),
  z.object({
    at: z.literal('rendering'),
    ...shot,
    done: number,
    of: number,
    node: text.nullable().default(null),
    previewAt: text.nullable().default(null),
  }),
  z.object({ at: z.literal('waiting'), position: number.nullable(), etaSeconds: number, isGuess: z.boolean() }),
  z.object({ at: z.literal('fetching'), ...shot }),
  z.object({ at: z.literal('cutting'), done: number, of: number }),
])

const zLine = z.object({
  index: number,
  caption: text,
  framing: text,
  lens: text,
  cameraMove: text,
  durationFrames: number,
  workflow: text,
  transition: z.enum(['dissolve', 'fade']).exactOptional(),
  fadeOut: z.literal(true).exactOptional(),
})

const zLack = z.object({ neededMs: number, usedMs: number, reservedMs: number, budgetMs: number })
const zGateWait: z.ZodType<GateWait> = z.discriminatedUnion('for', [
  z.object({ for: z.literal('a-word') }),
  z.object({ for: z.literal('a-long-render'), limitMs: number }),
  z.object({ for: z.literal('budget'), lack: zLack }),
])

const zStillWaitsFor: z.ZodType<Extract<BriefEvent, { type: 'StillWaits' }>['waitsFor']> = z.discriminatedUnion('for', [
  z.object({ for: z.literal('go'), planVersion: number }),
  z.object({ for: z.literal('answer'), noteId: zNoteId, text, answers: z.array(text), personId: zPersonId }),
  z.object({ for: z.literal('retry'), failure: zFailure }),
])

const EVENTS: { readonly [T in EventType]: z.ZodType<Extract<BriefEvent, { type: T }>> } = {
  Bumped: z.object({ type: z.literal('Bumped'), who: text }),
  ShotsWait: z.object({
    type: z.literal('ShotsWait'),
    why: z.enum(['no-host-is-up', 'no-host-can']),
    shotIndexes: z.array(number),
    hosts: z.array(z.object({ name: text, standing: z.enum([...HOST_STANDINGS, 'paused']) })),
  }),
  VerdictGiven: z.object({
    type: z.literal('VerdictGiven'),
    deliveryNo: number,
    personId: zPersonId,
    who: text,
    verdict: z.enum(VERDICTS),
    text: text.nullable(),
    counts: z.boolean(),
  }),
  VerdictRevoked: z.object({
    type: z.literal('VerdictRevoked'),
    deliveryNo: number,
    personId: zPersonId,
    who: text,
    verdict: z.enum(VERDICTS),
  }),
  Approved: z.object({
    type: z.literal('Approved'),
    deliveryNo: number,
    by: z.array(text),
    when: text.nullable().default(null),
  }),
  Rejected: z.object({ type: z.literal('Rejected'), deliveryNo: number, who: text, text: text.nullable() }),
  NoteTaken: z.object({
    type: z.literal('NoteTaken'),
    noteId: zNoteId,
    personId: zPersonId,
    who: text,
    text,
    remarks: z.array(text),
    offer: text.nullable().default(null),
    waitsFor: z.enum(['others', 'the-revision', 'reopening']),
  }),
  QuestionAsked: z.object({
    type: z.literal('QuestionAsked'),
    noteId: zNoteId,
    text,
    answers: z.array(text),
    personId: zPersonId.nullable().default(null),
  }),
  QuestionAnswered: z.object({ type: z.literal('QuestionAnswered'), noteId: zNoteId, who: text, answer: text }),
  Answered: z.object({ type: z.literal('Answered'), text }),
  PlanRevised: z.object({
    type: z.literal('PlanRevised'),
    planVersion: number,
    says: z.array(text),
    renders: number,
  }),
  LookTaken: z.object({
    type: z.literal('LookTaken'),
    who: text,
    styleTags: z.array(text),
    promptAddition: text,
    pictures: z.array(zAssetId),
  }),
  ReviewReminded: z.object({
    type: z.literal('ReviewReminded'),
    deliveryNo: number,
    calls: z.array(zPersonId).default([]),
    waitsFor: z.enum(['verdict', 'note']).default('verdict'),
  }),
  StillWaits: z.object({ type: z.literal('StillWaits'), waitsFor: zStillWaitsFor }),
  BriefTaken: z.object({ type: z.literal('BriefTaken'), title: text, requesterId: zPersonId }),
  TaskHandoff: z.object({
    type: z.literal('TaskHandoff'),
    from: zAgent,
    to: zAgent,
    task: z.enum(['plan', 'shoot', 'cut', 'deliver', 'revise']),
  }),
  AgentStatusUpdate: z.object({ type: z.literal('AgentStatusUpdate'), agent: zAgent, status: zStatus }),
  StageChanged: z.object({ type: z.literal('StageChanged'), from: zStage, to: zStage }),
  PlanMade: z.object({
    type: z.literal('PlanMade'),
    planVersion: number,
    isRevision: z.boolean().default(false),
    author: z.enum(['model', 'rules']),
    rationale: text,
    estimateGpuSeconds: number,
    guessedGpuSeconds: number.default(0),
    waits: zGateWait.nullable().default(null),
    calls: z.array(zPersonId).default([]),
    boardsAssetId: zAssetId.nullable(),
    shots: z.array(zLine),
  }),
  TakeEnded: z.object({
    type: z.literal('TakeEnded'),
    shotId: zShotId,
    shotIndex: number,
    takeId: zTakeId,
    host: text,
    outcome: z.enum(['rendered', 'failed', 'lost', 'cancelled']),
    gpuMs: number.nullable(),
    failure: zFailure.nullable(),
  }),
  ShotReused: z.object({ type: z.literal('ShotReused'), shotId: zShotId, shotIndex: number, takeId: zTakeId }),
  Delivered: z.object({
    type: z.literal('Delivered'),
    deliveryNo: number,
    filmAssetId: zAssetId,
    posterAssetId: zAssetId,
    proxyAssetId: zAssetId.nullable(),
    variants: zVariants.default([]),
    durationSeconds: number,
    fileName: text,
    calls: z.array(zPersonId).default([]),
  }),
  WorkRetried: z.object({
    type: z.literal('WorkRetried'),
    task: text,
    tries: number,
    inMs: number,
    failure: zFailure,
    smaller: z.boolean().default(false),
  }),
  Failed: z.object({ type: z.literal('Failed'), failure: zFailure }),
  Refused: z.object({
    type: z.literal('Refused'),
    verb: text,
    failure: zFailure,
    personId: zPersonId.exactOptional(),
    who: text.exactOptional(),
    deliveryNo: number.exactOptional(),
  }),
}

const zType = z.looseObject({ type: z.custom<EventType>((v) => typeof v === 'string' && Object.hasOwn(EVENTS, v)) })

export const zEvent = z.unknown().transform((value): BriefEvent => EVENTS[zType.parse(value).type].parse(value))
