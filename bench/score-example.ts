/** Plans an example brief as Nora would with every workflow at hand, without rendering it, and says how good the plan is. */
import { randomUUID } from 'node:crypto'
import type { ModelClient } from '../adapters/planner/model-client.ts'
import { createModelPlanner } from '../adapters/planner/model-planner.ts'
import { createRulePlanner } from '../adapters/planner/rules.ts'
import { type ExampleBrief, exampleRequest } from '../examples/briefs/load.ts'
import { createCheckShot } from '../src/cinematographer/check-shot.ts'
import { createEstimate } from '../src/cinematographer/estimate.ts'
import { createFinishPlan } from '../src/cinematographer/finish-plan.ts'
import { createMakePlan } from '../src/cinematographer/make-plan.ts'
import { DEFAULT_SETTINGS, NO_LOOK, type Project } from '../src/domain/project.ts'
import { ok } from '../src/domain/result.ts'
import type { ShotPlan } from '../src/domain/shot-plan.ts'
import type { Planner } from '../src/ports/planner.ts'
import { createWorkflows } from '../workflows/catalogue.ts'

const nothing = () => {}
const log = { info: nothing, warn: nothing, error: nothing }
const workflows = createWorkflows()
const clock = { now: () => new Date() }

export async function planExample(example: ExampleBrief, by: 'rules' | 'handwritten'): Promise<ShotPlan> {
  const { brief, assets } = exampleRequest(example, workflows.all)
  const project: Project = {
    id: brief.projectId,
    name: 'Examples',
    settings: DEFAULT_SETTINGS,
    look: NO_LOOK,
    createdAt: new Date(0),
  }
  const makePlan = createMakePlan({
    store: { assetsById: async (ids) => assets.filter((a) => ids.includes(a.id)) },
    workflows,
    planner: by === 'rules' ? createRulePlanner() : handwritten(example),
    findReferences: async () => [],
    resolveModels: async ({ all }) => ok(all.map((facts) => ({ facts, models: {}, hosts: [] }))),
    defaultWorkflow: null,
    finishPlan: createFinishPlan({
      store: { gpuUse: async () => ({ usedMs: 0, reservedMs: 0 }) },
      checkShot: createCheckShot({ workflows }),
      checkOnHosts: async () => null,
      estimate: createEstimate({
        store: { takeSamples: async () => [] },
        workflows,
        hosts: [],
        isAnimatic: () => false,
      }),
      clock,
      randomness: { uuid: () => randomUUID(), below: () => 7 },
    }),
    clock,
  })
  const made = await makePlan(brief, project, AbortSignal.timeout(10_000))
  if (!made.ok) throw new Error(`${example.name}: ${JSON.stringify(made.failure)}`)
  return made.value.plan
}

/** The model planner with the answer that stands beside the brief, whatever is asked; it sees no files. */
function handwritten(example: ExampleBrief): Planner {
  const client: ModelClient = {
    hear: async () => ({ ok: false, why: 'the server offers no transcripts' }),
    async ask(question) {
      const read = question.read(example.handwrittenAnswer.answer)
      const asked = { attempts: 1, tokens: 0, showed: false }
      return read.ok ? { ok: true, value: read.value, ...asked } : { ok: false, why: read.errors.join(' '), ...asked }
    },
  }
  const unseen = {
    ok: false,
    failure: { type: 'media-failed', operation: 'poster', reason: 'there are no files' },
  } as const
  return createModelPlanner({
    client,
    model: 'handwritten',
    rules: createRulePlanner(),
    media: { poster: async () => unseen, contactSheet: async () => unseen },
    vault: {
      local: async () => ({ path: '/nowhere', [Symbol.asyncDispose]: async () => {} }),
      workspace: async () => ({ path: '/nowhere', [Symbol.asyncDispose]: async () => {} }),
    },
    log,
  })
}
