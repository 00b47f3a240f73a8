/** The picture of what a brief's host is making, while it makes it. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { PREVIEW_MIMES } from '../../src/domain/preview.ts'
import type { Nora } from '../../src/nora.ts'
import { onInvalid } from './on-error.ts'
import { orRefuse } from './problem.ts'
import { briefIdOf, BRIEFS, otherwise, zId } from './wire.ts'

const picture = { schema: z.string().openapi({ format: 'binary' }) }

const read = createRoute({
  method: 'get',
  path: `${BRIEFS}/{id}/preview`,
  tags: ['briefs'],
  summary: 'What the shot that is being rendered looks like so far, where the project wants previews',
  request: { params: zId('brf_…') },
  responses: {
    200: {
      description: 'The newest preview; another one every few seconds',
      content: Object.fromEntries(PREVIEW_MIMES.map((mime) => [mime, picture])),
    },
    default: otherwise,
  },
})

export function createPreviewRoutes(deps: { readonly nora: Pick<Nora, 'readPreview'> }) {
  const app = new OpenAPIHono({ defaultHook: onInvalid })
  app.openapi(read, async (c) => {
    const preview = orRefuse(await deps.nora.readPreview(briefIdOf(c.req.valid('param').id)))
    return c.body(new Uint8Array(preview.bytes), 200, {
      'Content-Type': preview.mime,
      'Cache-Control': 'no-store',
      'Last-Modified': preview.at.toUTCString(),
      'X-Content-Type-Options': 'nosniff',
    })
  })
  return app
}
