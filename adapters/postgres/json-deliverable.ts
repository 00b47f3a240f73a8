/** What a brief wants of its cut, and what was made of it, as they lie in json columns, parsed. */
import { z } from 'zod'
import { CONTAINERS, type Deliverable, FITS, type Variant } from '../../src/domain/delivery.ts'
import { zAssetId } from './json-ids.ts'

const zSize = z.object({ width: z.number(), height: z.number() })

const zDeliverable: z.ZodType<Deliverable> = z.object({
  kind: z.literal('film'),
  // Rows from before films had other sizes say nothing of it.
  size: zSize.nullable().default(null),
  container: z.enum(CONTAINERS),
  audio: z.boolean(),
  fit: z.enum(FITS).default('crop'),
})

export const zDeliverables: z.ZodType<readonly Deliverable[]> = z.array(zDeliverable)

export const zVariants: z.ZodType<readonly Variant[]> = z.array(
  z.object({ assetId: zAssetId, name: z.string(), deliverable: zDeliverable }),
)
