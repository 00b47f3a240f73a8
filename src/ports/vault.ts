/** Where files are kept: content-addressed, so that the same bytes have the same key; a key never changes its bytes. */
import type { Failure } from '../domain/failure.ts'
import type { Result } from '../domain/result.ts'

export type Stored = {
  readonly storageKey: string
  readonly sha256: string
  readonly bytes: number
  readonly mime: string
}

export type VaultFailure = Extract<
  Failure,
  { type: 'file-empty' | 'file-too-large' | 'file-kind-unknown' | 'file-not-what-it-says' }
>

export interface Vault {
  /**
   * Streams a file in; nothing is left behind when it fails. The type is found from the bytes; `name` only helps where
   * bytes cannot tell (.txt, .md, .fountain) and must not lie (a .png that is a PDF is refused).
   */
  put(
    source: AsyncIterable<Uint8Array>,
    o: {
      readonly name: string
      readonly maxBytes: number
      readonly signal?: AbortSignal
      /** Looks at the whole file before it is kept; a failure leaves nothing behind. */
      readonly inspect?: (file: {
        readonly path: string
        readonly mime: string
        readonly bytes: number
      }) => Promise<Failure | null>
    },
  ): Promise<Result<Stored, Failure>>

  /** The same for a file of a workspace. */
  putLocal(path: string, o: { readonly name: string }): Promise<Result<Stored, VaultFailure>>

  /** The bytes from `start` to `end` inclusive; throws when the key is not there. */
  read(storageKey: string, range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>

  /** Null when the key is not there. */
  size(storageKey: string): Promise<number | null>

  /** A path on this machine where the media process can read the file; dispose to let go of it. */
  local(storageKey: string): Promise<LocalFile>

  /** An empty folder of its own for work in progress on this machine; removed when disposed. */
  workspace(): Promise<LocalFile>

  /** False when it is not there, or was put (again) at `putBefore` or later: then whoever put it still counts on it. */
  remove(storageKey: string, o: { readonly putBefore: Date }): Promise<boolean>

  /** Null when nothing is wrong, else one sentence: can it be written? */
  check(): Promise<string | null>
}

export type LocalFile = AsyncDisposable & { readonly path: string }
