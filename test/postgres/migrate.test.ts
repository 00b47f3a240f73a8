/** Do the tables, the migrations and the code agree, and is a database that cannot be used refused in one sentence? */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { expect, test } from 'vitest'
import { pool } from '../../adapters/postgres/connect.ts'
import { refuseOld } from '../../adapters/postgres/explain-database.ts'
import { migrate } from '../../adapters/postgres/migrate.ts'
import { PostgresRefused } from '../../adapters/postgres/postgres-refused.ts'
import { createDatabase } from '../support/database.ts'

const root = new URL('../../', import.meta.url).pathname

test('generating again finds nothing to change', () => {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'nora-drift-'))
  fs.cpSync(path.join(root, 'drizzle'), path.join(scratch, 'drizzle'), { recursive: true })
  const out = path.relative(root, path.join(scratch, 'drizzle'))
  const schema = './adapters/postgres/schema*.ts'
  const args = [
    'node_modules/drizzle-kit/bin.cjs',
    'generate',
    '--dialect',
    'postgresql',
    '--schema',
    schema,
    '--out',
    out,
  ]
  const said = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  expect(said).toMatch(/No schema changes/)
  fs.rmSync(scratch, { recursive: true })
})

test('four at once on a new database, and once more', async () => {
  const url = await createDatabase()
  const sql = pool(url, 1)
  await sql`drop schema public cascade`
  await sql`drop schema if exists drizzle cascade`
  await sql`create schema public`
  await Promise.all(Array.from({ length: 4 }, () => migrate(url)))
  await migrate(url)
  const [done] = await sql`select count(*)::int as migrations from drizzle.__drizzle_migrations`
  const files = fs.readdirSync(path.join(root, 'drizzle')).filter((f) => f.endsWith('.sql'))
  expect(done).toEqual({ migrations: files.length })
  await sql.end({ timeout: 1 })
})

test('a database of an earlier version keeps what it holds', async () => {
  const url = await createDatabase()
  const sql = pool(url, 1)
  await sql`drop schema public cascade`
  await sql`drop schema if exists drizzle cascade`
  await sql`create schema public`
  const [first] = readMigrationFiles({ migrationsFolder: path.join(root, 'drizzle') })
  await sql.unsafe(first?.sql.join(';') ?? '')
  await sql`create schema drizzle`
  await sql`create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${first?.hash ?? ''}, ${first?.folderMillis ?? 0})`
  await sql`insert into people (id, name) values ('per_1', 'Ines')`
  await migrate(url)
  expect(await sql`select id, name from people`).toEqual([{ id: 'per_1', name: 'Ines' }])
  expect(await sql`select id, state, detail, delivery_no from notes`).toEqual([])
  await sql.end({ timeout: 1 })
})

test('PostgreSQL 14 is refused by name and number', () => {
  expect(refuseOld(140_011, '14.11 (Debian)')).toMatch(/PostgreSQL 15 or newer, this is PostgreSQL 14\.11 \(Debian\)/)
  expect(refuseOld(150_000, '15.0')).toBeNull()
})

test.for([
  ['postgres://ines:s3cret@127.0.0.1:1/nora', /127\.0\.0\.1:1\/nora .*nobody listens there/],
  ['postgres://ines:s3cret@nowhere.invalid/nora', /nowhere\.invalid:5432\/nora/],
  ['mysql://ines:s3cret@127.0.0.1/nora', /DATABASE_URL is no address/],
  ['s3cret', /DATABASE_URL is no address/],
] as const)('%s is refused in one line without its password', async ([url, reason]) => {
  const refused: unknown = await migrate(url).catch((e: unknown) => e)
  expect(refused).toBeInstanceOf(PostgresRefused)
  const message = refused instanceof Error ? refused.message : ''
  expect(message).toMatch(reason)
  expect(message).not.toMatch(/s3cret|\n/)
})

test('a database of a name that is not there, and one whose password is wrong', async () => {
  const there = new URL(await createDatabase())
  const missing = new URL(there)
  missing.pathname = '/not_there'
  await expect(migrate(missing.href)).rejects.toThrow(/no database of that name: create it first/)
})
