/** Who runs Nora names her first admins; one human is one person wherever they speak. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createMeet } from '../../src/nora/people.ts'
import type { Store } from '../../src/ports/store.ts'
import { ok } from '../../src/domain/result.ts'
import { createChance, createSmallWorld } from '../story/small-world.ts'
import { DEFAULT_PROJECT, LOCAL_PERSON } from '../../src/domain/ids.ts'

const quiet = { read: async () => ok({ kind: 'talk' } as const) }

test('named admins may do everything in every project, old and new', async () => {
  const { nora, store } = createSmallWorld(createChance(1), quiet, { failing: 0, dying: 0, slow: 0 })
  await nora.ensureDefaults()
  const older = await nora.makeProject({ name: 'older', personId: LOCAL_PERSON })
  const ada = { platform: 'slack', workspace: 'T1', userId: 'U1' } as const
  await nora.ensureAdmins([ada])
  await nora.ensureAdmins([ada])
  const newer = await nora.makeProject({ name: 'newer', personId: LOCAL_PERSON })
  const person = await store.personOf(ada)
  expect(person).not.toBeNull()
  for (const project of [DEFAULT_PROJECT, older.id, newer.id])
    expect(await store.role(project, person?.id ?? LOCAL_PERSON)).toBe('admin')
})

test('where nobody was named, who runs a platform is an admin, until a project says otherwise', async () => {
  const { nora, store } = createSmallWorld(createChance(3), quiet, { failing: 0, dying: 0, slow: 0 })
  await nora.ensureDefaults()
  const boss = { identity: { platform: 'discord', workspace: 'G1', userId: '1' }, name: 'Bo', knownAs: null } as const
  const { id } = await nora.meet({ ...boss, runsPlatform: false })
  expect(await store.role(DEFAULT_PROJECT, id)).toBeNull()
  await nora.meet({ ...boss, runsPlatform: true })
  expect(await store.role(DEFAULT_PROJECT, id)).toBe('admin')
  await nora.nameMember({ projectId: DEFAULT_PROJECT, askedBy: LOCAL_PERSON, who: id, role: 'member' })
  await nora.meet({ ...boss, runsPlatform: true })
  expect(await store.role(DEFAULT_PROJECT, id)).toBe('member')
})

test('the projects of who runs a platform are looked through once a start, however often they speak', async () => {
  const { store } = createSmallWorld(createChance(5), quiet, { failing: 0, dying: 0, slow: 0 })
  let looks = 0
  const counting: Store = {
    ...store,
    transact: (work) =>
      store.transact((tx) =>
        work({
          ...tx,
          projects: (o) => {
            looks++
            return tx.projects(o)
          },
        }),
      ),
  }
  const deps = { store: counting, randomness: { uuid: () => randomUUID(), below: () => 0 }, trustsPlatforms: true }
  const identity = { platform: 'discord', workspace: '', userId: '1' } as const
  const meet = createMeet(deps)
  for (let i = 0; i < 3; i++) await meet({ identity, name: 'Bo', knownAs: null, runsPlatform: true })
  expect(looks).toBe(1)
  await createMeet(deps)({ identity, name: 'Bo', knownAs: null, runsPlatform: true })
  expect(looks).toBe(2)
})

test('somebody who was met as a number gets their name once it is told, and keeps it', async () => {
  const { nora, store } = createSmallWorld(createChance(4), quiet, { failing: 0, dying: 0, slow: 0 })
  const identity = { platform: 'discord', workspace: '', userId: '1000000000000000002' } as const
  const met = (name: string) => nora.meet({ identity, name, knownAs: null })
  const { id } = await met(identity.userId)
  expect(await met('Ada')).toEqual({ id, name: 'Ada' })
  expect(await met(identity.userId)).toEqual({ id, name: 'Ada' })
  expect((await met('Somebody')).name).toBe('Ada')
  expect((await store.person(id))?.name).toBe('Ada')
})

test('one human on two platforms is one person', async () => {
  const { nora, store } = createSmallWorld(createChance(2), quiet, { failing: 0, dying: 0, slow: 0 })
  const slack = { platform: 'slack', workspace: 'T1', userId: 'U1' } as const
  const desk = { platform: 'desk', workspace: '', userId: 'ada' } as const
  const ada = await nora.meet({ identity: slack, name: 'Ada', knownAs: null })
  await nora.meet({ identity: desk, name: 'Ada L.', knownAs: ada.id })
  expect((await store.personOf(desk))?.id).toBe(ada.id)
  expect((await nora.meet({ identity: slack, name: 'Somebody', knownAs: null })).name).toBe('Ada')
})
