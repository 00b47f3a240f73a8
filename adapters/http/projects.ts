/** The routes of projects: list, make, look, change. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Nora } from '../../src/nora.ts'
import { askerOf, type PersonNamed } from './asker.ts'
import { jsonLimit } from './json-limit.ts'
import { onInvalid } from './on-error.ts'
import { orRefuse, refused } from './problem.ts'
import {
  toProjectChange,
  toProjectInFull,
  toProjectJson,
  zLookFrom,
  zNewProject,
  zProject,
  zProjectChange,
  zProjectInFull,
} from './project-json.ts'
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

const tags = ['projects']
const one = { params: zId('prj_…') }

const list = createRoute({
  method: 'get',
  path: '/projects',
  tags,
  summary: 'List projects, newest first',
  request: { query: z.strictObject(zPaging) },
  responses: { 200: answers(zPage(zProject), 'One page of projects'), default: otherwise },
})

const make = createRoute({
  method: 'post',
  path: '/projects',
  tags,
  summary: 'Make a project',
  middleware: jsonLimit,
  request: { body: jsonBody(zNewProject, { name: 'Lantern' }) },
  responses: { 201: answers(zProject, 'The new project'), default: otherwise },
})

const read = createRoute({
  method: 'get',
  path: '/projects/{id}',
  tags,
  summary: 'Read a project',
  request: one,
  responses: { 200: answers(zProjectInFull, 'The project, with its GPU time of this month'), default: otherwise },
})

const change = createRoute({
  method: 'patch',
  path: '/projects/{id}',
  tags,
  summary: 'Change what is named in the body, and nothing else',
  middleware: jsonLimit,
  request: {
    ...one,
    body: jsonBody(zProjectChange, { settings: { gate: 'always', quorum: 2 }, look: { styleTags: ['noir'] } }),
  },
  responses: { 200: answers(zProject, 'The project as it is now'), default: otherwise },
})

const useLook = createRoute({
  method: 'post',
  path: '/projects/{id}/look',
  tags,
  summary: "Add an approved film's style, words and key frames to the project's look",
  middleware: jsonLimit,
  request: { ...one, body: jsonBody(zLookFrom, { briefId: 'brf_…' }) },
  responses: { 200: answers(zProject, 'The project with its new look'), default: otherwise },
})

export function createProjectRoutes(deps: {
  readonly nora: Pick<Nora, 'listProjects' | 'makeProject' | 'readProject' | 'readBudget' | 'changeProject' | 'useLook'>
  readonly personNamed: PersonNamed
}) {
  const { nora } = deps
  const app = new OpenAPIHono({ defaultHook: onInvalid })

  app.openapi(list, async (c) =>
    c.json(toPageJson(await nora.listProjects(pageOf(c.req.valid('query'))), toProjectJson), 200),
  )

  app.openapi(make, async (c) => {
    const project = await nora.makeProject({ name: c.req.valid('json').name, personId: askerOf() })
    c.header('Location', `/api/projects/${project.id}`)
    return c.json(toProjectJson(project), 201)
  })

  app.openapi(read, async (c) => {
    const projectId = projectIdOf(c.req.valid('param').id)
    const project = await nora.readProject(projectId)
    if (project === null) throw refused({ type: 'project-unknown', projectId })
    return c.json(toProjectInFull(project, await nora.readBudget(projectId)), 200)
  })

  app.openapi(change, async (c) => {
    const project = orRefuse(
      await nora.changeProject({
        projectId: projectIdOf(c.req.valid('param').id),
        personId: askerOf(),
        change: toProjectChange(c.req.valid('json')),
      }),
    )
    return c.json(toProjectJson(project), 200)
  })

  app.openapi(useLook, async (c) => {
    const body = c.req.valid('json')
    const project = orRefuse(
      await nora.useLook({
        projectId: projectIdOf(c.req.valid('param').id),
        briefId: briefIdOf(body.briefId),
        personId: await deps.personNamed('requesterId', body.requesterId),
      }),
    )
    return c.json(toProjectJson(project), 200)
  })

  return app
}
