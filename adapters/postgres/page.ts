/** How a long list is read page by page: newest first, the cursor naming the last row seen. */
import { type AnyColumn, desc, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { BadCursor } from '../../src/domain/failure.ts'
import type { Page } from '../../src/ports/store.ts'

type Row = { readonly createdAt: Date; readonly id: string }

const zCursor = z.tuple([z.iso.datetime(), z.string().regex(/^[a-z]{3}_[0-9a-z]+$/)])

const toCursor = (row: Row): string =>
  Buffer.from(JSON.stringify([row.createdAt.toISOString(), row.id])).toString('base64url')

/** Throws `BadCursor` for anything that `toPage` did not make. */
function fromCursor(cursor: string): z.infer<typeof zCursor> {
  try {
    return zCursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw new BadCursor()
  }
}

/** The rows after the cursor. A comparison of rows, so that an index over both columns answers it. */
export function afterCursor(t: { createdAt: AnyColumn; id: AnyColumn }, cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined
  const [at, id] = fromCursor(cursor)
  return sql`(${t.createdAt}, ${t.id}) < (${at}::timestamptz, ${id})`
}

export const newestFirst = (t: { createdAt: AnyColumn; id: AnyColumn }) => [desc(t.createdAt), desc(t.id)]

/** `rows` were asked for with one more than `limit`: that one says whether there is a next page. */
export function toPage<R extends Row, T>(rows: readonly R[], limit: number, to: (row: R) => T): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(to), nextCursor: last !== undefined && rows.length > limit ? toCursor(last) : null }
}
