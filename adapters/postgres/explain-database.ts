/** Why a database cannot be used, in one sentence that never holds its password. */
import { codeOf } from './lost-connection.ts'

const OLDEST_POSTGRES = 15

/** `number` as in `server_version_num` (150020 is 15.20), `name` as in `server_version`. */
export const refuseOld = (number: number, name: string): string | null =>
  number >= OLDEST_POSTGRES * 10_000
    ? null
    : `Nora needs PostgreSQL ${OLDEST_POSTGRES} or newer, this is PostgreSQL ${name}: upgrade it, or leave DATABASE_URL out to use the built-in one`

/** Host, port and name of the database; null when the text is no address of one. */
export function place(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, hostname, port, pathname } = new URL(url)
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') return null
  return `${hostname || 'localhost'}:${port || '5432'}${pathname.replace(/^\/$/, '')}`
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there: start it, or correct DATABASE_URL',
  ECONNRESET: 'it closed the connection',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'it does not answer',
  CONNECT_TIMEOUT: 'it does not answer',
  CONNECTION_CLOSED: 'it closed the connection',
  CONNECTION_DESTROYED: 'the connection was lost',
  CONNECTION_ENDED: 'Nora has closed it',
  '28P01': 'user or password are wrong',
  '28000': 'this user may not connect',
  '3D000': 'there is no database of that name: create it first',
  '42501': 'this user may not create tables there',
  '42P01': 'its tables are missing: run npm run migrate',
  '53300': 'it has no connection left',
  '57P03': 'it is starting up or shutting down',
  '55P03': 'another process has been changing its tables for a minute',
}

export function explain(url: string, error: unknown): string {
  const at = place(url)
  if (at === null)
    return 'DATABASE_URL is no address of a PostgreSQL database, such as postgres://user:password@host:5432/name'
  const code = codeOf(error)
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const reason = REASONS[code ?? ''] ?? `${cause instanceof Error ? cause.message.split('\n')[0] : 'unknown'} (${code})`
  return `The PostgreSQL database at ${at} cannot be used: ${reason}`
}
