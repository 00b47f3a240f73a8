/** Where an asset came from, as it lies in its json column, parsed. */
import { z } from 'zod'
import type { Provenance } from '../../src/domain/asset.ts'
import { zBriefId, zPersonId, zTakeId } from './json-ids.ts'

export const zProvenance: z.ZodType<Provenance> = z.object({
  from: z.enum(['upload', 'take', 'cut', 'planner']),
  briefId: zBriefId.exactOptional(),
  takeId: zTakeId.exactOptional(),
  personId: zPersonId.exactOptional(),
  prompt: z.string().exactOptional(),
  seed: z.number().exactOptional(),
  workflow: z.string().exactOptional(),
})
