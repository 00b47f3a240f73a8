/** What was found in a workflow that somebody exported: why it cannot be used, or which slots it seems to have. */
import type { Place, Slot, WorkflowDocument } from './workflow-document.ts'

/** Each is a reason to refuse; `words/workflow-words.ts` says it. */
export type WorkflowFault =
  | { readonly type: 'not-a-workflow' }
  | { readonly type: 'ui-format' }
  | { readonly type: 'loose-end'; readonly reason: string }
  | { readonly type: 'no-output' }
  | { readonly type: 'which-output'; readonly outputs: readonly string[] }
  /** Reads or writes where the graph says, on the server or in the net; runs code; or queues itself again. */
  | {
      readonly type: 'unsafe-node'
      readonly node: string
      readonly nodeClass: string
      readonly why: 'path-or-url' | 'code' | 'queues-itself'
    }
  | { readonly type: 'unsafe-value'; readonly node: string; readonly input: string }
  /** A file that Nora has nothing to put in place of. */
  | { readonly type: 'needs-file'; readonly node: string; readonly nodeClass: string }
  | { readonly type: 'no-text' }
  | { readonly type: 'no-length' }
  | { readonly type: 'no-rate' }
  | { readonly type: 'bad-name'; readonly name: string }
  | { readonly type: 'name-taken'; readonly name: string }
  | { readonly type: 'bad-slot'; readonly slot: string; readonly reason: string }
  | { readonly type: 'bad-field'; readonly field: string; readonly reason: string }

export type SlotGuess = {
  readonly slot: string
  readonly type: Slot['type']
  readonly into: readonly Place[]
  /** What stands in the first place now. */
  readonly value: string | number | boolean | null
  readonly confidence: 'sure' | 'likely' | 'unsure'
  readonly why: string
}

export type WorkflowInspection = {
  readonly format: 'api' | 'ui' | 'none'
  readonly faults: readonly WorkflowFault[]
  /** What it can be confirmed as; null when there are faults. */
  readonly document: WorkflowDocument | null
  readonly guesses: readonly SlotGuess[]
  /** Titles of nodes that the result does not need: they are left out. */
  readonly leftOut: readonly string[]
}
