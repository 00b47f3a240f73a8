/** The routes of a project's own workflows: look at an export, confirm it, remove it. For admins. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { WorkflowInspection } from '../../src/domain/workflow-inspection.ts'
import type { Nora } from '../../src/nora.ts'
import { sayFault } from '../../src/words/workflow-words.ts'
import type { PersonNamed } from './asker.ts'
import { toWorkflowJson, zWorkflow } from './catalogue.ts'
import { jsonLimit } from './json-limit.ts'
import { onInvalid } from './on-error.ts'
import { invalidInput, orRefuse } from './problem.ts'
import { answers, assetIdOf, jsonBody, otherwise, projectIdOf, zId, zText } from './wire.ts'

const tags = ['projects']
const zName = zText.min(1).max(60).openapi({ example: 'studio-ink' })
const zGraph = z.record(z.string(), z.unknown()).openapi({ description: 'As ComfyUI exports it with "Export (API)".' })
const zDefinition = z
  .record(z.string(), z.unknown())
  .openapi({ description: 'The `definition` of the answer to POST, changed or not.' })

const zInspection = z
  .object({
    format: z.enum(['api', 'ui', 'none']),
    refusals: z.array(z.object({ code: z.string(), message: z.string() })),
    slots: z.array(
      z.object({
        slot: z.string(),
        type: z.string(),
        into: z.array(z.string()),
        value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
        confidence: z.enum(['sure', 'likely', 'unsure']),
        why: z.string(),
      }),
    ),
    leftOut: z.array(z.string()).openapi({ description: 'Nodes that the result does not need.' }),
    definition: zDefinition.nullable().openapi({ description: 'What to confirm; null when there are refusals.' }),
  })
  .openapi('WorkflowInspection')

const one = z.object({
  id: z.string().openapi({ param: { name: 'id', in: 'path' }, example: 'prj_…' }),
  name: zText.max(100).openapi({ param: { name: 'name', in: 'path' }, example: 'studio-ink' }),
})
const asked = z.object({ personId: z.string().optional() })

const propose = createRoute({
  method: 'post',
  path: '/projects/{id}/workflows',
  tags,
  summary: 'Look at an exported workflow: why it cannot be used, or which slots it seems to have. Keeps nothing',
  middleware: jsonLimit,
  request: {
    params: zId('prj_…'),
    body: jsonBody(
      z.strictObject({
        name: zName,
        graph: zGraph.optional(),
        assetId: z
          .string()
          .optional()
          .openapi({ description: 'The export as a file of the vault, instead of `graph`.' }),
        output: zText.max(200).optional().openapi({ description: 'Title of the node that saves the clip.' }),
        personId: z.string().optional(),
      }),
      { name: 'studio-ink', graph: { '3': { class_type: 'KSampler', inputs: { seed: 1 } } } },
    ),
  },
  responses: { 200: answers(zInspection, 'What was found'), default: otherwise },
})

const confirm = createRoute({
  method: 'put',
  path: '/projects/{id}/workflows/{name}',
  tags,
  summary: 'Confirm a workflow under a name of its own',
  middleware: jsonLimit,
  request: { params: one, query: asked, body: jsonBody(zDefinition, { title: 'Ink' }) },
  responses: { 201: answers(zWorkflow, 'The workflow'), default: otherwise },
})

const remove = createRoute({
  method: 'delete',
  path: '/projects/{id}/workflows/{name}',
  tags,
  summary: "Remove one of the project's own workflows",
  request: { params: one, query: asked },
  responses: { 204: { description: 'It is gone' }, default: otherwise },
})

export function createOwnWorkflowRoutes(deps: {
  readonly nora: Pick<Nora, 'proposeWorkflow' | 'proposeFromVault' | 'confirmWorkflow' | 'removeWorkflow' | 'workflows'>
  readonly personNamed: PersonNamed
}) {
  const { nora, personNamed } = deps
  const app = new OpenAPIHono({ defaultHook: onInvalid })

  app.openapi(propose, async (c) => {
    const { name, graph, assetId, output = null, personId } = c.req.valid('json')
    const by = {
      projectId: projectIdOf(c.req.valid('param').id),
      personId: await personNamed('personId', personId),
      name,
      output,
    }
    if ((graph === undefined) === (assetId === undefined))
      throw invalidInput([{ path: 'graph', message: 'send either the graph, or the assetId of a file that holds it' }])
    const found =
      assetId === undefined
        ? await nora.proposeWorkflow({ ...by, exported: graph })
        : await nora.proposeFromVault({ ...by, assetId: assetIdOf(assetId) })
    return c.json(toInspectionJson(orRefuse(found)), 200)
  })

  app.openapi(confirm, async (c) => {
    const { id, name } = c.req.valid('param')
    const projectId = projectIdOf(id)
    const own = orRefuse(
      await nora.confirmWorkflow({
        projectId,
        personId: await personNamed('personId', c.req.valid('query').personId),
        document: { ...c.req.valid('json'), name },
      }),
    )
    const { facts, ...document } = own.document
    c.header('Location', `/api/workflows?projectId=${projectId}`)
    return c.json(toWorkflowJson({ ...document, ...facts }), 201)
  })

  app.openapi(remove, async (c) => {
    const { id, name } = c.req.valid('param')
    const personId = await personNamed('personId', c.req.valid('query').personId)
    orRefuse(await nora.removeWorkflow({ projectId: projectIdOf(id), personId, name }))
    return c.body(null, 204)
  })

  return app
}

const toInspectionJson = (i: WorkflowInspection): z.infer<typeof zInspection> => ({
  format: i.format,
  refusals: i.faults.map((f) => ({ code: f.type, message: sayFault(f) })),
  slots: i.guesses.map((g) => ({ ...g, into: [...g.into] })),
  leftOut: [...i.leftOut],
  definition: i.document === null ? null : { ...i.document },
})
