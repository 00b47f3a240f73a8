/**
 * The connections of the store: each is held by one caller at a time and thrown away once it was lost.
 *
 * A pool of postgres.js 3.4.9 gives neither: when a connection breaks during `begin`, the driver's own rollback writes to a
 * socket that is gone, which ends the process (porsager/postgres#1208), and what the broken transaction still sends can
 * run in another session, outside of any transaction (#1216). Here a line that was lost takes no further statement.
 */
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { DRIVER, type Db, type DbTransaction } from './connect.ts'
import { CommitUnknown, ConnectionLost, isConnectionLost } from './lost-connection.ts'

type Line = { readonly sql: postgres.Sql; readonly db: Db; lost: boolean }

export type Lines = {
  /** One statement. */
  read<T>(query: (db: Db) => Promise<T>): Promise<T>
  /** Throws `CommitUnknown` when the connection broke during the commit; after any other error nothing was stored. */
  transact<T>(work: (tx: DbTransaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export function createLines(url: string, max = 8): Lines {
  const idle: Line[] = []
  const waiting: ((line: Line) => void)[] = []
  let open = 0
  let closing = false

  function dial(): Line {
    const sql = postgres(url, {
      ...DRIVER,
      max: 1,
      // A line must not be renewed between two statements of a transaction.
      max_lifetime: null,
      connect_timeout: 10,
      onclose: () => lose(line),
    })
    const line: Line = { sql, db: drizzle(withBegin(sql)), lost: false }
    /** Drizzle sends everything of a transaction through the client that `begin` hands it. */
    function withBegin(raw: postgres.Sql): postgres.Sql {
      const begin = <T>(work: (client: postgres.Sql) => Promise<T>) => transaction(line, work)
      return new Proxy(raw, { get: (target, key) => (key === 'begin' ? begin : Reflect.get(target, key)) })
    }
    return line
  }

  function lose(line: Line): void {
    if (line.lost) return
    line.lost = true
    const at = idle.indexOf(line)
    if (at >= 0) {
      idle.splice(at, 1)
      open--
    }
    void hangUp(line)
  }

  async function use<T>(work: (line: Line) => Promise<T>): Promise<T> {
    if (closing) throw new Error('The store is closed')
    const line = idle.pop() ?? (open < max ? (open++, dial()) : await new Promise<Line>((r) => waiting.push(r)))
    try {
      return await work(line)
    } finally {
      const next = waiting.shift()
      if (next) next(line.lost ? dial() : line)
      else if (line.lost) open--
      else if (closing) await hangUp(line)
      else idle.push(line)
    }
  }

  return {
    read: (query) => use((line) => query(line.db)),
    transact: (work) => use((line) => line.db.transaction(work)),
    close: async () => {
      closing = true
      await Promise.all(idle.splice(0).map(hangUp))
    },
  }
}

/** Without a timeout `end` never settles after the server was lost. */
const hangUp = (line: Line) => line.sql.end({ timeout: 1 })

async function transaction<T>(line: Line, work: (client: postgres.Sql) => Promise<T>): Promise<T> {
  let over = false
  const unsafe = (...statement: Parameters<postgres.Sql['unsafe']>) => {
    if (line.lost) throw new ConnectionLost('the connection was lost during the transaction')
    if (over) throw new Error('A statement came after its transaction had ended: something was not awaited')
    return line.sql.unsafe(...statement)
  }
  const client = new Proxy(line.sql, { get: (target, key) => (key === 'unsafe' ? unsafe : Reflect.get(target, key)) })

  await unsafe('begin')
  let value: T
  try {
    value = await work(client)
    if (line.lost) throw new ConnectionLost('the connection was lost during the transaction')
  } catch (e) {
    over = true
    if (!line.lost) await line.sql.unsafe('rollback').catch(() => hangUp(line))
    throw e
  }
  over = true
  const { command } = await line.sql.unsafe('commit').catch((e: unknown) => {
    throw isConnectionLost(e) ? new CommitUnknown(e) : e
  })
  if (command !== 'COMMIT') throw new Error('Nothing was stored: a statement failed and its error was ignored')
  return value
}
