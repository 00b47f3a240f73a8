/** How the roster judges a host from what probes find: up, busy, frozen, down; and what it clears away. */
import { expect, test } from 'vitest'
import { createLanes } from '../../src/cinematographer/lanes.ts'
import { createRoster } from '../../src/cinematographer/roster.ts'
import type { HostRecord } from '../../src/domain/host.ts'
import { MINUTE, SECOND } from '../../src/domain/time.ts'
import { fail, ok } from '../../src/domain/result.ts'
import type { GpuHost, QueuedPrompt } from '../../src/ports/gpu-host.ts'
import { createClockHost } from '../fakes/clock-host.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { aTake, second, storeBrief } from '../support/nouns.ts'
import { silent } from '../support/silent-log.ts'

const ours = (promptId: string): QueuedPrompt => ({ promptId, ours: true })
const theirs = (promptId: string): QueuedPrompt => ({ promptId, ours: false })

async function createStand(o: { readonly isHeld?: boolean; readonly records?: readonly HostRecord[] } = {}) {
  const kept = createMemoryStore()
  const store = { ...kept, hosts: async () => [...(await kept.hosts()), ...(o.records ?? [])] }
  const clock = { at: second(0), now: () => clock.at }
  const on = { running: [] as QueuedPrompt[], pending: [] as QueuedPrompt[], away: false, hangs: false, probes: 0 }
  const cancelled: string[] = []
  const hung = Promise.withResolvers<void>()
  const host: GpuHost = {
    ...createClockHost({ name: 'gpu' }),
    async probe() {
      on.probes++
      if (on.hangs) await hung.promise
      const facts = { version: '0.33.0', devices: [], maxUploadBytes: null, running: on.running, pending: on.pending }
      return on.away ? fail({ type: 'host-down', host: 'gpu', reason: 'refused' }) : ok(facts)
    },
    async cancel(promptId) {
      cancelled.push(promptId)
      return ok(undefined)
    },
  }
  const hold = { hold: async () => o.isHeld ?? true, close: async () => {} }
  const lanes = createLanes({ hosts: [host] })
  const isAnimatic = () => false
  const roster = createRoster({ hosts: [host], lanes, hold, store, isAnimatic, clock, log: silent })
  return {
    store,
    on,
    cancelled,
    roster,
    answer: hung.resolve,
    look: async (afterMs = 0) => {
      clock.at = new Date(clock.at.getTime() + afterMs)
      await roster.look()
      return roster.all()[0]?.standing
    },
    reason: async () => (await kept.hosts())[0]?.reason ?? null,
  }
}

test('a queue that stands still for 15 s is frozen; once it moves, the host is up', async () => {
  const { on, look, reason } = await createStand()
  on.pending = [ours('p')]
  expect(await look()).toBe('up')
  expect(await look(14 * SECOND)).toBe('up')
  expect(await look(SECOND)).toBe('frozen')
  expect(await reason()).toMatch(/begins none of the prompts .*: restart it/)
  on.running = on.pending
  expect(await look(SECOND)).toBe('up')
})

test('another prompt at the head of the queue, or a host that was away meanwhile, begins the wait anew', async () => {
  const { on, look } = await createStand()
  on.pending = [ours('p')]
  await look()
  on.pending = [ours('q')]
  expect(await look(14 * SECOND)).toBe('up')
  expect(await look(14 * SECOND)).toBe('up')
  on.away = true
  expect(await look(SECOND)).toBe('down')
  on.away = false
  expect(await look(SECOND)).toBe('up')
  expect(await look(16 * SECOND)).toBe('frozen')
})

test('who waited in vain for a prompt says so: it stays frozen while that prompt runs', async () => {
  const { on, look, roster } = await createStand()
  on.running = [ours('p')]
  await look()
  roster.note('gpu', { type: 'host-frozen', host: 'gpu', reason: 'nothing was heard' })
  expect(await look(SECOND)).toBe('frozen')
  on.running = [ours('q')]
  expect(await look(SECOND)).toBe('up')
})

test('prompts of others make it busy; one that runs for half an hour before ours is told, and left alone', async () => {
  const { on, look, reason, cancelled } = await createStand()
  on.running = [theirs('x')]
  on.pending = [theirs('y'), ours('p')]
  expect(await look()).toBe('busy')
  expect(await reason()).toBe('2 of others before ours')
  await look(29 * MINUTE)
  expect(await reason()).toBe('2 of others before ours')
  expect(await look(MINUTE)).toBe('busy')
  expect(await reason()).toMatch(/of others has run for more than 30 minutes while ours wait/)
  on.running = [theirs('y')]
  on.pending = [ours('p')]
  expect(await look(SECOND)).toBe('busy')
  expect(await reason()).toBe('1 of others before ours')
  expect(cancelled).toEqual([])
})

test("a long prompt of others is nobody's matter while none of ours wait", async () => {
  const { on, look, reason } = await createStand()
  on.running = [theirs('x')]
  await look()
  await look(90 * MINUTE)
  expect(await reason()).toBe('1 of others before ours')
})

test('prompts of takes that were given up are cleared away, those of open takes and of others are not', async () => {
  const { on, look, store, cancelled } = await createStand()
  const { brief, shots } = await storeBrief(store)
  const over = { outcome: 'lost', gpuMs: null, assetId: null, failure: null, endedAt: second(9) } as const
  const given = { host: 'gpu', promptId: '00000000-0000-4000-8000-0000000000a1' }
  const open = { host: 'gpu', promptId: '00000000-0000-4000-8000-0000000000a2' }
  await store.transact(async (tx) => {
    const up = aTake(brief.id, shots[0].id, given)
    await tx.insertTake(up)
    await tx.endTake(up.id, over)
    await tx.insertTake(aTake(brief.id, shots[1].id, open))
  })
  on.running = [ours(given.promptId)]
  on.pending = [ours(open.promptId), ours('of-another-nora'), theirs('x')]
  await look()
  expect(cancelled).toEqual([given.promptId])
})

test('whether it is paused is read again before anything is given; a host of another process is told apart', async () => {
  const elsewhere: HostRecord = {
    name: 'gpu-2',
    standing: 'up',
    reason: null,
    since: second(0),
    seen: null,
    seenAt: null,
    isDriven: true,
    pausedBy: null,
    pausedAt: null,
  }
  const { look, roster, store } = await createStand({
    records: [elsewhere, { ...elsewhere, name: 'old', isDriven: false }],
  })
  await look()
  const { person } = await storeBrief(store)
  await store.transact((tx) => tx.pauseHost('gpu', person.id, second(1)))
  expect((await roster.read())[0]).toMatchObject({ name: 'gpu', isPaused: true, isHeld: true })
  expect([...roster.drivenElsewhere().keys()]).toEqual(['gpu-2'])
})

test('a host that another process holds is looked at, and nothing of it is written or cleared', async () => {
  const { on, look, roster, store } = await createStand({ isHeld: false })
  on.running = [ours('p')]
  expect(await look()).toBe('up')
  expect(roster.all()[0]?.isHeld).toBe(false)
  expect(await store.hosts()).toEqual([])
})

test('a host that does not answer yet is not asked again meanwhile', async () => {
  const { on, roster, answer } = await createStand()
  on.hangs = true
  const looks = [roster.look(), roster.look(), roster.look()]
  answer()
  await Promise.all(looks)
  expect(on.probes).toBe(1)
})
