/** What Nora did for a film, as chat answers tell it: each delivery with links that open without a token, for a while. */
import { z } from '@hono/zod-openapi'
import type { Nora } from '../../src/nora.ts'
import type { BriefInFull } from './brief-json.ts'

export const zChatAction = z
  .object({
    id: z.string(),
    type: z.literal('CinematicDelivery'),
    briefId: z.string(),
    at: z.iso.datetime(),
    payload: z.object({
      deliveryNo: z.number(),
      links: z.object({ film: z.url(), poster: z.url(), proxy: z.url().nullable(), package: z.url() }),
    }),
  })
  .openapi('ChatAction')

export const toChatActions = (full: BriefInFull, links: Nora['links']): z.infer<typeof zChatAction>[] =>
  full.actions.map(({ id, type, briefId, at, payload }) => ({
    id,
    type,
    briefId,
    at: at.toISOString(),
    payload: {
      deliveryNo: payload.deliveryNo,
      links: {
        film: links.toAsset(payload.filmAssetId),
        poster: links.toAsset(payload.posterAssetId),
        proxy: payload.proxyAssetId === null ? null : links.toAsset(payload.proxyAssetId),
        package: links.toPackage(briefId, payload.deliveryNo),
      },
    },
  }))
