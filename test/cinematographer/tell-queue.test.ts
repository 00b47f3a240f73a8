/** When threads are told how long it takes: as it changes, not more often than every ten seconds, by one process. */
import { expect, test } from 'vitest'
import { createLanes } from '../../src/cinematographer/lanes.ts'
import { createTellQueue } from '../../src/cinematographer/tell-queue.ts'
import type { InQueue } from '../../src/domain/brief-queue.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import { createClockHost } from '../fakes/clock-host.ts'
import { newId, second } from '../support/nouns.ts'

const brief = newId('brief')
const [lane] = createLanes({ hosts: [createClockHost()] }).own

function createQueue(o: { readonly elsewhere?: string } = {}) {
  const clock = { at: second(0), now: () => clock.at }
  const places = new Map<BriefId, InQueue>()
  const told: unknown[] = []
  const host = { name: 'gpu-2', standing: 'up', since: second(0), isHeld: true, isPaused: false } as const
  const other = { standing: 'up', since: second(0), pausedAt: null } as const
  const tell = createTellQueue({
    readPlaces: async () => new Map(places),
    roster: {
      all: () => (lane === undefined ? [] : [{ ...host, lane }]),
      drivenElsewhere: () => new Map(o.elsewhere === undefined ? [] : [[o.elsewhere, other]]),
    },
    report: async (_, __, status) => void told.push(status),
    clock,
  })
  return {
    told,
    async at(seconds: number, place: InQueue | null) {
      clock.at = second(seconds)
      if (place === null) places.delete(brief)
      else places.set(brief, place)
      await tell()
    },
  }
}

const waits = (position: number | null, etaSeconds: number): InQueue => ({ position, etaSeconds, isGuess: false })

test('it is told when it changed noticeably, and not before ten seconds have passed', async () => {
  const { at, told } = createQueue()
  await at(0, waits(2, 240))
  await at(2, waits(1, 120))
  expect(told).toEqual([{ at: 'waiting', ...waits(2, 240) }])
  await at(10, waits(2, 230))
  await at(20, waits(2, 220))
  expect(told).toHaveLength(1)
  // Small steps add up: what counts is what was told last.
  await at(60, waits(2, 180))
  await at(70, waits(null, 170))
  expect(told.slice(1)).toEqual([waits(2, 180), waits(null, 170)].map((w) => ({ at: 'waiting', ...w })))
})

test('nothing is told while nobody knows; once somebody does, it is', async () => {
  const { at, told } = createQueue()
  await at(0, waits(1, 60))
  await at(10, null)
  expect(told).toHaveLength(1)
  await at(20, waits(1, 60))
  expect(told).toHaveLength(2)
})

test('of several processes that of the first host tells', async () => {
  const [first, second] = [createQueue({ elsewhere: 'gpu-3' }), createQueue({ elsewhere: 'gpu-1' })]
  await first.at(0, waits(1, 60))
  await second.at(0, waits(1, 60))
  expect([first.told.length, second.told.length]).toEqual([1, 0])
})
