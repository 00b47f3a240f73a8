import { describe, expect, test } from 'vitest'
import { STAGES, type BriefState, type Stage } from '../../src/domain/brief.ts'
import { makeId } from '../../src/domain/ids.ts'
import type { Job } from '../../src/domain/job.ts'
import { decide, type Follow, isWanted, type LifecycleEvent } from '../../src/domain/lifecycle.ts'

const asset = makeId('asset', '00000000-0000-4000-8000-00000000000a')
const cut = { planVersion: 2, filmAssetId: asset, posterAssetId: asset, proxyAssetId: null, durationFrames: 96 }
const shooting: BriefState = { stage: 'shooting', planVersion: 2 }
const failure = { type: 'internal', reason: 'test' } as const

const STATES: Readonly<Record<Stage, BriefState>> = {
  planning: { stage: 'planning' },
  'plan-review': { stage: 'plan-review', planVersion: 2 },
  shooting,
  cutting: { stage: 'cutting', planVersion: 2 },
  delivering: { stage: 'delivering', planVersion: 2, cut },
  'in-review': { stage: 'in-review', planVersion: 2, deliveryNo: 3 },
  revising: { stage: 'revising', planVersion: 2, deliveryNo: 3 },
  approved: { stage: 'approved', planVersion: 2, deliveryNo: 3 },
  cancelled: { stage: 'cancelled', from: shooting },
  failed: { stage: 'failed', from: shooting, failure },
}

const EVENTS = {
  'plan-made': { type: 'plan-made', planVersion: 3, needsGo: false },
  'plan-made, needs go': { type: 'plan-made', planVersion: 3, needsGo: true },
  go: { type: 'go', planVersion: 2 },
  'plan-again': { type: 'plan-again', planVersion: 2 },
  'shots-done': { type: 'shots-done', planVersion: 2 },
  'cut-made': { type: 'cut-made', cut },
  delivered: { type: 'delivered', deliveryNo: 3 },
  approved: { type: 'approved', deliveryNo: 3 },
  'changes-requested': { type: 'changes-requested', deliveryNo: 3 },
  rejected: { type: 'rejected', deliveryNo: 3 },
  reopened: { type: 'reopened' },
  cancelled: { type: 'cancelled' },
  failed: { type: 'failed', failure },
  retried: { type: 'retried' },
} as const satisfies Record<string, LifecycleEvent>
type EventName = keyof typeof EVENTS

/** Every cell that is not here answers `stale-event` and changes nothing. */
const TABLE: Readonly<Partial<Record<Stage, Partial<Record<EventName, readonly [Stage, Follow]>>>>> = {
  planning: {
    'plan-made': ['shooting', 'shoot'],
    'plan-made, needs go': ['plan-review', null],
    cancelled: ['cancelled', 'stop'],
    failed: ['failed', null],
  },
  'plan-review': {
    go: ['shooting', 'shoot'],
    'plan-again': ['planning', 'plan'],
    cancelled: ['cancelled', 'stop'],
    failed: ['failed', null],
  },
  shooting: { 'shots-done': ['cutting', 'cut'], cancelled: ['cancelled', 'stop'], failed: ['failed', null] },
  cutting: { 'cut-made': ['delivering', 'deliver'], cancelled: ['cancelled', 'stop'], failed: ['failed', null] },
  delivering: { delivered: ['in-review', null], cancelled: ['cancelled', 'stop'], failed: ['failed', null] },
  'in-review': {
    approved: ['approved', null],
    'changes-requested': ['revising', 'plan'],
    rejected: ['cancelled', null],
    cancelled: ['cancelled', 'stop'],
    failed: ['failed', null],
  },
  revising: {
    'plan-made': ['shooting', 'shoot'],
    'plan-made, needs go': ['plan-review', null],
    cancelled: ['cancelled', 'stop'],
    failed: ['failed', null],
  },
  approved: { reopened: ['revising', 'plan'] },
  cancelled: { reopened: ['shooting', 'shoot'] },
  failed: { retried: ['shooting', 'shoot'] },
}

describe('every cell of the table', () => {
  for (const stage of STAGES)
    for (const name of Object.keys(EVENTS) as EventName[]) {
      const cell = TABLE[stage]?.[name]
      test(`${stage} × ${name} → ${cell === undefined ? 'stale' : cell[0]}`, () => {
        const expected =
          cell === undefined
            ? { ok: false, failure: { type: 'stale-event', stage, event: EVENTS[name].type } }
            : { ok: true, value: { state: { stage: cell[0] }, follow: cell[1] } }
        expect(decide(STATES[stage], EVENTS[name])).toMatchObject(expected)
      })
    }
})

describe('what a late event believed', () => {
  const late: readonly (readonly [Stage, LifecycleEvent])[] = [
    ['plan-review', { type: 'go', planVersion: 1 }],
    ['plan-review', { type: 'plan-again', planVersion: 1 }],
    ['shooting', { type: 'shots-done', planVersion: 1 }],
    ['cutting', { type: 'cut-made', cut: { ...cut, planVersion: 1 } }],
    ['in-review', { type: 'approved', deliveryNo: 2 }],
    ['in-review', { type: 'changes-requested', deliveryNo: 2 }],
    ['in-review', { type: 'rejected', deliveryNo: 2 }],
    ['revising', { type: 'plan-made', planVersion: 2, needsGo: false }],
  ]
  for (const [stage, event] of late)
    test(`${event.type} of an older version changes nothing in ${stage}`, () => {
      expect(decide(STATES[stage], event)).toMatchObject({ ok: false, failure: { type: 'stale-event' } })
    })
})

describe('a brief that stopped goes on from where it was', () => {
  const froms = ['planning', 'plan-review', 'shooting', 'cutting', 'delivering', 'in-review', 'revising'] as const
  const work: Readonly<Record<(typeof froms)[number], Follow>> = {
    planning: 'plan',
    'plan-review': null,
    shooting: 'shoot',
    cutting: 'cut',
    delivering: 'deliver',
    'in-review': null,
    revising: 'plan',
  }
  for (const stage of froms)
    test(`failed and cancelled in ${stage}`, () => {
      const state = STATES[stage]
      const failed = decide(state, EVENTS.failed)
      const cancelled = decide(state, EVENTS.cancelled)
      if (!failed.ok || !cancelled.ok) throw new Error('must stop')
      expect(decide(failed.value.state, { type: 'retried' })).toEqual({
        ok: true,
        value: { state, follow: work[stage] },
      })
      expect(decide(cancelled.value.state, { type: 'reopened' })).toEqual({
        ok: true,
        value: { state, follow: work[stage] },
      })
    })
})

describe('a job is wanted only in the stage that waits for it', () => {
  const of = { id: 'j', attempt: 0 } as const
  const briefId = makeId('brief', '00000000-0000-4000-8000-00000000000b')
  const shotId = makeId('shot', '00000000-0000-4000-8000-00000000000c')
  const now = { briefId, planVersion: 2, tries: 0 }
  const old = { ...now, planVersion: 1 }
  const cases: readonly (readonly [string, Job, readonly Stage[]])[] = [
    ['plan', { ...of, kind: 'plan', payload: now }, ['planning', 'revising']],
    ['shoot', { ...of, kind: 'shoot', payload: { ...now, shotId } }, ['shooting']],
    ['shoot of an older plan', { ...of, kind: 'shoot', payload: { ...old, shotId } }, []],
    ['cut', { ...of, kind: 'cut', payload: now }, ['cutting']],
    ['cut of an older plan', { ...of, kind: 'cut', payload: old }, []],
    ['deliver', { ...of, kind: 'deliver', payload: now }, ['delivering']],
    ['stop', { ...of, kind: 'stop', payload: now }, ['cancelled']],
  ]
  for (const [name, job, stages] of cases)
    test(`${name}: ${stages.join(', ') || 'none'}`, () => {
      expect(STAGES.filter((stage) => isWanted(job, STATES[stage]))).toEqual(stages)
    })
})
