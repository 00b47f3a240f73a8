/** What can be made to go wrong with the stand-in for a ComfyUI server. */
export type Faults = {
  /** `open` accepts and says nothing, `shut` refuses. */
  socket: 'talks' | 'open' | 'shut'
  /** The next POST /prompt: the connection breaks after, or before, the prompt was taken. */
  breakSubmit: 'after' | 'before' | null
  /** Answers every POST /prompt with this. */
  answerSubmit: { status: number; type: string; body: string } | null
  /** So many wishes to cancel are lost. */
  loseCancels: number
  /** How the next prompt ends. */
  ends: 'success' | 'oom' | 'error' | 'no-file' | 'unfinished-batch'
  /** Every request is dropped. */
  silent: boolean
  /** Looks at history or jobs, after the end was told, before they show it. */
  lateRows: number
  /** `dead` runs for ever without a word, `stuck` takes nothing from the queue. */
  worker: 'well' | 'dead' | 'stuck'
  /** Somebody's broken metadata makes the jobs API fail for everybody. */
  jobsBroken: boolean
}

export const noFaults = (): Faults => ({
  socket: 'talks',
  breakSubmit: null,
  answerSubmit: null,
  loseCancels: 0,
  ends: 'success',
  silent: false,
  lateRows: 0,
  worker: 'well',
  jobsBroken: false,
})
