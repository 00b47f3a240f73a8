/** Why the embedded PostgreSQL cannot be used: one line for the person who started Nora, saying what to do. */
export class PostgresRefused extends Error {
  override name = 'PostgresRefused'
  readonly forPeople = true
}
