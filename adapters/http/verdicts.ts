/** The route of verdicts: what people think of a delivery, and what that comes to. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { VERDICTS } from '../../src/domain/review.ts'
import type { Nora } from '../../src/nora.ts'
import type { PersonNamed } from './asker.ts'
import { toBriefLine, zBriefLine } from './brief-json.ts'
import { jsonLimit } from './json-limit.ts'
import { toNotedJson, zNoted } from './note-json.ts'
import { onInvalid } from './on-error.ts'
import { orRefuse, toProblem, zProblem } from './problem.ts'
import { answers, briefIdOf, BRIEFS, jsonBody, otherwise, zText } from './wire.ts'

const zSaid = z
  .union([zNoted, z.object({ became: z.literal('nothing'), problem: zProblem })])
  .openapi({ description: 'What became of the text of a request for changes; the verdict stands in any case.' })

const zStanding = z
  .object({
    standing: z.enum(['open', 'approved', 'changes', 'rejected']),
    brief: zBriefLine,
    note: zSaid.optional(),
  })
  .openapi('Standing')

const zNewVerdict = z
  .strictObject({
    verdict: z.enum([...VERDICTS, 'revoke']),
    personId: z.string().optional(),
    text: zText.trim().optional().openapi({ description: 'With "request-changes" it is taken as a note as well.' }),
  })
  .refine((body) => body.verdict !== 'revoke' || !body.text, {
    path: ['text'],
    message: 'belongs to a verdict: leave it out, or say it as a note',
  })
  .openapi('NewVerdict')

const give = createRoute({
  method: 'post',
  path: `${BRIEFS}/{id}/deliveries/{n}/verdict`,
  tags: ['review'],
  summary: 'Approve a delivery, ask for changes, reject it, or take that back',
  middleware: jsonLimit,
  request: {
    params: z.object({
      id: z.string().openapi({ param: { name: 'id', in: 'path' }, example: 'brf_…' }),
      n: z
        .string()
        .regex(/^[1-9]\d{0,5}$/, 'must be the number of a delivery')
        .transform(Number)
        .openapi({ param: { name: 'n', in: 'path' }, type: 'integer', example: 1 }),
    }),
    body: jsonBody(zNewVerdict, { verdict: 'request-changes', text: 'shot 2 darker' }),
  },
  responses: { 200: answers(zStanding, 'What the verdicts in force come to now'), default: otherwise },
})

export function createVerdictRoutes(deps: {
  readonly nora: Pick<Nora, 'judge' | 'takeBackVerdict'>
  readonly personNamed: PersonNamed
}) {
  const { nora } = deps
  const app = new OpenAPIHono({ defaultHook: onInvalid })

  app.openapi(give, async (c) => {
    const { id, n: deliveryNo } = c.req.valid('param')
    const body = c.req.valid('json')
    const text = body.text === undefined || body.text === '' ? null : body.text
    const briefId = briefIdOf(id)
    const said = { briefId, deliveryNo, personId: await deps.personNamed('personId', body.personId) }
    if (body.verdict === 'revoke') {
      const { standing, brief } = orRefuse(await nora.takeBackVerdict({ ...said, which: null }))
      return c.json({ standing, brief: toBriefLine(brief) }, 200)
    }
    const { standing, brief, noted } = orRefuse(
      await nora.judge({ ...said, verdict: body.verdict, text, by: 'button' }),
    )
    const answer = { standing, brief: toBriefLine(brief) }
    if (noted === null) return c.json(answer, 200)
    const note = noted.ok ? toNotedJson(noted.value) : { became: 'nothing' as const, problem: toProblem(noted.failure) }
    return c.json({ ...answer, note }, 200)
  })

  return app
}
