/** What a brief wants of its cut, and what was made of it, as the wire has them. */
import { z } from '@hono/zod-openapi'
import { CONTAINERS, type Deliverable, FITS, type Variant } from '../../src/domain/delivery.ts'
import { toSizeJson, zSizeOut } from './wire.ts'

export const zDeliverable = z
  .object({
    kind: z.literal('film'),
    size: zSizeOut.nullable().openapi({ description: "Null: the film's own." }),
    container: z.enum(CONTAINERS),
    audio: z.boolean(),
    fit: z.enum(FITS).openapi({
      description: '`pad`: the whole picture on a blurred copy of itself; `crop`: its middle.',
    }),
  })
  .openapi('Deliverable')

export const zVariant = z
  .object({ assetId: z.string(), name: z.string(), deliverable: zDeliverable })
  .openapi('Variant')

export const toDeliverableJson = (deliverable: Deliverable): z.infer<typeof zDeliverable> => ({
  ...deliverable,
  size: deliverable.size === null ? null : toSizeJson(deliverable.size),
})

export const toVariantJson = (variant: Variant): z.infer<typeof zVariant> => ({
  ...variant,
  deliverable: toDeliverableJson(variant.deliverable),
})
