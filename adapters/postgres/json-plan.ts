/** Treatment and provenance of a plan as they lie in json columns, parsed. */
import { z } from 'zod'
import { type PlanProvenance, type PlanScore, SENT_AS, type Treatment } from '../../src/domain/shot-plan.ts'
import { zAssetId } from './json-ids.ts'

export const zTreatment: z.ZodType<Treatment | null> = z
  .object({
    artDirection: z.string(),
    characters: z.array(z.object({ name: z.string(), looks: z.string() })),
    scenes: z.array(z.object({ name: z.string(), place: z.string(), light: z.string() })),
  })
  .nullable()

export const zScore: z.ZodType<PlanScore | null> = z
  .object({
    coverage: z.number(),
    continuity: z.number(),
    adherence: z.number(),
    feasibility: z.number(),
    faults: z.array(z.string()),
  })
  .nullable()

export const zProvenance: z.ZodType<PlanProvenance> = z.object({
  model: z.string().nullable(),
  promptVersion: z.string().nullable(),
  sent: z.array(z.object({ assetId: zAssetId, how: z.enum(SENT_AS) })),
  transcript: z
    .object({ assetId: zAssetId, model: z.string(), text: z.string().nullable(), why: z.string().nullable() })
    .nullable()
    .default(null),
  attempts: z.number(),
  tokens: z.number(),
  fellBack: z.string().nullable(),
})
