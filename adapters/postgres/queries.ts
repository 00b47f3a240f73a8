/** What a statement is sent through: the database itself, or the transaction that is running. */
import type { Db, DbTransaction } from './connect.ts'

export type Queries = Db | DbTransaction

/** For statements that must meet exactly one row: anything else is a bug of the caller. */
export function expectOne(rows: readonly unknown[], what: string): void {
  if (rows.length !== 1) throw new Error(`Expected one row for ${what}, got ${rows.length}`)
}
