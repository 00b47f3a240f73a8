/** The GPU hosts and the queue before them: what runs, what waits, for whom and how long; pausing a host, letting a brief go first. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { HOST_STANDINGS } from '../../src/domain/host.ts'
import type { WaitingShot } from '../../src/domain/next-shot.ts'
import { SECOND } from '../../src/domain/time.ts'
import type { Nora } from '../../src/nora.ts'
import type { PersonNamed } from './asker.ts'
import { zBrief } from './brief-json.ts'
import { jsonLimit } from './json-limit.ts'
import { onInvalid } from './on-error.ts'
import { orRefuse } from './problem.ts'
import type { ReadInFull } from './read-in-full.ts'
import { answers, briefIdOf, BRIEFS, jsonBody, otherwise, zId } from './wire.ts'

const tags = ['hosts']

const zShotOf = z.object({
  briefId: z.string(),
  title: z.string(),
  shotIndex: z.number().int(),
  projectId: z.string(),
  requesterId: z.string(),
  workflow: z.string(),
})

const zHost = z
  .object({
    name: z.string(),
    standing: z.enum(HOST_STANDINGS).openapi({
      description: '`busy`: prompts of others are before ours. `frozen`: it answers, and its queue stands still.',
    }),
    reason: z.string().nullable(),
    since: z.iso.datetime(),
    seenAt: z.iso.datetime().nullable(),
    version: z.string().nullable(),
    devices: z.array(
      z.object({ name: z.string(), vramBytes: z.number().nullable(), vramFreeBytes: z.number().nullable() }),
    ),
    running: z.number().int(),
    pending: z.number().int(),
    foreign: z.number().int().openapi({ description: 'Prompts of others on it, which are never touched.' }),
    pausedBy: z.string().nullable(),
    pausedAt: z.iso.datetime().nullable(),
    shots: z.array(
      zShotOf.extend({
        endsInSeconds: z.number().openapi({ description: 'Expected, from past takes; the first one is running.' }),
      }),
    ),
  })
  .openapi('Host')

const zWaiting = zShotOf
  .extend({
    position: z.number().int().openapi({ description: '1 is next.' }),
    why: z.enum(['bumped', 'starving', 'revision', 'fresh']),
    host: z.string().nullable(),
    beginsInSeconds: z.number().nullable().openapi({ description: 'Expected; null while no host is up.' }),
    endsInSeconds: z.number().nullable(),
  })
  .openapi('WaitingShot')

const zQueue = z.object({ hosts: z.array(zHost), waiting: z.array(zWaiting) }).openapi('Queue')

const hosts = createRoute({
  method: 'get',
  path: '/hosts',
  tags,
  summary: 'The GPU hosts, what each is at, and what it was given',
  responses: {
    200: answers(z.object({ items: z.array(zHost), nextCursor: z.null() }), 'All hosts that a process drives'),
    default: otherwise,
  },
})

const queue = createRoute({
  method: 'get',
  path: '/queue',
  tags,
  summary: 'The hosts, and which shots wait for one, in the order in which they are expected to begin',
  responses: { 200: answers(zQueue, 'The queue as it is now'), default: otherwise },
})

const pause = createRoute({
  method: 'post',
  path: '/hosts/{name}/pause',
  tags,
  summary: 'Give a host no more work, or let it go on; what it has it ends',
  middleware: jsonLimit,
  request: {
    params: z.object({ name: z.string().max(200) }),
    body: jsonBody(z.strictObject({ pause: z.boolean(), personId: z.string().optional() }), { pause: true }),
  },
  responses: { 200: answers(zQueue, 'The queue as it is now'), default: otherwise },
})

const bump = createRoute({
  method: 'post',
  path: `${BRIEFS}/{id}/bump`,
  tags,
  summary: 'Let the shots of a brief go before all others, until it is delivered',
  middleware: jsonLimit,
  request: {
    params: zId('brf_…'),
    body: { ...jsonBody(z.strictObject({ personId: z.string().optional() }), {}), required: false },
  },
  responses: { 200: answers(zBrief, 'The brief as it is now'), default: otherwise },
})

type Queue = Awaited<ReturnType<Nora['readQueue']>>

export function createHostRoutes(deps: {
  readonly nora: Pick<Nora, 'readQueue' | 'pauseHost' | 'bump'>
  readonly readInFull: ReadInFull
  readonly personNamed: PersonNamed
}) {
  const { nora } = deps
  const app = new OpenAPIHono({ defaultHook: onInvalid })
  app.openapi(hosts, async (c) =>
    c.json({ items: (await nora.readQueue()).hosts.map(toHostJson), nextCursor: null }, 200),
  )
  app.openapi(queue, async (c) => c.json(toQueueJson(await nora.readQueue()), 200))
  app.openapi(pause, async (c) => {
    const body = c.req.valid('json')
    const personId = await deps.personNamed('personId', body.personId)
    orRefuse(await nora.pauseHost({ host: c.req.valid('param').name, personId, pause: body.pause }))
    return c.json(toQueueJson(await nora.readQueue()), 200)
  })
  app.openapi(bump, async (c) => {
    const briefId = briefIdOf(c.req.valid('param').id)
    const personId = await deps.personNamed('personId', c.req.valid('json').personId)
    orRefuse(await nora.bump({ briefId, personId }))
    return c.json(await deps.readInFull(briefId), 200)
  })
  return app
}

const toQueueJson = (q: Queue): z.infer<typeof zQueue> => ({
  hosts: q.hosts.map(toHostJson),
  waiting: q.waiting.map((w, i) => ({
    ...toShotJson(w.shot),
    position: i + 1,
    why: w.rank,
    host: w.host,
    beginsInSeconds: inSeconds(w.beginsInMs),
    endsInSeconds: inSeconds(w.endsInMs),
  })),
})

const toHostJson = ({ seen, has, ...h }: Queue['hosts'][number]): z.infer<typeof zHost> => ({
  name: h.name,
  standing: h.standing,
  reason: h.reason,
  since: h.since.toISOString(),
  seenAt: h.seenAt?.toISOString() ?? null,
  version: seen?.version ?? null,
  devices: (seen?.devices ?? []).map((d) => ({ ...d })),
  running: seen?.running ?? 0,
  pending: seen?.pending ?? 0,
  foreign: seen?.foreign ?? 0,
  pausedBy: h.pausedBy,
  pausedAt: h.pausedAt?.toISOString() ?? null,
  shots: has.map(({ shot, endsInMs }) => ({ ...toShotJson(shot), endsInSeconds: Math.round(endsInMs / SECOND) })),
})

const toShotJson = (s: WaitingShot): z.infer<typeof zShotOf> => ({
  briefId: s.briefId,
  title: s.title,
  shotIndex: s.shotIndex,
  projectId: s.projectId,
  requesterId: s.personId,
  workflow: s.workflow,
})

const inSeconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / SECOND))
