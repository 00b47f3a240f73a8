/** Can people be brought into a project over HTTP, each counted once, and only by those who may? */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Service, startService } from './service.ts'

let nora: Service
let members: string
beforeAll(async () => {
  nora = await startService()
  const { id } = (await nora.post('/api/projects', { name: 'Crew' })).json as { id: string }
  members = `/api/projects/${id}/members`
})
afterAll(() => nora.close())

const slack = (userId: string, name: string) => ({ platform: 'slack', workspace: 'T1', userId, name })
const personIn = (json: unknown) => (json as { personId: string }).personId

test('a user of a platform is met once, and their role can be changed', async () => {
  const first = await nora.post(members, { identity: slack('U1', 'Ines'), role: 'member' })
  expect(first).toMatchObject({ status: 200, json: { name: 'Ines', role: 'member' } })
  const personId = personIn(first.json)
  const again = await nora.post(members, { identity: slack('U1', 'Somebody else'), role: 'reviewer' })
  expect(again.json).toEqual({ personId, name: 'Ines', role: 'reviewer' })
  expect((await nora.post(members, { personId, role: 'producer' })).json).toEqual({
    personId,
    name: 'Ines',
    role: 'producer',
  })
  const everybody = (await nora.get(members)).json as { items: { personId: string }[]; nextCursor: null }
  expect(everybody).toMatchObject({
    items: [
      { name: 'Ines', role: 'producer' },
      { name: 'Local user', role: 'admin' },
    ],
  })
  expect(everybody.items[0]?.personId).toBe(personId)
})

test('a user who is met many times at one moment is one person', async () => {
  const met = await Promise.all(
    Array.from({ length: 6 }, () => nora.post(members, { identity: slack('U2', 'Bo'), role: 'guest' })),
  )
  expect(new Set(met.map((a) => personIn(a.json))).size).toBe(1)
})

test('only an admin may, and nobody is met when they may not', async () => {
  const { personId } = (await nora.post(members, { identity: slack('U3', 'Dee'), role: 'producer' })).json as {
    personId: string
  }
  const stranger = { platform: 'slack', workspace: 'T1', userId: 'U4' } as const
  const body = { identity: { ...stranger, name: 'Eve' }, role: 'admin', requesterId: personId }
  expect(await nora.post(members, body)).toMatchObject({ status: 403, json: { error: { code: 'not-allowed' } } })
  expect(await nora.store.personOf(stranger)).toBeNull()
})

test.each([
  ['nobody', { role: 'guest' }, 'personId'],
  ['two at once', { personId: `per_${'9'.repeat(32)}`, identity: slack('U5', 'x'), role: 'guest' }, 'personId'],
  ['a person who is nobody', { personId: `per_${'9'.repeat(32)}`, role: 'guest' }, 'personId'],
  ['no role', { identity: slack('U5', 'x') }, 'role'],
  ['a role that is none', { identity: slack('U5', 'x'), role: 'king' }, 'role'],
  [
    'a platform that is none',
    { identity: { ...slack('U5', 'x'), platform: 'irc' }, role: 'guest' },
    'identity.platform',
  ],
  ['no name', { identity: slack('U5', ' '), role: 'guest' }, 'identity.name'],
  ['an unknown field', { identity: slack('U5', 'x'), role: 'guest', boss: true }, 'boss'],
])('with %s is refused by name', async (_, body, path) => {
  expect(await nora.post(members, body)).toMatchObject({
    status: 422,
    json: { error: { code: 'invalid-input', details: { problems: [{ path }] } } },
  })
  expect(await nora.store.personOf({ platform: 'slack', workspace: 'T1', userId: 'U5' })).toBeNull()
})

test('a project that nobody knows is not found', async () => {
  const at = `/api/projects/prj_${'0'.repeat(32)}/members`
  expect(await nora.get(at)).toMatchObject({ status: 404 })
  expect(await nora.post(at, { identity: slack('U6', 'x'), role: 'guest' })).toMatchObject({ status: 404 })
})
