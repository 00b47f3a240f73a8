/** What a bench tells the servers of `clock-comfy.ts`, and hears of them. */
export type ClockSettings = {
  readonly hosts: number
  readonly renderMs: number
  /** How much longer a prompt takes whose checkpoint is not the last one's. */
  readonly swapMs: number
  /** The file that every prompt makes. */
  readonly clip: string
  readonly checkpoints: readonly string[]
}

/** Times by the servers' own clock, in ms. */
export type Rendered = {
  readonly host: string
  readonly promptId: string
  readonly start: number
  readonly end: number
  readonly swap: boolean
  /** Where the clip went: names the brief and the take. */
  readonly note: string
}
