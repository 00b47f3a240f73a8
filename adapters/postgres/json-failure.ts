/** Failures as they lie in json columns, parsed. The record has one shape a failure, so that a new one breaks the build here. */
import { z } from 'zod'
import type { Failure, FailureType } from '../../src/domain/failure.ts'
import { zAssetId, zShotId } from './json-ids.ts'

const text = z.string()
const number = z.number()
const shape = <T extends string, S extends z.core.$ZodLooseShape>(type: T, fields: S) =>
  z.object({ type: z.literal(type), ...fields })
const host = { host: text }
/** Failures written before it was known have none. */
const elsewhere = z.array(text).default([])

const FAILURES: { readonly [T in FailureType]: z.ZodType<Extract<Failure, { type: T }>> } = {
  'brief-empty': shape('brief-empty', {}),
  'brief-too-long': shape('brief-too-long', { characters: number, maxCharacters: number }),
  'duration-out-of-range': shape('duration-out-of-range', { seconds: number, minSeconds: number, maxSeconds: number }),
  'size-out-of-range': shape('size-out-of-range', { given: text, minSide: number, maxSide: number }),
  'fps-out-of-range': shape('fps-out-of-range', { given: number, minFps: number, maxFps: number }),
  'shot-count-out-of-range': shape('shot-count-out-of-range', { given: number, max: number }),
  'workflow-unknown': shape('workflow-unknown', { given: text, known: z.array(text) }),
  'own-workflow-unknown': shape('own-workflow-unknown', { given: text, known: z.array(text) }),
  'workflow-refused': shape('workflow-refused', { reasons: z.array(text) }),
  'deliverable-unknown': shape('deliverable-unknown', { given: text }),
  'too-many-deliverables': shape('too-many-deliverables', { deliverables: number, max: number }),
  'project-unknown': shape('project-unknown', { projectId: text }),
  'brief-unknown': shape('brief-unknown', { briefId: text }),
  'asset-unknown': shape('asset-unknown', { assetId: text }),
  'host-unknown': shape('host-unknown', { host: text, known: z.array(text) }),
  'version-unknown': shape('version-unknown', { version: number, newest: number }),
  'asset-in-use': shape('asset-in-use', { assetId: text, name: text }),
  'idempotency-key-reused': shape('idempotency-key-reused', { key: text }),
  'too-many-files': shape('too-many-files', { files: number, maxFiles: number }),
  'file-missing': shape('file-missing', { name: text }),
  'file-unreadable': shape('file-unreadable', { name: text, reason: text }),
  'file-empty': shape('file-empty', { name: text }),
  'file-too-large': shape('file-too-large', { name: text, maxBytes: number }),
  'file-kind-unknown': shape('file-kind-unknown', { name: text, looksLike: text }),
  'file-not-what-it-says': shape('file-not-what-it-says', { name: text, says: text, is: text }),
  'file-corrupt': shape('file-corrupt', { name: text, reason: text }),
  'no-delivery': shape('no-delivery', {}),
  'stale-delivery': shape('stale-delivery', { deliveryNo: number, newest: number }),
  'approval-stands': shape('approval-stands', { deliveryNo: number }),
  'nothing-to-revoke': shape('nothing-to-revoke', { deliveryNo: number }),
  'own-verdict': shape('own-verdict', { deliveryNo: number }),
  'note-empty': shape('note-empty', {}),
  'note-too-long': shape('note-too-long', { characters: number, maxCharacters: number }),
  'question-closed': shape('question-closed', {}),
  'cannot-revise': shape('cannot-revise', { reason: text }),
  'not-approved': shape('not-approved', { stage: text }),
  'stale-event': shape('stale-event', { stage: text, event: text }),
  'stale-plan': shape('stale-plan', { planVersion: number, newest: number }),
  'over-budget': shape('over-budget', { neededMs: number, usedMs: number, reservedMs: number, budgetMs: number }),
  'not-allowed': shape('not-allowed', { verb: text, role: text }),
  'host-down': shape('host-down', { ...host, reason: text }),
  'host-frozen': shape('host-frozen', { ...host, reason: text }),
  'host-lost-prompt': shape('host-lost-prompt', { ...host, promptId: text }),
  'out-of-memory': shape('out-of-memory', { ...host, node: text.nullable() }),
  'missing-node': shape('missing-node', { ...host, node: text, workflow: text, elsewhere }),
  'missing-model': shape('missing-model', { ...host, node: text, input: text, file: text, elsewhere }),
  'bad-graph': shape('bad-graph', { ...host, workflow: text, reason: text }),
  'node-failed': shape('node-failed', { ...host, node: text, message: text }),
  interrupted: shape('interrupted', host),
  'bad-output': shape('bad-output', { ...host, reason: text }),
  'plan-refused': shape('plan-refused', { reason: text }),
  'workflow-cannot': shape('workflow-cannot', { workflow: text, reason: text, shotId: zShotId.exactOptional() }),
  'asset-lost': shape('asset-lost', { assetId: zAssetId }),
  'preview-unknown': shape('preview-unknown', { briefId: text }),
  'media-failed': shape('media-failed', { operation: text, reason: text }),
  internal: shape('internal', { reason: text }),
}

const zType = z.looseObject({ type: z.custom<FailureType>((v) => typeof v === 'string' && Object.hasOwn(FAILURES, v)) })

export const zFailure = z.unknown().transform((value): Failure => FAILURES[zType.parse(value).type].parse(value))
