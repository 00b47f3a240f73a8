/** Are long lists read page by page, complete and without a scan of the table? */
import { drizzle } from 'drizzle-orm/postgres-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listBriefs } from '../../adapters/postgres/briefs.ts'
import { BadCursor } from '../../src/domain/failure.ts'
import type { Brief, Stage } from '../../src/domain/brief.ts'
import type { ProjectId } from '../../src/domain/ids.ts'
import type { Page } from '../../src/ports/store.ts'
import { type Opened, openStore } from './database.ts'
import { aBrief, anAsset, aPerson, aProject, second } from './nouns.ts'

let opened: Opened
const project = aProject()
const other = aProject({ createdAt: second(1) })
const person = aPerson()
/** Five share each millisecond, so that the id must decide. */
const briefs: readonly Brief[] = Array.from({ length: 23 }, (_, i) =>
  aBrief(i % 4 === 0 ? other : project, person, {
    createdAt: second(Math.floor(i / 5)),
    state: i % 2 === 0 ? { stage: 'planning' } : { stage: 'shooting', planVersion: 1 },
  }),
)

beforeAll(async () => {
  opened = await openStore()
  await opened.store.transact(async (tx) => {
    await tx.insertProject(project)
    await tx.insertProject(other)
    await tx.ensurePerson(person)
    for (const brief of briefs) await tx.insertBrief(brief)
  })
})
afterAll(() => opened[Symbol.asyncDispose]())

async function all<T>(read: (o: { limit: number; cursor?: string }) => Promise<Page<T>>, limit: number): Promise<T[]> {
  const items: T[] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await read({ limit, ...(cursor === undefined ? {} : { cursor }) })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

const newestFirst = (wanted: (b: Brief) => boolean) =>
  briefs.filter(wanted).toSorted((a, b) => +b.createdAt - +a.createdAt || (a.id < b.id ? 1 : -1))

const filters: readonly { projectId?: ProjectId; stage?: Stage }[] = [
  {},
  { projectId: project.id },
  { stage: 'shooting' },
  { projectId: project.id, stage: 'planning' },
]

describe('briefs', () => {
  test.for(filters)('%o', async (filter) => {
    const wanted = newestFirst(
      (b) =>
        (filter.projectId === undefined || b.projectId === filter.projectId) &&
        (filter.stage === undefined || b.state.stage === filter.stage),
    )
    for (const limit of [1, 4, wanted.length, 100])
      expect(await all((o) => opened.store.briefs({ ...filter, ...o }), limit)).toEqual(wanted)
  })

  test('one that is added in front does not shift the pages', async () => {
    const first = await opened.store.briefs({ limit: 10 })
    const added = aBrief(project, person, { createdAt: second(999) })
    await opened.store.transact((tx) => tx.insertBrief(added))
    const rest = await opened.store.briefs({ limit: 100, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...rest.items]).toEqual(newestFirst(() => true))
    await opened.connection.sql`delete from cinematic_briefs where id = ${added.id}`
  })
})

test('projects and assets', async () => {
  const assets = [1, 3, 2].map((n) => anAsset(project.id, { createdAt: second(n) }))
  await opened.store.transact(async (tx) => {
    for (const asset of assets) await tx.insertAsset(asset)
  })
  expect((await all((o) => opened.store.assets(project.id, o), 2)).map((a) => a.createdAt)).toEqual(
    [3, 2, 1].map(second),
  )
  expect(await opened.store.assets(other.id, { limit: 5 })).toEqual({ items: [], nextCursor: null })
  expect((await all((o) => opened.store.projects(o), 1)).map((p) => p.id)).toEqual([other.id, project.id])
})

test.for(['', 'x', '%%%', btoa('[]'), btoa('["2026-01-01","brf_1"]'), btoa(`["2026-01-01T00:00:00.000Z","' or 1"]`)])(
  'the cursor %o is refused',
  async (cursor) => {
    await expect(opened.store.briefs({ limit: 1, cursor })).rejects.toThrow(BadCursor)
  },
)

test('with 10,000 briefs no list scans the table or sorts', async () => {
  const { sql } = opened.connection
  await sql`insert into cinematic_briefs
    select (jsonb_populate_record(b, jsonb_build_object('id', 'brf_' || md5(n::text), 'created_at', b.created_at + n * interval '1 s'))).*
    from cinematic_briefs b, generate_series(1, 10000) n where b.id = ${briefs[1]?.id ?? ''}`
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
