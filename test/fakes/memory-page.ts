/** How a long list in memory is read page by page: newest first, the cursor naming the last row seen. */
import { BadCursor } from '../../src/domain/failure.ts'
import type { Page } from '../../src/ports/store.ts'

type Row = { readonly id: string; readonly createdAt: Date }

/** One string that sorts as the list does: the time in fixed length, then the id. */
const placeOf = (row: Row): string => `${row.createdAt.toISOString()} ${row.id}`

const PLACE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [a-z]{3}_[0-9a-f]{32}$/

function fromCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString()
  if (!PLACE.test(place)) throw new BadCursor()
  return place
}

export function pageOf<R extends Row>(
  rows: readonly R[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
): Page<R> {
  const after = cursor === undefined ? null : fromCursor(cursor)
  const left = rows
    .map((row) => ({ row, place: placeOf(row) }))
    .filter(({ place }) => after === null || place < after)
    .sort((a, b) => (a.place < b.place ? 1 : -1))
  const shown = left.slice(0, limit)
  const last = shown.at(-1)
  const nextCursor = last && left.length > limit ? Buffer.from(last.place).toString('base64url') : null
  return { items: shown.map(({ row }) => row), nextCursor }
}
