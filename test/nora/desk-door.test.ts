/** Do links to the desk work once and not for long, and do guests see and say no more than they were given? */
import { expect, test } from 'vitest'
import { createDeskDoor } from '../../src/nora/desk-door.ts'
import { createShareDelivery } from '../../src/nora/share-delivery.ts'
import { DAY, MINUTE } from '../../src/domain/time.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { aDelivery, anAsset, newId, second, storeBrief } from '../support/nouns.ts'

function house() {
  let now = second(0).getTime()
  const store = createMemoryStore()
  const clock = { now: () => new Date(now) }
  const deps = { store, clock, randomness: { uuid: () => crypto.randomUUID() } }
  return {
    store,
    door: createDeskDoor(deps),
    guests: createShareDelivery(deps),
    pass: (ms: number) => (now += ms),
  }
}

const secretIn = (path: string): string => path.split('/').at(-1) ?? ''

test('a link shows whose it is, opens one session, and ends after ten minutes', async () => {
  const { store, door, pass } = house()
  const { person } = await storeBrief(store)
  const used = secretIn((await door.makeDeskLink(person.id)).path)
  expect(await door.peekDeskLink(used)).toEqual(person)
  const session = await door.enterByLink(used)
  expect(await door.enterByLink(used)).toBeNull()
  expect(await door.peekDeskLink(used)).toBeNull()
  expect(await door.personOfSession(session?.secret ?? '')).toEqual(person)
  expect(await door.personOfSession(used)).toBeNull()

  const old = secretIn((await door.makeDeskLink(person.id)).path)
  pass(10 * MINUTE)
  expect([await door.peekDeskLink(old), await door.enterByLink(old)]).toEqual([null, null])
  await door.leave(session?.secret ?? '')
  expect(await door.personOfSession(session?.secret ?? '')).toBeNull()
})

test('a session ends by itself after thirty days', async () => {
  const { store, door, pass } = house()
  const { person } = await storeBrief(store)
  const { secret } = await door.enter(person.id)
  pass(30 * DAY - 1)
  expect(await door.personOfSession(secret)).toEqual(person)
  pass(1)
  expect(await door.personOfSession(secret)).toBeNull()
})

test('guests see one delivery until the link is revoked or old; what they say is taken over once', async () => {
  const { store, guests, pass } = house()
  const { project, brief, person } = await storeBrief(store)
  const film = anAsset(project.id)
  await store.transact(async (tx) => {
    await tx.insertAsset(film)
    await tx.insertDelivery(aDelivery(brief.id, film, film, { number: 3 }))
    await tx.setRole(project.id, person.id, 'member')
  })
  const asked = { briefId: brief.id, personId: person.id, deliveryNo: 3, days: 1 }
  const give = async (mayComment: boolean) => {
    const made = await guests.share({ ...asked, mayComment })
    if (!made.ok) throw new Error(made.failure.type)
    return { id: made.value.share.id, secret: secretIn(made.value.path) }
  }
  const [silent, talking] = [await give(false), await give(true)]
  expect((await guests.openShare(talking.secret))?.delivery.filmAssetId).toBe(film.id)
  expect(await guests.openShare('x')).toBeNull()
  const said = { who: ' Zoë ', text: ' darker ', timecodeSeconds: 2 }
  expect(await guests.comment(silent.secret, said)).toBeNull()
  expect(await guests.comment(talking.secret, { ...said, text: ' ' })).toMatchObject({
    failure: { type: 'note-empty' },
  })
  expect(await guests.comment(talking.secret, said)).toMatchObject({ value: { who: 'Zoë', text: 'darker' } })
  const [comment] = await guests.listGuestComments(brief.id)
  if (comment === undefined) throw new Error('no comment')
  const take = () => guests.takeOverComment({ ...asked, commentId: comment.id })
  expect(await take()).toMatchObject({ value: { text: 'darker' } })
  expect(await take()).toEqual({ ok: true, value: null })
  const nobody = newId('person')
  expect(await guests.revokeShare({ ...asked, personId: nobody, shareId: talking.id })).toMatchObject({ ok: false })
  await guests.revokeShare({ ...asked, shareId: talking.id })
  expect([await guests.openShare(talking.secret), await guests.comment(talking.secret, said)]).toEqual([null, null])
  pass(DAY)
  expect(await guests.openShare(silent.secret)).toBeNull()
  expect(await guests.share({ ...asked, deliveryNo: 9, mayComment: true })).toMatchObject({
    failure: { type: 'no-delivery' },
  })
})
