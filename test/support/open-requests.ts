/** How many requests of chat platforms were taken and are not carried out yet. */
import { pool } from '../../adapters/postgres/connect.ts'

export function openRequestsOf(databaseUrl: string) {
  const sql = pool(databaseUrl, 1)
  return {
    count: async (): Promise<number> => {
      const [row] = await sql<{ open: number }[]>`select count(payload)::int as open from inbox`
      return row?.open ?? 0
    },
    close: () => sql.end(),
  }
}
