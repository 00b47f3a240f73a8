/** What a studio's own workflow is when it is written down: a graph, the slots that may be filled, and the facts. Data, never code. */
import { z } from 'zod'
import type { PersonId, ProjectId } from './ids.ts'
import { REFERENCE_ROLES } from './shot.ts'
import type { Graph, WorkflowFacts } from './workflow.ts'

/** `<node title>.<input>`: titles are the stable handles, node ids change with every export. */
export type Place = `${string}.${string}`

export type Slot = {
  /** Places that take the value as it is; none where code makes something of it. */
  readonly into: readonly Place[]
  /**
   * What stands there when no value is given: the exported value (`keep`), the value of another slot (`like`), or nothing:
   * then a value must be given. `part` slots are given all together or not at all.
   */
  readonly unset: 'refused' | 'keep' | { readonly like: string } | { readonly part: string }
} & (
  | { readonly type: 'text' }
  /** `multipleOf` with `plus`: so much more than a multiple. `times`: so many times the value is put in, rounded. */
  | {
      readonly type: 'integer' | 'number'
      readonly min: number
      readonly max: number
      readonly multipleOf?: number
      readonly plus?: number
      readonly times?: number
    }
  | { readonly type: 'yes-no' }
  /** A name that the host gave back at upload. */
  | { readonly type: 'file' }
  /** A model file as the host lists it. */
  | { readonly type: 'model' }
  /** Where below the host's output folder the result goes. */
  | { readonly type: 'output-name' }
)

export type WorkflowDocument = {
  readonly name: string
  readonly title: string
  readonly graph: Graph
  /** Title of the node whose files are the result. */
  readonly output: string
  readonly slots: Readonly<Record<string, Slot>>
  readonly facts: Omit<WorkflowFacts, 'name' | 'title' | 'slots' | 'nodes' | 'gpuSecondsPerMegapixelFrame'>
}

/** One that a project brought itself, and who confirmed it. */
export type ProjectWorkflow = {
  readonly projectId: ProjectId
  readonly document: WorkflowDocument
  readonly by: PersonId
  readonly at: Date
}

/** More than any exported graph has; a limit only so that nothing huge is kept. */
const MAX_NODES = 500
const MAX_SLOTS = 60

const WORKFLOW_NAME = /^[a-z0-9][a-z0-9-]{1,59}$/
const name = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/)
const short = z.string().trim().min(1).max(120)
const file = z.string().min(1).max(255)
const number = z.number()
const place = z.templateLiteral([z.string(), '.', z.string()])
const base = {
  into: z.array(place).max(40),
  unset: z.union([z.enum(['refused', 'keep']), z.strictObject({ like: name }), z.strictObject({ part: name })]),
}
const measured = {
  min: number,
  max: number,
  multipleOf: number.positive().exactOptional(),
  plus: number.exactOptional(),
  times: number.exactOptional(),
}

const zSlot = z.discriminatedUnion('type', [
  z.strictObject({ ...base, type: z.literal('text') }),
  z.strictObject({ ...base, type: z.literal('integer'), ...measured }),
  z.strictObject({ ...base, type: z.literal('number'), ...measured }),
  z.strictObject({ ...base, type: z.literal('yes-no') }),
  z.strictObject({ ...base, type: z.literal('file') }),
  z.strictObject({ ...base, type: z.literal('model') }),
  z.strictObject({ ...base, type: z.literal('output-name') }),
])

export const zGraph = z.record(
  z.string(),
  z.object({
    class_type: z.string().min(1),
    inputs: z.record(z.string(), z.unknown()),
    _meta: z.object({ title: z.string() }).exactOptional(),
  }),
)

const zFacts = z.strictObject({
  makes: z.enum(['still', 'clip']),
  needs: z.enum(['nothing', 'pictures', 'footage']),
  takes: z.array(z.enum(REFERENCE_ROLES)),
  canLoop: z.boolean(),
  nativeFps: number.positive().max(120),
  frames: z.strictObject({
    min: number.int().min(1),
    max: number.int().max(4096),
    step: number.int().min(1),
    offset: number.int().min(0),
  }),
  size: z.strictObject({ multipleOf: number.int().min(1).max(256), maxPixels: number.int().positive() }),
  models: z.array(
    z.strictObject({
      slot: name,
      folder: file,
      file,
      equivalents: z.array(file).max(40),
      nodeClass: file,
      input: file,
    }),
  ),
  smaller: z
    .strictObject({
      scale: number.positive().max(1),
      slots: z.record(name, z.union([z.string(), number, z.boolean()])),
    })
    .nullable(),
})

export const zWorkflowDocument: z.ZodType<WorkflowDocument> = z.strictObject({
  name: z.string().regex(WORKFLOW_NAME, 'takes lower-case letters, digits and hyphens'),
  title: short,
  graph: zGraph.refine((graph) => Object.keys(graph).length <= MAX_NODES, `has more than ${MAX_NODES} nodes`),
  output: z.string(),
  slots: z.record(name, zSlot).refine((slots) => Object.keys(slots).length <= MAX_SLOTS, `has more than ${MAX_SLOTS}`),
  facts: zFacts,
})
