/** What can go wrong inside the media process, as errors; the process turns them into failures at its edge. */
import { basename } from 'node:path'
import type { MediaFailure } from '../../src/ports/media.ts'

/** A given file cannot be read as what it should be. */
export class Unreadable extends Error {
  override name = 'Unreadable'
  readonly path: string
  constructor(path: string, reason: string) {
    super(reason)
    this.path = path
  }
}

export function toFailure(operation: string, error: unknown): MediaFailure {
  if (error instanceof Unreadable) return { type: 'file-corrupt', name: basename(error.path), reason: error.message }
  return { type: 'media-failed', operation, reason: plainReason(error) }
}

/** The first line of what a library says, without its own decoration. */
export function plainReason(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  return (said.split('\n')[0] ?? '').replace(/^(Error|FFmpegError): /, '').slice(0, 300)
}
