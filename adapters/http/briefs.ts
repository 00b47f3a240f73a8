/** The routes of a brief: ask for a film, list, and look. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { STAGES } from '../../src/domain/brief.ts'
import type { Nora } from '../../src/nora.ts'
import type { PersonNamed } from './asker.ts'
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
  BRIEFS,
  jsonBody,
  otherwise,
  pageOf,
  projectIdOf,
  toPageJson,
  zId,
  zPage,
  zPaging,
} from './wire.ts'

const MAX_WAIT_SECONDS = 60
const tags = ['briefs']

const create = createRoute({
  method: 'post',
  path: BRIEFS,
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
    body: jsonBody(zNewBrief, {
      summary: 'A paper lantern drifts over a still lake at dusk, then the wind rises',
      assetIds: [],
      durationSeconds: 12,
      size: '16:9',
      tone: 'melancholic',
    }),
  },
  responses: { 202: answers(zBrief, 'The brief is taken; work on it goes on'), default: otherwise },
})

const list = createRoute({
  method: 'get',
  path: BRIEFS,
  tags,
  summary: 'List briefs, newest first',
  request: {
    query: z.strictObject({ projectId: z.string().optional(), status: z.enum(STAGES).optional(), ...zPaging }),
  },
  responses: { 200: answers(zPage(zBriefLine), 'One page of briefs'), default: otherwise },
})

const read = createRoute({
  method: 'get',
  path: `${BRIEFS}/{id}`,
  tags,
  summary: 'Read a brief with its plan, takes, deliveries and outputs',
  request: { params: zId('brf_…') },
  responses: { 200: answers(zBrief, 'The brief in full'), default: otherwise },
})

export function createBriefRoutes(deps: {
  readonly nora: Pick<Nora, 'takeBrief' | 'readBrief' | 'followBrief' | 'listBriefs' | 'readProject'>
  readonly readInFull: ReadInFull
  readonly personNamed: PersonNamed
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
          requesterId: await deps.personNamed('requesterId', body.requesterId),
          idempotencyKey: c.req.valid('header')['idempotency-key'] ?? null,
        }),
      ),
    )
    const { wait = 0 } = c.req.valid('query')
    if (wait > 0) await waitForRest(brief.id, wait, c.req.raw.signal)
    c.header('Location', `/api${BRIEFS}/${brief.id}`)
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

  return app
}
