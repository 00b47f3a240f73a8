/** The routes of what a brief has been: its versions, two of them side by side, and a delivery as one package. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Nora } from '../../src/nora.ts'
import { toAssetJson, zAsset } from './asset-json.ts'
import { fileNames } from './content-headers.ts'
import { onInvalid } from './on-error.ts'
import { toPlanJson, zPlan } from './plan-json.ts'
import { orRefuse } from './problem.ts'
import { answers, briefIdOf, BRIEFS, otherwise, zId, zSigned } from './wire.ts'

const tags = ['review']
const zNumber = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, 'must be a whole number from 1')
  .transform(Number)
  .openapi({ type: 'integer', example: 1 })

const list = createRoute({
  method: 'get',
  path: `${BRIEFS}/{id}/versions`,
  tags,
  summary: 'Every version of the plan, oldest first, with the deliveries that were cut from it',
  request: { params: zId('brf_…') },
  responses: {
    200: answers(
      z.object({
        items: z.array(z.object({ plan: zPlan, deliveryNumbers: z.array(z.number()) })),
        nextCursor: z.null(),
      }),
      'All versions',
    ),
    default: otherwise,
  },
})

const compare = createRoute({
  method: 'get',
  path: `${BRIEFS}/{id}/compare`,
  tags,
  summary: 'A contact sheet of the shots that two versions show differently, old beside new',
  request: { params: zId('brf_…'), query: z.strictObject({ before: zNumber, after: zNumber }) },
  responses: {
    200: answers(z.object({ sheet: zAsset.nullable() }), 'The sheet; null where both show the same'),
    default: otherwise,
  },
})

const pack = createRoute({
  method: 'get',
  path: `${BRIEFS}/{id}/deliveries/{n}/package`,
  tags,
  summary: 'A zip of a delivery: master, variants, shots, plan as JSON, EDL, provenance',
  request: {
    params: zId('brf_…').extend({ n: zNumber.openapi({ param: { name: 'n', in: 'path' } }) }),
    query: z.strictObject(zSigned),
  },
  responses: {
    200: {
      description: 'The zip',
      content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    default: otherwise,
  },
})

export function createVersionRoutes(deps: {
  readonly nora: Pick<Nora, 'readBrief' | 'readVersions' | 'compareVersions' | 'packageDelivery'>
}) {
  const { nora } = deps
  const app = new OpenAPIHono({ defaultHook: onInvalid })

  app.openapi(list, async (c) => {
    const briefId = briefIdOf(c.req.valid('param').id)
    const { brief } = orRefuse(await nora.readBrief(briefId))
    const versions = orRefuse(await nora.readVersions(briefId))
    const items = versions.map(({ plan, takes, deliveries }) => ({
      plan: toPlanJson(plan, takes, brief.fps),
      deliveryNumbers: deliveries.map((d) => d.number),
    }))
    return c.json({ items, nextCursor: null }, 200)
  })

  app.openapi(compare, async (c) => {
    const briefId = briefIdOf(c.req.valid('param').id)
    const sheet = orRefuse(await nora.compareVersions({ briefId, ...c.req.valid('query') }))
    return c.json({ sheet: sheet === null ? null : toAssetJson(sheet) }, 200)
  })

  app.openapi(pack, async (c) => {
    const { id, n } = c.req.valid('param')
    const { name, bytes } = orRefuse(await nora.packageDelivery({ briefId: briefIdOf(id), deliveryNo: n }))
    return c.body(ReadableStream.from(bytes), 200, {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; ${fileNames(name)}`,
    })
  })
  return app
}
