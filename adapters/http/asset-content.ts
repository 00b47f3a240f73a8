/** The bytes of a vault file: whole or in part, told apart by their hash, streamed. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Nora } from '../../src/nora.ts'
import { decideRange, namesTag } from './byte-range.ts'
import { contentHeaders } from './content-headers.ts'
import { onInvalid } from './on-error.ts'
import { orRefuse, Refused } from './problem.ts'
import { assetIdOf, otherwise, zId, zSigned } from './wire.ts'

const bytes = (description: string) => ({
  description,
  content: { '*/*': { schema: z.string().openapi({ format: 'binary' }) } },
})

const read = createRoute({
  method: 'get',
  path: '/assets/{id}/content',
  tags: ['assets'],
  summary: 'The bytes of an asset; Range, If-Range and If-None-Match are honoured',
  request: {
    params: zId('ast_…'),
    query: z.strictObject({
      ...zSigned,
      download: z.literal('1').optional().openapi({ description: 'Save it, do not show it.' }),
    }),
  },
  responses: {
    200: bytes('All bytes'),
    206: bytes('The bytes of the range'),
    304: { description: 'Unchanged' },
    default: otherwise,
  },
})

export function createContentRoutes(deps: { readonly nora: Pick<Nora, 'openAsset'> }) {
  const app = new OpenAPIHono({ defaultHook: onInvalid })
  app.openapi(read, async (c) => {
    const opened = orRefuse(await deps.nora.openAsset(assetIdOf(c.req.valid('param').id)))
    return serveContent(c, opened, c.req.valid('query').download === '1')
  })
  return app
}

type Opened = Extract<Awaited<ReturnType<Nora['openAsset']>>, { ok: true }>['value']

/** Whoever calls it has decided that these bytes may be seen. */
export function serveContent(c: Context, opened: Opened, isDownload: boolean): Response {
  const { asset } = opened
  const headers = contentHeaders(asset, isDownload)
  const tag = `"${asset.sha256}"`
  if (namesTag(c.req.header('if-none-match'), tag)) return c.body(null, 304, headers)

  const ifRange = c.req.header('if-range')
  const range = ifRange === undefined || namesTag(ifRange, tag) ? decideRange(c.req.header('range'), asset.bytes) : null
  if (range === 'unsatisfiable')
    throw new Refused(
      416,
      {
        code: 'range-not-satisfiable',
        message: `The file has ${asset.bytes} bytes: ask for a range within them.`,
        details: { bytes: asset.bytes },
      },
      { 'Content-Range': `bytes */${asset.bytes}`, 'Accept-Ranges': 'bytes' },
    )
  const length = range === null ? asset.bytes : range.end - range.start + 1
  const all = {
    ...headers,
    'Content-Length': String(length),
    ...(range === null ? {} : { 'Content-Range': `bytes ${range.start}-${range.end}/${asset.bytes}` }),
  }
  const status = range === null ? 200 : 206
  if (c.req.method === 'HEAD') return c.body(null, status, all)
  return c.body(ReadableStream.from(opened.read(range ?? undefined)), status, all)
}
