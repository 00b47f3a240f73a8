/** One ComfyUI server, real or built in, as the lanes need it. */
import type { HostFailure } from '../domain/failure.ts'
import type { Result } from '../domain/result.ts'
import type { Graph } from '../domain/workflow.ts'

export type Prompt = {
  /** Lower-case UUID, chosen by us and stored before it is submitted. */
  readonly promptId: string
  readonly graph: Graph
  /** The node whose files are the result. */
  readonly outputNode: string
  /** Of the workflow, for failures. */
  readonly workflow: string
  /** What a graph cannot hold (camera move, lens, stable shot id …); sent as `extra_pnginfo.nora`. */
  readonly note: Readonly<Record<string, unknown>>
}

/** Sampler steps over all nodes of the graph; only ever a hint. */
export type RenderProgress = { readonly done: number; readonly of: number }

/** A file on the host. Names are untrusted. */
export type HostFile = {
  readonly filename: string
  readonly subfolder: string
  readonly type: 'output' | 'temp' | 'input'
}

export type Ended = { readonly files: readonly HostFile[]; readonly gpuMs: number | null }

export interface GpuHost {
  readonly name: string

  /** Puts a local file where graphs can name it; answers that name. The same bytes twice is harmless. */
  stage(file: {
    readonly path: string
    readonly sha256: string
    readonly extension: string
    readonly signal?: AbortSignal
  }): Promise<Result<string, HostFailure>>

  /** File names the host lists for an input of a node class, e.g. `CheckpointLoaderSimple.ckpt_name`; null when it lacks the class. */
  choices(nodeClass: string, input: string): Promise<Result<readonly string[] | null, HostFailure>>

  /**
   * Hands the prompt over and listens for its end from before that, so that nothing is missed.
   * The outer promise settles when the host has accepted or refused; `ended` when the host has finished.
   * A broken call is looked up before it counts as failed.
   */
  submit(
    prompt: Prompt,
    onProgress: (p: RenderProgress) => void,
  ): Promise<Result<{ readonly ended: Promise<Result<Ended, HostFailure>> }, HostFailure>>

  /** Goes back to a prompt submitted earlier, perhaps by a process that died: `null` when the host knows nothing of it. */
  attach(
    prompt: Pick<Prompt, 'promptId' | 'outputNode' | 'workflow'>,
    onProgress: (p: RenderProgress) => void,
  ): Promise<Result<{ readonly ended: Promise<Result<Ended, HostFailure>> } | null, HostFailure>>

  /** Stops that one prompt wherever it is; settles when a terminal state was seen. Unknown prompts are fine. */
  cancel(promptId: string): Promise<Result<void, HostFailure>>

  /** The file's bytes; throws when the transfer breaks. An empty or missing file is a failure. */
  fetch(file: HostFile, signal?: AbortSignal): Promise<Result<AsyncIterable<Uint8Array>, HostFailure>>

  /** Closes sockets; prompts on the host go on. */
  stop(): Promise<void>
}
