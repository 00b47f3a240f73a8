/** When waiting shots are expected. */
import { expect, test } from 'vitest'
import { forecast } from '../../src/domain/forecast.ts'
import { makeId } from '../../src/domain/ids.ts'
import type { WaitingShot } from '../../src/domain/next-shot.ts'

const id = (n: number) => `00000000-0000-4000-8000-${n.toString().padStart(12, '0')}`
const shot = (n: number, o: Partial<WaitingShot> = {}): WaitingShot => ({
  briefId: makeId('brief', id(n)),
  planVersion: 1,
  shotId: makeId('shot', id(n)),
  shotIndex: 0,
  projectId: makeId('project', id(1)),
  personId: makeId('person', id(1)),
  title: `${n}`,
  queuedAt: new Date(n * 1000),
  bumpedAt: null,
  isRevision: false,
  workflow: 'w',
  models: {},
  durationFrames: 24,
  fps: 24,
  size: { width: 8, height: 8 },
  openOn: null,
  openSince: null,
  hasClip: false,
  ...o,
})
const NOTHING = { started: [], latestArrivals: [] }
const told = (shots: readonly WaitingShot[], hosts: Parameters<typeof forecast>[1]) =>
  forecast(shots, hosts, NOTHING, () => 100).map((e) => [e.shot.title, e.host, e.beginsInMs, e.endsInMs])

test('each goes to the host that is free first, in the order of the choice', () => {
  const hosts = [
    { name: 'a', freeInMs: 50, loaded: null },
    { name: 'b', freeInMs: 0, loaded: null },
  ]
  expect(told([shot(1), shot(2), shot(3, { isRevision: true })], hosts)).toEqual([
    ['3', 'b', 0, 100],
    ['1', 'a', 50, 150],
    ['2', 'b', 100, 200],
  ])
})

test('without a host nobody knows when, but who is next', () => {
  expect(told([shot(2), shot(1)], [])).toEqual([
    ['1', null, null, null],
    ['2', null, null, null],
  ])
})
