/** Starts one PostgreSQL for all tests, in a folder of its own, with a migrated template that databases are copied from. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { pool } from '../../adapters/postgres/connect.ts'
import { keepPostgres } from '../../adapters/postgres/keep-embedded.ts'
import { migrate } from '../../adapters/postgres/migrate.ts'
import { TEMPLATE, urlOf } from './database.ts'
import { silent } from './silent-log.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'nora-test-'))
  const server = await keepPostgres(home, { log: silent, durable: false })
  const sql = pool(server.url, 1)
  await sql`create database ${sql(TEMPLATE)}`
  await sql.end()
  await migrate(urlOf(server.url, TEMPLATE))
  provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    fs.rmSync(home, { recursive: true, force: true })
  }
}
