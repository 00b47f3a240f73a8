/** The journal for those who run Nora: one line an event, ids in the record, never a secret. */
export interface Log {
  info(event: string, record?: Readonly<Record<string, unknown>>): void
  warn(event: string, record?: Readonly<Record<string, unknown>>): void
  error(event: string, record?: Readonly<Record<string, unknown>>): void
}
