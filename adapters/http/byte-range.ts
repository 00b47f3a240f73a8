/** Which bytes of a file a request asks for (RFC 9110 §14): all, some, or some that are not there. Pure. */

/** Both ends inclusive. */
export type ByteRange = { readonly start: number; readonly end: number }

/**
 * Null for the whole file: also for what cannot be read and for several ranges at once, which a server may answer with
 * all of it.
 */
export function decideRange(header: string | undefined, bytes: number): ByteRange | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') {
    const length = Math.min(Number(last), bytes)
    return length === 0 ? 'unsatisfiable' : { start: bytes - length, end: bytes - 1 }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return null
  if (start >= bytes) return 'unsatisfiable'
  return { start, end: last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1) }
}

/** Does an `If-None-Match` or `If-Range` list name this tag? Weakly, as caches ask. */
export const namesTag = (header: string | undefined, tag: string): boolean =>
  header !== undefined && header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag)
