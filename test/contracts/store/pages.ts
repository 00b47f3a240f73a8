/** Are long lists read page by page, complete and in their order? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BadCursor } from '../../../src/domain/failure.ts'
import type { Brief, Stage } from '../../../src/domain/brief.ts'
import type { ProjectId } from '../../../src/domain/ids.ts'
import type { Page } from '../../../src/ports/store.ts'
import type { OpenStore, StoreUnderTest } from './under-test.ts'
import { aBrief, anAsset, aPerson, aProject, second, storeBrief } from '../../support/nouns.ts'

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

export function testPages(open: OpenStore): void {
  let opened: StoreUnderTest
  beforeAll(async () => {
    opened = await open()
    await opened.store.transact(async (tx) => {
      await tx.insertProject(project)
      await tx.insertProject(other)
      await tx.ensurePerson(person)
      for (const brief of briefs) await tx.insertBrief(brief)
    })
  })
  afterAll(() => opened[Symbol.asyncDispose]())

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
      await using own = await open()
      const { store } = own
      const stored = await storeBrief(store)
      const add = (n: number) => {
        const brief = aBrief(stored.project, stored.person, { createdAt: second(n) })
        return store.transact((tx) => tx.insertBrief(brief)).then(() => brief)
      }
      const [older, newer] = [await add(10), await add(20)]
      const ofProject = { projectId: stored.project.id, limit: 1 }
      const { nextCursor } = await store.briefs(ofProject)
      await add(30)
      const rest = await store.briefs({ ...ofProject, limit: 9, cursor: nextCursor ?? '' })
      expect(newer.id).not.toBe(rest.items[0]?.id)
      expect(rest.items).toEqual([older, stored.brief])
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
}
