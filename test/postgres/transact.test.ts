/** Is a transaction all or nothing, whatever happens to its connection? */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createJobQueue } from '../../adapters/postgres/jobs.ts'
import { createLines } from '../../adapters/postgres/lines.ts'
import { CommitUnknown, codeOf } from '../../adapters/postgres/lost-connection.ts'
import { createStore } from '../../adapters/postgres/store.ts'
import { silent } from '../support/silent-log.ts'
import { type Opened, openStore } from './database.ts'
import { aPerson, newId, second, storeBrief } from '../support/nouns.ts'

let opened: Opened
beforeAll(async () => void (opened = await openStore()))
afterAll(() => opened[Symbol.asyncDispose]())

test('a deadlock is run again until both have succeeded', async () => {
  const { store } = opened
  const [a, b] = [await storeBrief(store), await storeBrief(store)]
  let runs = 0
  const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  const lock = (mine: 0 | 1, first: typeof a, second: typeof a) =>
    store.transact(async (tx) => {
      runs++
      await tx.lockBrief(first.brief.id)
      both[mine].resolve()
      await both[1 - mine]?.promise
      await tx.lockBrief(second.brief.id)
      await tx.saveBrief({ ...first.brief, version: (await tx.brief(first.brief.id))?.version ?? 0 })
    })
  await Promise.all([lock(0, a, b), lock(1, b, a)])
  expect(runs).toBe(3)
})

test('a job is sent with what caused it, or not at all', async () => {
  const { url, connection } = opened
  const queue = await createJobQueue({ url, log: silent })
  const store = createStore({ connection, jobs: (tx) => queue.inTransaction(tx), log: silent })
  const { brief } = await storeBrief(store)
  const send = (fate: Error | null) =>
    store.transact(async (tx) => {
      await tx.saveBrief((await tx.lockBrief(brief.id)) ?? brief)
      await tx.jobs.send('plan', { briefId: brief.id, tries: 0 })
      if (fate) throw fate
    })
  const sent = () => connection.sql`select data from pgboss.job where data->>'briefId' = ${brief.id}`
  await expect(send(new Error('no'))).rejects.toThrow('no')
  expect(await sent()).toHaveLength(0)
  await send(null)
  expect(await sent()).toHaveLength(1)
  expect(await store.brief(brief.id)).toMatchObject({ version: 2 })
  await queue.stop()
  await store.close()
})

/** A connection of its own, which ends the sessions that others have. */
async function kill(url: string, which: 'writing' | 'all'): Promise<void> {
  const lines = createLines(url, 1)
  await lines.read((db) =>
    db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
      and (${which === 'all'} or backend_xid is not null)`),
  )
  await lines.close()
}

describe('a connection lost', () => {
  test('between two statements: run again from the start, and what the broken run still sends reaches no session', async () => {
    const { store, url } = opened
    const { brief } = await storeBrief(store)
    const stray = aPerson()
    let runs = 0
    let refusal: unknown = null
    await store.transact(async (tx) => {
      await tx.appendEvents(brief.id, [{ type: 'StageChanged', from: 'planning', to: 'shooting' }], second(1))
      if (++runs > 1) return
      await kill(url, 'writing')
      await Promise.all(Array.from({ length: 8 }, () => store.brief(brief.id)))
      refusal = await tx.ensurePerson(stray).then(() => null, codeOf)
    })
    expect(refusal).not.toBeNull()
    expect(runs).toBe(2)
    expect(await store.events(brief.id, 0, 10)).toHaveLength(1)
    expect(await store.person(stray.id)).toBeNull()
  })

  test('during a statement: run again from the start, stored once', async () => {
    const { store } = opened
    const { brief } = await storeBrief(store)
    const reached = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const holding = store.transact(async (tx) => {
      await tx.lockBrief(brief.id)
      reached.resolve()
      await release.promise
    })
    await reached.promise
    let runs = 0
    const waiting = store.transact(async (tx) => {
      runs++
      await tx.setRole(brief.projectId, brief.requesterId, 'member')
      await tx.appendEvents(brief.id, [{ type: 'StageChanged', from: 'planning', to: 'shooting' }], second(1))
    })
    const { sql: here } = opened.connection
    // Of this database only: other suites have theirs on the same server.
    const stuck = () => here<{ pid: number }[]>`select pid from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    await vi.waitUntil(async () => (await stuck()).length > 0)
    for (const { pid } of await stuck()) await here`select pg_terminate_backend(${pid})`
    release.resolve()
    await Promise.all([holding, waiting])
    expect(runs).toBe(2)
    expect(await store.events(brief.id, 0, 10)).toHaveLength(1)
  })

  test('before the first statement and while idle: readers and writers go on', async () => {
    const { store, url } = opened
    const { brief } = await storeBrief(store)
    for (let round = 0; round < 3; round++) {
      await kill(url, 'all')
      expect((await store.brief(brief.id))?.id).toBe(brief.id)
      await store.transact((tx) => tx.lockBrief(brief.id))
    }
  })

  test('during the commit: thrown, not run again', async () => {
    const { store, connection } = opened
    const { brief } = await storeBrief(store)
    // The constraint is checked at the commit, which this check then ends with its own connection.
    await connection.sql.unsafe(`
      create function die() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
      create constraint trigger die after insert on notes deferrable initially deferred for each row execute function die()`)
    let runs = 0
    const lines = createLines(opened.url)
    const work = lines.transact(async (tx) => {
      runs++
      await tx.execute(
        sql`insert into notes (id, brief_id, person_id, text, at, state, detail)
          values (${newId('note')}, ${brief.id}, ${brief.requesterId}, 'x', now(), 'set-aside', '{}')`,
      )
    })
    await expect(work).rejects.toBeInstanceOf(CommitUnknown)
    expect(runs).toBe(1)
    await lines.close()
  })

  test('during the commit of what settles a job: run again, since only one of the two can settle it', async () => {
    const { store, connection } = opened
    const { brief } = await storeBrief(store)
    // Numbers of a sequence are not given back, so only the first commit dies.
    await connection.sql.unsafe(`
      create sequence deaths;
      create function die_once() returns trigger language plpgsql as $$ begin
        if nextval('deaths') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if; return null; end $$;
      create constraint trigger die_once after insert on tasks deferrable initially deferred for each row execute function die_once()`)
    let runs = 0
    await store.transact(async (tx) => {
      runs++
      await tx.jobs.settle({ id: 'x', kind: 'stop', attempt: 0, payload: { briefId: brief.id, tries: 0 } })
      await tx.insertTask({
        id: newId('task'),
        briefId: brief.id,
        title: 'x',
        assigneeId: null,
        status: 'open',
        dueAt: null,
        createdAt: second(1),
      })
    })
    expect(runs).toBe(2)
    expect(await connection.sql`select from tasks where brief_id = ${brief.id}`).toHaveLength(1)
  })
})

test('check says in one sentence what is wrong', async () => {
  const { store, connection } = opened
  expect(await store.check()).toBeNull()
  await connection.sql`alter table cinematic_briefs rename to gone`
  expect(await store.check()).toMatch(/^The PostgreSQL database at .* its tables are missing: run npm run migrate$/)
  await connection.sql`alter table gone rename to cinematic_briefs`
})
