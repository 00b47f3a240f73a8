/** State and render wishes of a brief as they lie in json columns, parsed. */
import { z } from 'zod'
import type { Brief, BriefState, WorkingState } from '../../src/domain/brief.ts'
import { zVariants } from './json-deliverable.ts'
import { zFailure } from './json-failure.ts'
import { zAssetId } from './json-ids.ts'

const planVersion = z.number()
const deliveryNo = z.number()
const stage = <S extends string>(name: S) => z.literal(name)

const zCut = z.object({
  planVersion,
  filmAssetId: zAssetId,
  posterAssetId: zAssetId,
  proxyAssetId: zAssetId.nullable(),
  variants: zVariants.default([]),
  durationFrames: z.number(),
})

const WORKING = [
  z.object({ stage: stage('planning') }),
  z.object({ stage: stage('plan-review'), planVersion }),
  z.object({ stage: stage('shooting'), planVersion }),
  z.object({ stage: stage('cutting'), planVersion }),
  z.object({ stage: stage('delivering'), planVersion, cut: zCut }),
  z.object({ stage: stage('in-review'), planVersion, deliveryNo }),
  z.object({ stage: stage('revising'), planVersion, deliveryNo }),
] as const
const zWorking: z.ZodType<WorkingState> = z.discriminatedUnion('stage', WORKING)

export const zState: z.ZodType<BriefState> = z.discriminatedUnion('stage', [
  ...WORKING,
  z.object({ stage: stage('approved'), planVersion, deliveryNo }),
  z.object({ stage: stage('cancelled'), from: zWorking }),
  z.object({ stage: stage('failed'), from: zWorking, failure: zFailure }),
])

export const zRenderPayload: z.ZodType<Pick<Brief, 'workflow' | 'shotCount' | 'loop'>> = z.object({
  workflow: z.string().nullable(),
  shotCount: z.number().nullable(),
  loop: z.boolean(),
})
