/** An asset as the wire has it. */
import { z } from '@hono/zod-openapi'
import { ASSET_CATEGORIES, type Asset } from '../../src/domain/asset.ts'

export const zAsset = z
  .object({
    id: z.string(),
    projectId: z.string(),
    category: z.enum(ASSET_CATEGORIES),
    scope: z.literal('cinematics'),
    name: z.string(),
    mime: z.string(),
    bytes: z.number().int(),
    sha256: z.string(),
    width: z.number().nullable(),
    height: z.number().nullable(),
    durationSeconds: z.number().nullable(),
    fps: z.number().nullable(),
    hasAudio: z.boolean(),
    provenance: z.object({
      from: z.enum(['upload', 'take', 'cut', 'planner']),
      briefId: z.string().optional(),
      takeId: z.string().optional(),
      personId: z.string().optional(),
      prompt: z.string().optional(),
      seed: z.number().optional(),
      workflow: z.string().optional(),
    }),
    contentUrl: z.string().openapi({ description: 'Where its bytes are, below the same address.' }),
    createdAt: z.iso.datetime(),
  })
  .openapi('Asset')

/** `storageKey` stays inside. */
export const toAssetJson = (asset: Asset): z.infer<typeof zAsset> => ({
  id: asset.id,
  projectId: asset.projectId,
  category: asset.category,
  scope: asset.scope,
  name: asset.name,
  mime: asset.mime,
  bytes: asset.bytes,
  sha256: asset.sha256,
  width: asset.width,
  height: asset.height,
  durationSeconds: asset.durationSeconds,
  fps: asset.fps,
  hasAudio: asset.hasAudio,
  provenance: asset.provenance,
  contentUrl: `/api/assets/${asset.id}/content`,
  createdAt: asset.createdAt.toISOString(),
})
