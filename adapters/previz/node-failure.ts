/** A node that failed while it ran, as the event `execution_error` tells it. */
export class NodeFailure extends Error {
  override name = 'NodeFailure'
  readonly exceptionType: string
  constructor(exceptionType: string, message: string) {
    super(message)
    this.exceptionType = exceptionType
  }
  toEvent(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return {
      exception_message: this.message,
      exception_type: this.exceptionType,
      traceback: [],
      current_inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, [value]])),
      current_outputs: [],
    }
  }
}

/** The type and the end of the message are what clients know it by. */
export const OUT_OF_MEMORY = [
  'torch.OutOfMemoryError',
  'Allocation on device 0 would exceed allowed memory.\nThis error means you ran out of memory on your GPU.',
] as const
