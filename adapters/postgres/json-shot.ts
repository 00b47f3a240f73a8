/** References, direction, models and finish of a shot as they lie in json columns, parsed. */
import { z } from 'zod'
import {
  type Direction,
  type Finish,
  REFERENCE_ROLES,
  type Reference,
  type ResolvedModels,
  type Strengths,
  TRANSITIONS,
} from '../../src/domain/shot.ts'
import { zAssetId } from './json-ids.ts'

export const zReferences: z.ZodType<readonly Reference[]> = z.array(
  z.object({ assetId: zAssetId, role: z.enum(REFERENCE_ROLES), fromSeconds: z.number().exactOptional() }),
)

const zWords = z.string().nullable()
export const zDirection: z.ZodType<Direction> = z.object({ scene: zWords, lighting: zWords, art: zWords, why: zWords })

export const zModels: z.ZodType<ResolvedModels> = z.record(z.string(), z.string())

export const zStrengths: z.ZodType<Strengths> = z.record(z.string(), z.number())

export const zFinish: z.ZodType<Finish> = z.object({
  exposure: z.number(),
  temperature: z.number(),
  saturation: z.number(),
  speed: z.number(),
  inSeconds: z.number(),
  cutFrames: z.number().nullable().default(null),
  transition: z.enum(TRANSITIONS).default('cut'),
  fadeOut: z.boolean().default(false),
})
