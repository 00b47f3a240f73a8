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

/** Sampler steps over all nodes of the graph, and the title of the node that executes; only ever a hint. */
export type RenderProgress = { readonly done: number; readonly of: number; readonly node: string | null }

export type Watch = {
  readonly onProgress: (p: RenderProgress) => void
  /** A small picture of what is being made. A host makes previews, which costs it time, only for who asks. */
  readonly onPreview?: (image: Uint8Array, mime: 'image/jpeg' | 'image/png') => void
}

/** `ours`: some Nora's, not necessarily this one's. */
export type QueuedPrompt = { readonly promptId: string; readonly ours: boolean }

export type HostFacts = {
  /** As the server says it. */
  readonly version: string | null
  readonly devices: readonly {
    readonly name: string
    readonly vramBytes: number | null
    readonly vramFreeBytes: number | null
  }[]
  readonly maxUploadBytes: number | null
  readonly running: readonly QueuedPrompt[]
  /** In the order in which the host will take them. */
  readonly pending: readonly QueuedPrompt[]
}

/** A file on the host. Names are untrusted. */
export type HostFile = {
  readonly filename: string
  readonly subfolder: string
  readonly type: 'output' | 'temp' | 'input'
}

export type Ended = { readonly files: readonly HostFile[]; readonly gpuMs: number | null }

export interface GpuHost {
  readonly name: string

  /** What it is and what is on it now. Light enough to be asked every few seconds. */
  probe(): Promise<Result<HostFacts, HostFailure>>

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
   * Would the host take this graph? Asked of its own node classes and lists of files before any GPU time is spent.
   * Staged files are not looked at.
   */
  check(prompt: Pick<Prompt, 'graph' | 'workflow'>): Promise<Result<void, HostFailure>>

  /**
   * Hands the prompt over and listens for its end from before that, so that nothing is missed.
   * The outer promise settles when the host has accepted or refused; `ended` when the host has finished.
   * A broken call is looked up before it counts as failed.
   */
  submit(
    prompt: Prompt,
    watch: Watch,
  ): Promise<Result<{ readonly ended: Promise<Result<Ended, HostFailure>> }, HostFailure>>

  /**
   * Goes back to a prompt submitted earlier, perhaps by a process that died: `null` when the host knows nothing of it.
   * With its graph, progress counts all its nodes and names them.
   */
  attach(
    prompt: Pick<Prompt, 'promptId' | 'outputNode' | 'workflow'> & Partial<Pick<Prompt, 'graph'>>,
    watch: Watch,
  ): Promise<Result<{ readonly ended: Promise<Result<Ended, HostFailure>> } | null, HostFailure>>

  /** Stops that one prompt wherever it is; settles when a terminal state was seen. Unknown prompts are fine. */
  cancel(promptId: string): Promise<Result<void, HostFailure>>

  /**
   * Takes a prompt that waits off the host; its `ended` settles as `interrupted`. One that executes, has ended or is
   * unknown is left alone: `kept`.
   */
  withdraw(promptId: string): Promise<Result<'withdrawn' | 'kept', HostFailure>>

  /** The file's bytes; throws when the transfer breaks. An empty or missing file is a failure. */
  fetch(file: HostFile, signal?: AbortSignal): Promise<Result<AsyncIterable<Uint8Array>, HostFailure>>

  /** Closes sockets; prompts on the host go on. */
  stop(): Promise<void>
}
