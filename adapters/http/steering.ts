/** The routes that steer a brief between its stages: go, render again, cancel, retry. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { BriefId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import type { PersonNamed } from './asker.ts'
import { zBrief } from './brief-json.ts'
import { jsonLimit } from './json-limit.ts'
import { onInvalid } from './on-error.ts'
import { invalidInput, orRefuse } from './problem.ts'
import type { ReadInFull } from './read-in-full.ts'
import { answers, briefIdOf, BRIEFS, jsonBody, otherwise, zId } from './wire.ts'

const zSteer = z.strictObject({
  planVersion: z.number().int().min(1).optional().openapi({
    description: 'The plan that was looked at; when there is a newer one, nothing happens. Not for retrying.',
  }),
  requesterId: z.string().optional(),
})
const zRender = zSteer
  .extend({
    shots: z.array(z.number().int().min(0)).min(1).max(200).optional().openapi({
      description: 'Which shots to render again with new seeds, 0 the first. Left out: all that are not locked.',
    }),
  })
  .refine((body) => body.planVersion === undefined || body.shots === undefined, {
    path: ['shots'],
    message: 'cannot be named when a plan is approved: say either planVersion or shots',
  })

const steer = <P extends string, B extends z.ZodType>(path: P, body: B, summary: string) =>
  createRoute({
    method: 'post',
    path: `${BRIEFS}/{id}/${path}`,
    tags: ['briefs'],
    summary,
    middleware: jsonLimit,
    request: { params: zId('brf_…'), body: { ...jsonBody(body, {} as z.input<B>), required: false } },
    responses: { 200: answers(zBrief, 'The brief as it is now'), default: otherwise },
  })

export function createSteeringRoutes(deps: {
  readonly nora: Pick<Nora, 'readBrief' | 'go' | 'reroll' | 'cancel' | 'retry'>
  readonly readInFull: ReadInFull
  readonly personNamed: PersonNamed
}) {
  const { nora, readInFull } = deps
  const app = new OpenAPIHono({ defaultHook: onInvalid })

  /** Who asks about which brief. */
  const asked = async (id: string, body: { readonly requesterId?: string | undefined }) => ({
    briefId: briefIdOf(id),
    personId: await deps.personNamed('requesterId', body.requesterId),
  })
  const stageOf = async (briefId: BriefId) => orRefuse(await nora.readBrief(briefId)).brief.state.stage

  app.openapi(steer('plan/approve', zSteer, 'Say Go to the plan that waits'), async (c) => {
    const body = c.req.valid('json')
    const by = await asked(c.req.valid('param').id, body)
    orRefuse(await nora.go({ ...by, planVersion: body.planVersion ?? null }))
    return c.json(await readInFull(by.briefId), 200)
  })

  app.openapi(
    steer('render', zRender, 'Start the renders of the plan that waits, or render shots again'),
    async (c) => {
      const { planVersion, shots, ...body } = c.req.valid('json')
      const by = await asked(c.req.valid('param').id, body)
      // The stage says which of the two is meant; the verb looks again under its lock.
      const stage = await stageOf(by.briefId)
      if (shots !== undefined && stage === 'plan-review')
        throw invalidInput([{ path: 'shots', message: 'nothing is rendered yet: leave it out to start them all' }])
      const again = shots !== undefined || (planVersion === undefined && stage === 'in-review')
      orRefuse(
        again
          ? await nora.reroll({ ...by, shotIndices: shots === undefined ? null : [...new Set(shots)] })
          : await nora.go({ ...by, planVersion: planVersion ?? null }),
      )
      return c.json(await readInFull(by.briefId), 200)
    },
  )

  app.openapi(steer('cancel', zSteer, 'Stop the brief; what is done stays'), async (c) => {
    const body = c.req.valid('json')
    const by = await asked(c.req.valid('param').id, body)
    orRefuse(await nora.cancel({ ...by, planVersion: body.planVersion ?? null }))
    return c.json(await readInFull(by.briefId), 200)
  })

  app.openapi(steer('retry', zSteer, 'Go on from where the brief failed'), async (c) => {
    const by = await asked(c.req.valid('param').id, c.req.valid('json'))
    orRefuse(await nora.retry(by))
    return c.json(await readInFull(by.briefId), 200)
  })

  return app
}
