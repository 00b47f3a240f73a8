/** Is what a platform asks for stored before it is taken, and carried out by one who lives, in its order, or given up in the end? */
import { beforeEach, describe, expect, test } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../src/domain/time.ts'
import { createOpenInbox, type InboxTry } from '../../src/nora/inbox.ts'
import type { Store } from '../../src/ports/store.ts'
import { createHandJobs } from '../fakes/hand-jobs.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { silent } from '../support/silent-log.ts'

let now = 0
let store: Store
/** What was begun, by whom, as "try of id by name". */
let begun: string[]
beforeEach(() => {
  now = Date.parse('2026-11-22T10:00:00Z')
  store = createMemoryStore(createHandJobs())
  begun = []
})
const clock = { now: () => new Date(now) }
const of = { platform: 'slack', workspace: 'T1' } as const
/** A store in memory waits for nothing outside. */
const atRest = () => new Promise((rest) => setImmediate(rest))
const never = () => new Promise<void>(() => {})

function createNoraNamed(
  name: string,
  carryOut: (id: string, o: InboxTry<string>) => Promise<void> = async () => {},
  on: Pick<Store, 'transact' | 'receiveRequests'> = store,
) {
  const givenUp: string[] = []
  const inbox = createOpenInbox({ store: on, clock })<string>({
    of,
    log: silent,
    about: (payload) => (payload as { readonly about?: string }).about ?? null,
    async carryOut(payload, o) {
      const { id } = payload as { readonly id: string }
      begun.push(`${o.tries} of ${id} by ${name}`)
      await carryOut(id, o)
    },
    giveUp: async (payload) => void givenUp.push((payload as { readonly id: string }).id),
  })
  return { ...inbox, givenUp, ask: (id: string, about?: string) => inbox.receive(id, { id, about }, `live ${id}`) }
}

describe('what is received', () => {
  test('is carried out once, also when it is sent again while it runs and after', async () => {
    const work = Promise.withResolvers<void>()
    const nora = createNoraNamed('one', () => work.promise)
    const other = createNoraNamed('two')
    expect(await Promise.all([nora.ask('a'), nora.ask('a'), nora.ask('b')])).toEqual([true, false, true])
    expect(await other.ask('a')).toBe(false)
    work.resolve()
    await nora.stop()
    expect(await nora.ask('a')).toBe(false)
    now += HOUR
    await other.look()
    expect(begun).toEqual(['1 of a by one', '1 of b by one'])
  })

  test('is refused where it cannot be stored, and the next is not', async () => {
    let isAway = true
    const away: Pick<Store, 'transact' | 'receiveRequests'> = {
      ...store,
      receiveRequests: (...o) => (isAway ? Promise.reject(new Error('away')) : store.receiveRequests(...o)),
    }
    const nora = createNoraNamed('one', undefined, away)
    const both = await Promise.allSettled([nora.ask('a'), nora.ask('b')])
    expect(both.map((r) => r.status)).toEqual(['rejected', 'rejected'])
    isAway = false
    expect(await nora.ask('a')).toBe(true)
    expect(begun).toEqual(['1 of a by one'])
  })

  test('about the same is carried out in its order, all else beside it', async () => {
    const first = Promise.withResolvers<void>()
    const nora = createNoraNamed('one', (id) => (id === 'put-on' ? first.promise : Promise.resolve()))
    for (const id of ['put-on', 'taken-off']) await nora.ask(id, 'mark')
    await nora.ask('else')
    await atRest()
    expect(begun).toEqual(['1 of put-on by one', '1 of else by one'])
    first.reject(new Error('broken'))
    await atRest()
    expect(begun.at(-1)).toBe('1 of taken-off by one')
  })
})

describe('who dies', () => {
  test('leaves what it did not do to the next, which gets nothing that cannot be stored', async () => {
    await createNoraNamed('dead', never).ask('a')
    const heirs = [createNoraNamed('heir', async (_, o) => void heard.push(o)), createNoraNamed('other')]
    const heard: InboxTry<string>[] = []
    const receivedAt = clock.now()
    for (const heir of heirs) await heir.look()
    expect(begun).toHaveLength(1)
    now += 16 * SECOND
    for (const heir of heirs) await heir.look()
    await heirs[0]?.stop()
    expect(begun).toEqual(['1 of a by dead', '2 of a by heir'])
    expect(heard).toEqual([{ id: 'a', tries: 2, receivedAt, live: null }])
  })

  test('who lives and looks keeps what it is at, however long that takes', async () => {
    const slow = createNoraNamed('slow', never)
    const other = createNoraNamed('other')
    await slow.ask('a')
    for (let i = 0; i < 10; i++) {
      now += slow.lookEveryMs
      await slow.look()
      await other.look()
    }
    expect(begun).toEqual(['1 of a by slow'])
  })

  test('who comes back after a pause has lost it to another, and settles nothing of theirs', async () => {
    const work = Promise.withResolvers<void>()
    const paused = createNoraNamed('paused', () => work.promise)
    await paused.ask('a')
    now += MINUTE
    await createNoraNamed('other', never).look()
    work.resolve()
    await paused.stop()
    now += MINUTE
    await createNoraNamed('third').look()
    expect(begun.at(-1)).toBe('3 of a by third')
  })

  test('what everybody dies of is given up', async () => {
    await createNoraNamed('n1', never).ask('poison')
    for (let i = 2; i <= 6; i++) {
      now += HOUR
      await createNoraNamed(`n${i}`, never).look()
    }
    now += HOUR
    const last = createNoraNamed('last')
    await last.look()
    await last.stop()
    expect(begun).toHaveLength(6)
    expect(last.givenUp).toEqual(['poison'])
  })
})

test('what fails is tried again, sooner and then later, and is given up after ten minutes and some', async () => {
  const nora = createNoraNamed('one', () => Promise.reject(new Error('broken')))
  const from = now
  await nora.ask('a')
  await atRest()
  const at: number[] = []
  while (nora.givenUp.length === 0 && now < from + HOUR) {
    now += nora.lookEveryMs
    const before = begun.length
    await nora.look()
    await atRest()
    if (begun.length > before) at.push(Math.round((now - from) / SECOND))
  }
  expect(at).toEqual([4, 16, 80, 384, 988])
  expect(nora.givenUp).toEqual(['a'])
  now += HOUR
  await nora.look()
  expect(begun).toHaveLength(6)
})
