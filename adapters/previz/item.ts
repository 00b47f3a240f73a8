/** One prompt as it was taken in. */
import type { Graph } from '../../src/domain/workflow.ts'

export type Item = {
  readonly number: number
  readonly promptId: string
  readonly graph: Graph
  readonly extraData: Readonly<Record<string, unknown>>
  readonly outputs: readonly string[]
}
