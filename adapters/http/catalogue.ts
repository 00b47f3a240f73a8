/** What Nora can do and who does it: the routes of workflows and agents. */
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { WorkflowFacts } from '../../src/domain/workflow.ts'
import type { Nora } from '../../src/nora.ts'
import { onInvalid } from './on-error.ts'
import { answers, otherwise, projectIdOf } from './wire.ts'

const tags = ['catalogue']

export const zWorkflow = z
  .object({
    name: z.string(),
    title: z.string(),
    makes: z.enum(['still', 'clip']),
    needs: z.enum(['nothing', 'pictures', 'footage']),
    canLoop: z.boolean(),
    nativeFps: z.number(),
    frames: z.object({ min: z.number(), max: z.number(), step: z.number(), offset: z.number() }),
    size: z.object({ multipleOf: z.number(), maxPixels: z.number() }),
    models: z.array(z.object({ folder: z.string(), file: z.string(), equivalents: z.array(z.string()) })),
    slots: z.array(z.string()),
  })
  .openapi('Workflow')

const zAgent = z
  .object({
    agentId: z.string(),
    agentType: z.string(),
    capabilities: z.array(z.string()),
    status: z.enum(['idle', 'working', 'offline']),
    seenAt: z.iso.datetime(),
  })
  .openapi('Agent')

/** Neither is ever longer than a page. */
const whole = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.null() })

const workflows = createRoute({
  method: 'get',
  path: '/workflows',
  tags,
  summary: 'The workflows that a brief may name, in the order in which they are preferred',
  request: {
    query: z.strictObject({ projectId: z.string().optional().openapi({ description: 'With those of the project.' }) }),
  },
  responses: { 200: answers(whole(zWorkflow), 'All workflows'), default: otherwise },
})

const agents = createRoute({
  method: 'get',
  path: '/agents',
  tags,
  summary: 'The agents, what they can do and what they are at',
  responses: { 200: answers(whole(zAgent), 'All agents'), default: otherwise },
})

export function createCatalogueRoutes(deps: { readonly nora: Pick<Nora, 'workflows' | 'agents'> }) {
  const app = new OpenAPIHono({ defaultHook: onInvalid })
  app.openapi(workflows, async (c) => {
    const { projectId } = c.req.valid('query')
    const all = await deps.nora.workflows(projectId === undefined ? null : projectIdOf(projectId))
    return c.json({ items: all.map(toWorkflowJson), nextCursor: null }, 200)
  })
  app.openapi(agents, async (c) => {
    const items = (await deps.nora.agents()).map((agent) => ({
      ...agent,
      capabilities: [...agent.capabilities],
      seenAt: agent.seenAt.toISOString(),
    }))
    return c.json({ items, nextCursor: null }, 200)
  })
  return app
}

export const toWorkflowJson = (w: Omit<WorkflowFacts, 'nodes' | 'smaller' | 'takes'>): z.infer<typeof zWorkflow> => ({
  name: w.name,
  title: w.title,
  makes: w.makes,
  needs: w.needs,
  canLoop: w.canLoop,
  nativeFps: w.nativeFps,
  frames: w.frames,
  size: w.size,
  models: w.models.map(({ folder, file, equivalents }) => ({ folder, file, equivalents: [...equivalents] })),
  slots: Object.keys(w.slots),
})
