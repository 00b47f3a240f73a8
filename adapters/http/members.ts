/** The routes of a project's people: who is in it, and as what. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Identity, Role } from '../../src/domain/project.ts'
import type { Nora } from '../../src/nora.ts'
import type { PersonNamed } from './asker.ts'
import { jsonLimit } from './json-limit.ts'
import { onInvalid } from './on-error.ts'
import { orRefuse, refused } from './problem.ts'
import { answers, jsonBody, otherwise, projectIdOf, zId, zText } from './wire.ts'

const ROLES = ['guest', 'member', 'reviewer', 'producer', 'admin'] as const satisfies readonly Role[]
const PLATFORMS = ['slack', 'discord', 'desk', 'api'] as const satisfies readonly Identity['platform'][]

const zMember = z.object({ personId: z.string(), name: z.string(), role: z.enum(ROLES) }).openapi('Member')

const zNewMember = z
  .strictObject({
    personId: z.string().optional(),
    identity: z
      .strictObject({
        platform: z.enum(PLATFORMS),
        workspace: zText.max(200).default('').openapi({ description: 'Empty where a platform has none.' }),
        userId: zText.min(1).max(200),
        name: zText.trim().min(1).max(120),
      })
      .optional()
      .openapi({ description: 'A user of a platform: the person whom Nora knows by it, or a new one.' }),
    role: z.enum(ROLES),
    requesterId: z.string().optional().openapi({ description: 'Who asks: an admin of the project.' }),
  })
  .refine((body) => (body.personId === undefined) !== (body.identity === undefined), {
    path: ['personId'],
    message: 'say either personId or identity',
  })
  .openapi('NewMember')

const tags = ['projects']
const path = '/projects/{id}/members'
const one = { params: zId('prj_…') }

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List the members of a project by name',
  request: one,
  responses: {
    200: answers(z.object({ items: z.array(zMember), nextCursor: z.null() }), 'All members'),
    default: otherwise,
  },
})

const name = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Give a person a role in a project',
  middleware: jsonLimit,
  request: {
    ...one,
    body: jsonBody(zNewMember, {
      identity: { platform: 'slack', workspace: 'T024BE7LD', userId: 'U023BECGF', name: 'Ada' },
      role: 'reviewer',
    }),
  },
  responses: { 200: answers(zMember, 'The member as it is now'), default: otherwise },
})

export function createMemberRoutes(deps: {
  readonly nora: Pick<Nora, 'readProject' | 'listMembers' | 'nameMember'>
  readonly personNamed: PersonNamed
}) {
  const { nora, personNamed } = deps
  const app = new OpenAPIHono({ defaultHook: onInvalid })

  app.openapi(list, async (c) => {
    const projectId = projectIdOf(c.req.valid('param').id)
    if ((await nora.readProject(projectId)) === null) throw refused({ type: 'project-unknown', projectId })
    return c.json({ items: [...(await nora.listMembers(projectId))], nextCursor: null }, 200)
  })

  app.openapi(name, async (c) => {
    const { personId, identity, role, requesterId } = c.req.valid('json')
    const projectId = projectIdOf(c.req.valid('param').id)
    const askedBy = await personNamed('requesterId', requesterId)
    const who =
      identity === undefined
        ? await personNamed('personId', personId)
        : {
            name: identity.name,
            identity: { platform: identity.platform, workspace: identity.workspace, userId: identity.userId },
          }
    return c.json(orRefuse(await nora.nameMember({ projectId, askedBy, who, role })), 200)
  })

  return app
}
