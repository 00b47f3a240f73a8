/** What can be made to go wrong, so that tests see a bad day of a real server. */

/** What befalls one prompt. */
export type PromptFault =
  /** The sampler runs out of GPU memory. */
  | 'out-of-memory'
  /** Success is told, the file has no bytes. */
  | 'empty-file'
  /** Success is told, there is no file. */
  | 'missing-file'
  /** Every socket breaks without a close frame while the prompt runs. */
  | 'drop-sockets'
  /** The history row comes `historyDelayMs` after success was told. */
  | 'late-history'
  /** The worker dies: the prompt runs for ever, HTTP goes on answering. */
  | 'worker-dies'
  /** A request to interrupt is answered and forgotten, once. */
  | 'interrupt-lost'

export type Faults = {
  /** Least time a prompt takes, in ms. */
  readonly promptMs: number
  readonly historyDelayMs: number
  /** `nth` counts prompts that start, from 1. */
  readonly onPrompt: (nth: number, promptId: string) => readonly PromptFault[]
}

export const NO_FAULTS: Faults = { promptMs: 0, historyDelayMs: 300, onPrompt: () => [] }
