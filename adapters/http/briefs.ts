/** The routes of a brief: ask for a film, list, look, and steer it. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { STAGES } from '../../src/domain/brief.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import { askerOf } from './asker.ts'
import { toNewBrief, zNewBrief } from './brief-body.ts'
import { toBriefLine, zBrief, zBriefLine } from './brief-json.ts'
import { jsonLimit } from './json-limit.ts'
import { onInvalid } from './on-error.ts'
import { orRefuse, refused } from './problem.ts'
import type { ReadInFull } from './read-in-full.ts'
import { createWaitForRest } from './wait-for-rest.ts'
import {
  answers,
  briefIdOf,
  jsonBody,
  otherwise,
  pageOf,
  projectIdOf,
  toPageJson,
  zId,
  zPage,
  zPaging,
} from './wire.ts'

const PATH = '/nora/cinematics/briefs'
const MAX_WAIT_SECONDS = 60
const tags = ['briefs']

const create = createRoute({
  method: 'post',
  path: PATH,
  tags,
  summary: 'Ask for a film',
  middleware: jsonLimit,
  request: {
    headers: z.object({
      'idempotency-key': z.string().min(1).max(200).optional().openapi({
        description: 'The same key with the same body answers the brief that it made before.',
      }),
    }),
    query: z.strictObject({
      wait: z.coerce.number().min(0).max(MAX_WAIT_SECONDS).optional().openapi({
        description: 'Seconds to wait for the brief to come to rest before answering.',
      }),
    }),
    body: jsonBody(zNewBrief),
  },
  responses: { 202: answers(zBrief, 'The brief is taken; work on it goes on'), default: otherwise },
})

const list = createRoute({
  method: 'get',
  path: PATH,
  tags,
  summary: 'List briefs, newest first',
  request: {
    query: z.strictObject({ projectId: z.string().optional(), status: z.enum(STAGES).optional(), ...zPaging }),
  },
  responses: { 200: answers(zPage(zBriefLine), 'One page of briefs'), default: otherwise },
})

const read = createRoute({
  method: 'get',
  path: `${PATH}/{id}`,
  tags,
  summary: 'Read a brief with its plan, takes, deliveries and outputs',
  request: { params: zId('brf_…') },
  responses: { 200: answers(zBrief, 'The brief in full'), default: otherwise },
})

const steer = <P extends string>(path: P, summary: string) =>
  createRoute({
    method: 'post',
    path: `${PATH}/{id}/${path}`,
    tags,
    summary,
    middleware: jsonLimit,
    request: { params: zId('brf_…'), body: { ...jsonBody(zSteer), required: false } },
    responses: { 200: answers(zBrief, 'The brief as it is now'), default: otherwise },
  })
const zSteer = z.strictObject({
  planVersion: z.number().int().min(1).optional().openapi({
    description: 'The plan that was looked at; when there is a newer one, nothing happens. Approving only.',
  }),
  requesterId: z.string().optional(),
})

export function createBriefRoutes(deps: {
  readonly nora: Pick<
    Nora,
    'takeBrief' | 'readBrief' | 'followBrief' | 'listBriefs' | 'readProject' | 'go' | 'cancel' | 'retry'
  >
  readonly readInFull: ReadInFull
  readonly stopping: AbortSignal
}) {
  const { nora, readInFull } = deps
  const waitForRest = createWaitForRest(deps)
  const app = new OpenAPIHono({ defaultHook: onInvalid })

  app.openapi(create, async (c) => {
    const body = c.req.valid('json')
    const brief = orRefuse(
      await nora.takeBrief(
        toNewBrief(body, {
          requesterId: askerOf(body.requesterId),
          idempotencyKey: c.req.valid('header')['idempotency-key'] ?? null,
        }),
      ),
    )
    const { wait = 0 } = c.req.valid('query')
    if (wait > 0) await waitForRest(brief.id, wait, c.req.raw.signal)
    c.header('Location', `/api${PATH}/${brief.id}`)
    return c.json(await readInFull(brief.id), 202)
  })

  app.openapi(list, async (c) => {
    const query = c.req.valid('query')
    const projectId = query.projectId === undefined ? null : projectIdOf(query.projectId)
    if (projectId !== null && (await nora.readProject(projectId)) === null)
      throw refused({ type: 'project-unknown', projectId })
    const page = await nora.listBriefs({
      ...pageOf(query),
      ...(projectId === null ? {} : { projectId }),
      ...(query.status === undefined ? {} : { stage: query.status }),
    })
    return c.json(toPageJson(page, toBriefLine), 200)
  })

  app.openapi(read, async (c) => c.json(await readInFull(briefIdOf(c.req.valid('param').id)), 200))

  const go = async (briefId: BriefId, body: z.infer<typeof zSteer>) => {
    orRefuse(await nora.go({ briefId, personId: askerOf(body.requesterId), planVersion: body.planVersion ?? null }))
    return readInFull(briefId)
  }

  app.openapi(steer('plan/approve', 'Say Go to the plan that waits'), async (c) =>
    c.json(await go(briefIdOf(c.req.valid('param').id), c.req.valid('json')), 200),
  )

  // Starting is saying Go to a plan that waits; a brief that is under way or done answers so.
  app.openapi(steer('render', 'Start the renders of the plan that waits'), async (c) =>
    c.json(await go(briefIdOf(c.req.valid('param').id), c.req.valid('json')), 200),
  )

  app.openapi(steer('cancel', 'Stop the brief; what is done stays'), async (c) => {
    const briefId = briefIdOf(c.req.valid('param').id)
    orRefuse(await nora.cancel({ briefId, personId: askerOf(c.req.valid('json').requesterId) }))
    return c.json(await readInFull(briefId), 200)
  })

  app.openapi(steer('retry', 'Go on from where the brief failed'), async (c) => {
    const briefId = briefIdOf(c.req.valid('param').id)
    orRefuse(await nora.retry({ briefId, personId: askerOf(c.req.valid('json').requesterId) }))
    return c.json(await readInFull(briefId), 200)
  })

  return app
}
