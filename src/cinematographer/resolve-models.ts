/** Answers which workflows the hosts can run, on which of them, and under which names those list the model files. */
import type { Failure } from '../domain/failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { ResolvedModels } from '../domain/shot.ts'
import type { WorkflowFacts } from '../domain/workflow.ts'
import type { Clock } from '../ports/clock.ts'
import type { GpuHost } from '../ports/gpu-host.ts'
import type { Usable } from '../ports/workflows.ts'
import type { Preference } from '../domain/look.ts'
import { agreeOnModels, agreeOnPreferred, withFiles } from './agree-on-models.ts'
import { type HostStock, lacks, type Needed, stockOf } from './host-stock.ts'
import type { Listings } from './host-listings.ts'

export type Resolved = {
  readonly facts: WorkflowFacts
  readonly models: ResolvedModels
  /** Names of the hosts that can run it with these very files, as far as is known. */
  readonly hosts: readonly string[]
}

/** In the catalogue's order. With `wanted`, only that one is looked at, and what it lacks is the failure. */
export type ResolveModels = (
  workflows: Pick<Usable, 'all'>,
  wanted: string | null,
  /** Files that are taken before the workflow's own choice wherever a host has them. */
  preference?: Preference,
) => Promise<Result<readonly Resolved[], Failure>>

/** Whether a host can run a workflow with those files; null when it does not answer and never did. */
export type CanRun = (host: string, workflow: Needed, models: ResolvedModels) => Promise<boolean | null>

type Deps = { readonly hosts: readonly GpuHost[]; readonly listings: Listings; readonly clock: Clock }

/** Files come and go by hand; so long a host's word is taken for each shot. */
const TRUSTED_MS = 60_000

export function createResolveModels(deps: Deps): ResolveModels {
  return async (workflows, wanted, preference = {}) => {
    const candidates = workflows.all.filter((w) => wanted === null || w.name === wanted)
    if (wanted !== null && candidates.length === 0)
      return fail({ type: 'workflow-unknown', given: wanted, known: workflows.all.map((w) => w.name) })
    const found: Resolved[] = []
    let nearest: Lack | null = null
    // Asked anew for every plan: a file that was missing may have been put there since.
    const begun = deps.clock.now()
    for (const facts of candidates) {
      const stocksFor = (w: Needed) => Promise.all(deps.hosts.map((host) => stockOf(deps.listings, host, w, begun)))
      const stocks = await stocksFor(facts)
      const { models, hosts } = await agreeOnPreferred(facts, preference, stocks, stocksFor)
      if (models !== null) found.push({ facts, models, hosts })
      else nearest = nearer(nearest, lackOf(facts, stocks))
    }
    if (found.length > 0) return ok(found)
    return fail(nearest?.failure ?? { type: 'host-down', host: 'any', reason: 'no host is configured' })
  }
}

export const createCanRun =
  (deps: Deps): CanRun =>
  async (name, workflow, models) => {
    const host = deps.hosts.find((h) => h.name === name)
    if (host === undefined) return false
    const needed = withFiles(workflow, models)
    const stock = await stockOf(deps.listings, host, needed, new Date(deps.clock.now().getTime() - TRUSTED_MS))
    if (stock.down !== null) return null
    return agreeOnModels(needed, [stock], models).models !== null
  }

type Lack = { readonly failure: Failure; readonly missing: number }

const nearer = (a: Lack | null, b: Lack | null): Lack | null =>
  a === null || (b !== null && b.missing < a.missing) ? b : a

/** What the host that has most of it lacks. A host that never answered may have all: it is waited for. */
function lackOf(facts: WorkflowFacts, stocks: readonly HostStock[]): Lack | null {
  const down = stocks.find((s) => s.down !== null)?.down ?? null
  if (down !== null) return { failure: down, missing: 0 }
  const [best] = stocks
    .map((stock) => ({ stock, missing: lacks(facts, stock) }))
    .sort((a, b) => a.missing.length - b.missing.length)
  const first = best?.missing[0]
  if (best === undefined || first === undefined) return null
  const elsewhere = stocks.filter((s) => lacks(first.of, s).length === 0).map((s) => s.host)
  const where = { host: best.stock.host, elsewhere }
  const failure: Failure =
    first.need === null
      ? { type: 'missing-node', ...where, node: first.node, workflow: facts.name }
      : {
          type: 'missing-model',
          ...where,
          node: first.node,
          input: first.need.input,
          file: `models/${first.need.folder}/${first.need.file}`,
        }
  return { failure, missing: best.missing.length }
}
