/** The routes of a project's vault: list, put in, look, take out. */
import type { HttpBindings } from '@hono/node-server'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { ASSET_CATEGORIES } from '../../src/domain/asset.ts'
import type { Nora } from '../../src/nora.ts'
import { askerOf } from './asker.ts'
import { toAssetJson, zAsset } from './asset-json.ts'
import { onInvalid } from './on-error.ts'
import { orRefuse, refused } from './problem.ts'
import { receive } from './upload.ts'
import { answers, assetIdOf, otherwise, pageOf, projectIdOf, toPageJson, zId, zPage, zPaging } from './wire.ts'

const tags = ['assets']

const list = createRoute({
  method: 'get',
  path: '/projects/{id}/assets',
  tags,
  summary: 'List the files of a project, newest first',
  request: { params: zId('prj_…'), query: z.strictObject(zPaging) },
  responses: { 200: answers(zPage(zAsset), 'One page of assets'), default: otherwise },
})

/** Plain schemas, not zod ones: a body with a zod schema would be read into memory before the handler runs. */
const file = { type: 'string' as const, format: 'binary' }
const category = { type: 'string' as const, enum: [...ASSET_CATEGORIES] }
const form = {
  type: 'object' as const,
  required: ['file'],
  properties: { name: { type: 'string' as const }, category, file },
}
const upload = createRoute({
  method: 'post',
  path: '/projects/{id}/assets',
  tags,
  summary: 'Put a file into the vault of a project',
  description: 'As a form with `file`, or the bytes alone with their own Content-Type and `name` in the query.',
  request: {
    params: zId('prj_…'),
    query: z.strictObject({
      name: z.string().min(1).max(500).optional(),
      category: z.enum(ASSET_CATEGORIES).optional(),
    }),
    body: {
      required: true,
      content: {
        'multipart/form-data': { schema: form },
        'application/octet-stream': { schema: file },
      },
    },
  },
  responses: { 201: answers(zAsset, 'The file is kept'), default: otherwise },
})

const read = createRoute({
  method: 'get',
  path: '/assets/{id}',
  tags,
  summary: 'What is known of a file',
  request: { params: zId('ast_…') },
  responses: { 200: answers(zAsset, 'The asset'), default: otherwise },
})

const remove = createRoute({
  method: 'delete',
  path: '/assets/{id}',
  tags,
  summary: 'Take a file out of the vault that no brief uses',
  request: { params: zId('ast_…') },
  responses: { 204: { description: 'It is gone' }, default: otherwise },
})

export function createAssetRoutes(deps: {
  readonly nora: Pick<Nora, 'readProject' | 'listAssets' | 'keepAsset' | 'readAsset' | 'removeAsset'>
}) {
  const { nora } = deps
  const app = new OpenAPIHono<{ Bindings: HttpBindings }>({ defaultHook: onInvalid })

  const knownProject = async (text: string) => {
    const projectId = projectIdOf(text)
    if ((await nora.readProject(projectId)) === null) throw refused({ type: 'project-unknown', projectId })
    return projectId
  }

  app.openapi(list, async (c) => {
    const page = await nora.listAssets(await knownProject(c.req.valid('param').id), pageOf(c.req.valid('query')))
    return c.json(toPageJson(page, toAssetJson), 200)
  })

  app.openapi(upload, async (c) => {
    // Before the file is read: nobody uploads 2 GB to learn of a typing error.
    const projectId = await knownProject(c.req.valid('param').id)
    const { name, category } = c.req.valid('query')
    const length = c.req.header('content-length')
    const given = {
      contentType: c.req.header('content-type') ?? '',
      contentLength: length === undefined ? null : Number(length),
      // Node's own stream, left open when a file is refused half-read: the client then still hears why.
      body: c.env.incoming.iterator({ destroyOnReturn: false }),
      signal: c.req.raw.signal,
    }
    const kept = await receive(given, { name: name ?? null, category: category ?? null }, (file) =>
      nora.keepAsset({
        projectId,
        personId: askerOf(),
        name: file.name,
        source: file.source,
        // Asked once the bytes are there: forms may say it after the file.
        get category() {
          return file.category()
        },
        signal: file.signal,
      }),
    )
    const asset = orRefuse(kept)
    c.header('Location', `/api/assets/${asset.id}`)
    return c.json(toAssetJson(asset), 201)
  })

  app.openapi(read, async (c) =>
    c.json(toAssetJson(orRefuse(await nora.readAsset(assetIdOf(c.req.valid('param').id)))), 200),
  )

  app.openapi(remove, async (c) => {
    orRefuse(await nora.removeAsset({ assetId: assetIdOf(c.req.valid('param').id), personId: askerOf() }))
    return c.body(null, 204)
  })

  return app
}
