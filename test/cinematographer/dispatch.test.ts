/** Which host gets which shot, and when: as many as keep it busy, the most urgent first, none twice. */
import { afterEach, expect, test } from 'vitest'
import { createGiveOutWorld } from './give-out.ts'

let world: Awaited<ReturnType<typeof createGiveOutWorld>>
afterEach(() => world.stop())

test('a host has one that executes, one that waits there and two being prepared; the others wait here', async () => {
  world = await createGiveOutWorld({ hosts: ['a'] })
  await world.film('film', 6)
  expect(world.given.map((g) => g.shot)).toEqual(['film 0', 'film 1', 'film 2', 'film 3'])
  expect(world.order()).toEqual(['film 0', 'film 1'])
  for (let n = 0; n < 6; n++) await world.finish()
  expect(world.order()).toEqual(['film 0', 'film 1', 'film 2', 'film 3', 'film 4', 'film 5'])
  expect(world.hosts[0]?.peak).toMatchObject({ onHost: 2, executing: 1 })
  expect(await world.store.shotsToShoot()).toEqual([])
})

test('shots are spread over the hosts', async () => {
  world = await createGiveOutWorld({ hosts: ['a', 'b', 'c'] })
  await world.film('film', 3)
  expect(new Set(world.given.map((g) => g.host))).toEqual(new Set(['a', 'b', 'c']))
})

test('a revision goes before what is only prepared, and takes the place of what waits on the host', async () => {
  world = await createGiveOutWorld({ hosts: ['a'] })
  await world.film('film', 5)
  await world.film('urgent', 1, { deliveryCount: 1 })
  expect(world.back).toContain('film 1')
  await world.finish()
  expect(world.order().slice(0, 3)).toEqual(['film 0', 'film 1', 'urgent 0'])
  for (let n = 0; n < 5; n++) await world.finish()
  // What gave way is rendered once, after it.
  expect(new Set(world.order().slice(3))).toEqual(new Set(['film 1', 'film 2', 'film 3', 'film 4']))
  expect(await world.store.shotsToShoot()).toEqual([])
})

test('a shot that a host may still render goes back to that host, and to no other', async () => {
  world = await createGiveOutWorld({ hosts: ['a', 'b'] })
  await world.film('film', 1, { openOn: 'b' })
  expect(world.given).toEqual([{ shot: 'film 0', host: 'b', leave: null }])
})

test('of a host that is away it waits for half a minute, then another host renders it anew', async () => {
  world = await createGiveOutWorld({ hosts: ['a', 'b'] })
  const [, b] = world.hosts
  if (!b) throw new Error('no host')
  b.down = true
  await world.pass(0)
  await world.film('film', 1, { openOn: 'b' })
  expect(world.given).toEqual([])
  await world.pass(31_000)
  expect(world.given).toEqual([{ shot: 'film 0', host: 'a', leave: 'b' }])
  await world.finish(0)
  // It comes back, and is told to stop what nobody waits for any more.
  b.down = false
  await world.pass(5_000)
  expect(await world.store.shotsToShoot()).toEqual([])
})

test('a take of a host that nobody knows any more is looked after by whoever gets the shot', async () => {
  world = await createGiveOutWorld({ hosts: ['a'] })
  await world.film('film', 1, { openOn: 'gone' })
  expect(world.given[0]).toEqual({ shot: 'film 0', host: 'a', leave: null })
})

test('a paused host finishes what it has and is given nothing more', async () => {
  world = await createGiveOutWorld({ hosts: ['a'] })
  await world.look()
  const person = (await world.film('before', 1)).brief.requesterId
  await world.store.transact((tx) => tx.pauseHost('a', person, world.clock.now()))
  await world.look()
  const { brief } = await world.film('after', 1)
  const { brief: kept } = await world.film('kept', 1, { openOn: 'a' })
  expect(world.given.map((g) => g.shot)).toEqual(['before 0', 'kept 0'])
  expect(await world.waits(brief)).toEqual(['no-host-is-up'])
  expect(await world.waits(kept)).toEqual([])
  await world.store.transact((tx) => tx.pauseHost('a', null, null))
  await world.look()
  expect(world.given.map((g) => g.shot)).toContain('after 0')
})

test('without a host briefs wait, say so once, and go on by themselves', async () => {
  world = await createGiveOutWorld({ hosts: ['a'] })
  const [a] = world.hosts
  if (!a) throw new Error('no host')
  a.down = true
  await world.look()
  const { brief } = await world.film('film', 2)
  for (let n = 0; n < 3; n++) await world.pass(5_000)
  expect(await world.waits(brief)).toEqual(['no-host-is-up'])
  a.down = false
  await world.pass(5_000)
  expect(world.order()).toEqual(['film 0', 'film 1'])
})

test('shots that a host had when it went away wait too, and it is said each time', async () => {
  world = await createGiveOutWorld({ hosts: ['a'] })
  const [a] = world.hosts
  if (!a) throw new Error('no host')
  const { brief } = await world.film('film', 2)
  for (const outage of [1, 2]) {
    a.down = true
    for (let n = 0; n < 3; n++) await world.pass(2_000)
    expect(await world.waits(brief)).toHaveLength(outage)
    a.down = false
    await world.pass(2_000)
  }
})

test('a host gets only what it can run; what none can run waits and says so', async () => {
  world = await createGiveOutWorld({
    hosts: ['a', 'b'],
    canRun: (host, shot) => shot.models['checkpoint'] === { a: 'sd15', b: 'wan' }[host],
  })
  await world.film('one', 2, { load: 'sd15' })
  await world.film('two', 2, { load: 'wan' })
  const { brief } = await world.film('three', 1, { load: 'flux' })
  expect(world.order(0)).toEqual(['one 0', 'one 1'])
  expect(world.order(1)).toEqual(['two 0', 'two 1'])
  expect(await world.waits(brief)).toEqual(['no-host-can'])
})

test('jobs that need no host do not wait for one', async () => {
  world = await createGiveOutWorld({ hosts: ['a'] })
  const [a] = world.hosts
  if (!a) throw new Error('no host')
  a.down = true
  await world.look()
  await world.film('cancelled', 1, { state: { stage: 'cancelled', from: { stage: 'shooting', planVersion: 1 } } })
  expect(world.given).toEqual([{ shot: 'cancelled 0', host: null, leave: null }])
})

test('shots of one checkpoint stay together on a host that has it loaded', async () => {
  world = await createGiveOutWorld({ hosts: ['a'] })
  const { project } = await world.film('x', 2, { load: 'one' })
  await world.film('y', 2, { load: 'two', projectId: project.id })
  await world.film('z', 2, { load: 'one', projectId: project.id })
  for (let n = 0; n < 6; n++) await world.finish()
  // `y` was being prepared when `z` came.
  expect(world.order().filter((t) => t?.startsWith('y'))).toEqual(['y 0', 'y 1'])
  expect(await world.store.shotsToShoot()).toEqual([])
})

test('places are given back when the database is away while shots are begun', async () => {
  world = await createGiveOutWorld({ hosts: ['a'] })
  world.outage(12)
  await world.film('film', 5)
  for (let n = 0; n < 12; n++) await world.look()
  expect(world.given.map((g) => g.shot)).toEqual(['film 0', 'film 1', 'film 2', 'film 3'])
})

test('what every host refused is not waited for in silence', async () => {
  world = await createGiveOutWorld({ hosts: ['a', 'b'] })
  const { brief } = await world.film('film', 1, { notOn: ['a', 'b'] })
  expect(world.given).toEqual([])
  expect(await world.waits(brief)).toEqual(['no-host-can'])
})

test('a shot that no host can render is told once, whatever else of its film is begun', async () => {
  world = await createGiveOutWorld({ hosts: ['a'], canRun: (_host, shot) => shot.models['checkpoint'] !== 'flux' })
  const { brief } = await world.film('film', 7, { loads: ['flux'] })
  for (let n = 0; n < 7; n++) await world.finish()
  expect(await world.waits(brief)).toEqual(['no-host-can'])
})

const driven = (name: string, standing: 'up' | 'down', since: Date) => ({
  name,
  standing,
  since,
  reason: null,
  seen: null,
  seenAt: since,
  isDriven: true,
  pausedBy: null,
  pausedAt: null,
})

test('a host that another process drives is left to it, also where we cannot reach it; if that one cannot either, its shot moves', async () => {
  const others = [driven('b', 'up', new Date(Date.UTC(2026, 0, 1)))]
  world = await createGiveOutWorld({ hosts: ['a', 'b'], notHeld: ['b'], elsewhere: () => others })
  const [, b] = world.hosts
  if (!b) throw new Error('no host')
  await world.film('film', 1, { openOn: 'b' })
  b.down = true
  for (let n = 0; n < 3; n++) await world.pass(31_000)
  expect(world.given).toEqual([])
  others[0] = driven('b', 'down', world.clock.now())
  await world.pass(5_000)
  expect(world.given).toEqual([])
  await world.pass(31_000)
  expect(world.given).toEqual([{ shot: 'film 0', host: 'a', leave: 'b' }])
})

test('a host whose process is being started again keeps what it has; a built-in one that is gone does not', async () => {
  const others = [driven('b', 'up', new Date(Date.UTC(2026, 0, 2)))].map((h) => ({ ...h, isDriven: false }))
  world = await createGiveOutWorld({
    hosts: ['a'],
    elsewhere: () => [...others, ...others.map((h) => ({ ...h, name: 'previz-1' }))],
  })
  await world.film('kept', 1, { openOn: 'b' })
  await world.film('lost', 1, { openOn: 'previz-1' })
  await world.pass(30_000)
  const given = () => new Set(world.given.map((g) => g.shot))
  expect(given()).toEqual(new Set(['lost 0']))
  await world.pass(31_000)
  expect(given()).toEqual(new Set(['lost 0', 'kept 0']))
})

test('of two processes whose hosts are all away, one says so', async () => {
  const others = [driven('b', 'down', new Date(Date.UTC(2026, 0, 1)))]
  world = await createGiveOutWorld({ hosts: ['c'], elsewhere: () => others })
  const [c] = world.hosts
  if (!c) throw new Error('no host')
  c.down = true
  await world.look()
  const { brief } = await world.film('film', 1)
  expect(await world.waits(brief)).toEqual([])
  others[0] = driven('d', 'down', new Date(Date.UTC(2026, 0, 1)))
  await world.look()
  expect(await world.waits(brief)).toEqual(['no-host-is-up'])
})
