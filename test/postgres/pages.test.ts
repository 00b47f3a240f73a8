/** Are long lists read without a scan of the table? */
import { drizzle } from 'drizzle-orm/postgres-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listBriefs } from '../../adapters/postgres/briefs.ts'
import { type Opened, openStore } from './database.ts'
import { storeBrief } from '../support/nouns.ts'

let opened: Opened
beforeAll(async () => void (opened = await openStore()))
afterAll(() => opened[Symbol.asyncDispose]())

test('with 10,000 briefs no list scans the table or sorts', async () => {
  const { sql } = opened.connection
  const { brief, project } = await storeBrief(opened.store)
  const filters = [
    {},
    { projectId: project.id },
    { stage: 'shooting' },
    { projectId: project.id, stage: 'planning' },
  ] as const
  await sql`insert into cinematic_briefs
    select (jsonb_populate_record(b, jsonb_build_object('id', 'brf_' || md5(n::text), 'created_at', b.created_at + n * interval '1 s'))).*
    from cinematic_briefs b, generate_series(1, 10000) n where b.id = ${brief.id}`
  await sql`analyze cinematic_briefs`
  const cursor = (await opened.store.briefs({ limit: 50 })).nextCursor ?? ''
  const sent: { query: string; params: unknown[] }[] = []
  const logging = drizzle(sql, { logger: { logQuery: (query, params) => void sent.push({ query, params }) } })
  for (const filter of filters)
    for (const page of [{}, { cursor }]) await listBriefs(logging, { ...filter, ...page, limit: 50 })
  expect(sent).toHaveLength(8)
  for (const { query, params } of sent) {
    const lines = await sql.unsafe(`explain ${query}`, params as string[])
    const plan = lines.map((line) => String(Object.values(line)[0])).join('\n')
    expect(plan).toContain('Index Scan Backward')
    expect(plan).not.toMatch(/Seq Scan|Sort/)
  }
})
