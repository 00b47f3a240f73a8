/** What the media process and its parent tell each other. */
import type { Result } from '../../src/domain/result.ts'
import type { MediaFailure } from '../../src/ports/media.ts'
import type { Operations } from './operations.ts'

export type Operation = keyof Operations
export type Order<K extends Operation> = Parameters<Operations[K]>[0]
export type Outcome<K extends Operation> = Result<
  Extract<Awaited<ReturnType<Operations[K]>>, { ok: true }>['value'],
  MediaFailure
>

export type Message =
  | { readonly id: number; readonly operation: Operation; readonly args: unknown }
  | { readonly abort: number }

export type Answer =
  | { readonly ready: true }
  | { readonly id: number; readonly done: number }
  | { readonly id: number; readonly aborted: true }
  | { readonly id: number; readonly result: Result<unknown, MediaFailure> }
