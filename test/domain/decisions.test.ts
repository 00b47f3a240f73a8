import { describe, expect, test } from 'vitest'
import { mayDo, VERBS, type Verb } from '../../src/domain/access.ts'
import { cleanName } from '../../src/domain/asset.ts'
import { filmName } from '../../src/domain/cut.ts'
import type { Failure } from '../../src/domain/failure.ts'
import { fingerprint, type RenderedFrom } from '../../src/domain/fingerprint.ts'
import { makeId, parseId } from '../../src/domain/ids.ts'
import type { Role } from '../../src/domain/project.ts'
import { type Behind, countFailure, decideRetry } from '../../src/domain/retry.ts'
import { framesToCover, longestShot, renderSize } from '../../src/domain/workflow.ts'

const me = makeId('person', '00000000-0000-4000-8000-000000000001')
const other = makeId('person', '00000000-0000-4000-8000-000000000002')

describe('access: role × verb', () => {
  const LEAST: Readonly<Record<Verb, Role>> = {
    see: 'guest',
    comment: 'guest',
    brief: 'member',
    note: 'member',
    'add-asset': 'member',
    'cancel-own': 'member',
    verdict: 'reviewer',
    go: 'producer',
    cancel: 'producer',
    retry: 'producer',
    bump: 'producer',
    lock: 'producer',
    'remove-asset': 'producer',
    'set-look': 'producer',
    set: 'admin',
  }
  const ROLES: readonly Role[] = ['guest', 'member', 'reviewer', 'producer', 'admin']
  for (const role of ROLES)
    for (const verb of VERBS)
      test(`${role} × ${verb}`, () => {
        const own = { requesterId: verb === 'cancel-own' ? me : other, hasReviewers: true }
        expect(mayDo({ personId: me, role }, verb, own).ok).toBe(ROLES.indexOf(role) >= ROLES.indexOf(LEAST[verb]))
      })
  test('nobody cancels a brief of others as their own', () => {
    expect(mayDo({ personId: me, role: 'member' }, 'cancel-own', { requesterId: other, hasReviewers: true }).ok).toBe(
      false,
    )
  })
  test('the requester notes always, and judges where nobody else was named to', () => {
    const mine = (hasReviewers: boolean) => ({ requesterId: me, hasReviewers })
    expect(mayDo({ personId: me, role: null }, 'note', mine(true)).ok).toBe(true)
    expect(mayDo({ personId: me, role: 'member' }, 'lock', mine(true)).ok).toBe(true)
    expect(mayDo({ personId: me, role: null }, 'verdict', mine(false)).ok).toBe(true)
    expect(mayDo({ personId: me, role: 'member' }, 'verdict', mine(true)).ok).toBe(false)
    expect(mayDo({ personId: me, role: null }, 'see').ok).toBe(false)
  })
})

describe('retry', () => {
  const h = { host: 'gpu-1' }
  const cases: readonly (readonly [Failure, number, 'again' | 'stop'])[] = [
    [{ type: 'host-down', ...h, reason: 'refused' }, 500, 'again'],
    [{ type: 'host-frozen', ...h, reason: 'still' }, 500, 'again'],
    [{ type: 'host-lost-prompt', ...h, promptId: 'x' }, 4, 'again'],
    [{ type: 'host-lost-prompt', ...h, promptId: 'x' }, 5, 'stop'],
    [{ type: 'bad-output', ...h, reason: 'empty' }, 1, 'again'],
    [{ type: 'bad-output', ...h, reason: 'empty' }, 2, 'stop'],
    [{ type: 'missing-node', ...h, node: 'N', workflow: 'w', elsewhere: [] }, 1, 'stop'],
    [{ type: 'missing-model', ...h, node: 'N', input: 'i', file: 'f', elsewhere: [] }, 1, 'stop'],
    [{ type: 'bad-graph', ...h, workflow: 'w', reason: 'r' }, 1, 'stop'],
    [{ type: 'out-of-memory', ...h, node: null }, 1, 'stop'],
    [{ type: 'brief-empty' }, 1, 'stop'],
  ]
  for (const [failure, tries, wanted] of cases)
    test(`${failure.type} after ${tries} → ${wanted}`, () => {
      expect(decideRetry(failure, { tries, waits: tries }, 0.5).do).toBe(wanted)
    })
  test('a GPU without room gets smaller settings once, where the workflow declares some', () => {
    const full: Failure = { type: 'out-of-memory', ...h, node: null }
    const ways = { canShrink: true, canMove: false }
    expect(decideRetry(full, { tries: 1, waits: 0 }, 0, ways)).toEqual({ do: 'again', afterMs: 0, smaller: true })
    expect(decideRetry(full, { tries: 2, waits: 0, smaller: true }, 0, ways)).toEqual({ do: 'stop' })
  })
  test('what a host lacks is looked for on another, where there is one', () => {
    const ways = { canShrink: false, canMove: true }
    for (const lacks of [
      { type: 'missing-node', ...h, node: 'N', workflow: 'w', elsewhere: [] },
      { type: 'missing-model', ...h, node: 'N', input: 'i', file: 'f', elsewhere: [] },
    ] as const)
      expect(decideRetry(lacks, { tries: 1, waits: 0 }, 0, ways)).toEqual({ do: 'again', afterMs: 0, elsewhere: true })
  })
  test('waits longer each time, never above a minute, and jitter only shortens', () => {
    const wait = (waits: number, jitter: number) => {
      const d = decideRetry({ type: 'host-down', ...h, reason: '' }, { tries: 0, waits }, jitter)
      return d.do === 'again' ? d.afterMs : -1
    }
    expect([1, 2, 3, 4, 5, 6, 40].map((t) => wait(t, 0))).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
    expect(wait(3, 1)).toBe(4000)
  })
  test('a host that was away for long, and has forgotten its prompts, is no reason to give up', () => {
    const down: Failure = { type: 'host-down', ...h, reason: 'refused' }
    const away = Array.from({ length: 40 }).reduce<Required<Behind>>((b) => countFailure(b, down), {
      tries: 1,
      waits: 0,
      smaller: true,
      notOn: ['b'],
    })
    expect(away).toEqual({ tries: 1, waits: 40, smaller: true, notOn: ['b'] })
    const lost: Failure = { type: 'host-lost-prompt', ...h, promptId: 'x' }
    const back = countFailure(away, lost)
    expect(back).toMatchObject({ tries: 2, waits: 0, smaller: true })
    expect(decideRetry(lost, back, 0).do).toBe('again')
  })
})

describe('fingerprint', () => {
  const asset = makeId('asset', '00000000-0000-4000-8000-00000000000a')
  const shot: RenderedFrom = {
    prompt: 'a lantern',
    negative: 'blurry',
    caption: 'A lantern',
    cameraMove: 'push-in',
    lens: '35mm',
    framing: 'wide',
    durationFrames: 96,
    references: [{ assetId: asset, role: 'subject' }],
    workflow: 'w',
    models: { checkpoint: 'a', motion: 'b' },
    strengths: {},
    seed: 7,
    loop: false,
  }
  const film = { fps: 24, size: { width: 768, height: 432 } }
  const of = (s: RenderedFrom, f = film, sha = 'abc') => fingerprint(s, f, () => sha)
  const base = of(shot)
  test('everything that a render depends on changes it', () => {
    const others = [
      of({ ...shot, prompt: 'an owl' }),
      of({ ...shot, negative: 'text' }),
      of({ ...shot, caption: 'An owl' }),
      of({ ...shot, cameraMove: 'static' }),
      of({ ...shot, lens: '50mm' }),
      of({ ...shot, framing: 'close-up' }),
      of({ ...shot, durationFrames: 95 }),
      of({ ...shot, references: [] }),
      of({ ...shot, references: [{ assetId: asset, role: 'style' }] }),
      of({ ...shot, workflow: 'x' }),
      of({ ...shot, models: { checkpoint: 'a', motion: 'c' } }),
      of({ ...shot, seed: 8 }),
      of({ ...shot, loop: true }),
      of(shot, { ...film, fps: 25 }),
      of(shot, { ...film, size: { width: 432, height: 768 } }),
      of(shot, film, 'other bytes'),
    ]
    expect(new Set([base, ...others]).size).toBe(others.length + 1)
  })
  test('id, index, finish and lock do not', () => {
    const dressed = { ...shot, id: 'sht_x', index: 4, locked: true, finish: { exposure: 1 } }
    expect(of(dressed)).toBe(base)
    expect(of({ ...shot, models: { motion: 'b', checkpoint: 'a' } })).toBe(base)
  })
})

describe('ids and names', () => {
  test('ids are parsed, never cast', () => {
    const id = makeId('brief', '0A000000-0000-4000-8000-00000000000f')
    expect(id).toBe('brf_0a00000000004000800000000000000f')
    expect(parseId('brief', id)).toBe(id)
    for (const bad of ['', 'brf_', id.toUpperCase(), `${id}0`, id.replace('brf', 'prj'), "brf_'; drop table x"])
      expect(parseId('brief', bad)).toBeNull()
  })
  test('a name is never a path', () => {
    expect(cleanName('../../etc/passwd')).toBe('passwd')
    expect(cleanName('C:\\films\\a b.mp4')).toBe('a b.mp4')
    expect(cleanName('..')).toBe('file')
    expect(cleanName('a\u0000b\u202Egpj.exe')).toBe('abgpj.exe')
  })
  test('films are named after their title and delivery', () => {
    expect(filmName('A paper lantern, drifting!', 2, 'mp4')).toBe('a-paper-lantern-drifting_v02.mp4')
    expect(filmName('日本の灯', 1, 'mp4')).toBe('日本の灯_v01.mp4')
    expect(filmName('🎬', 11, 'mp4')).toBe('film_v11.mp4')
  })
})

describe('what a workflow can make', () => {
  const eightFps = { nativeFps: 8, frames: { min: 8, max: 160, step: 1, offset: 0 } }
  const wan = { nativeFps: 24, frames: { min: 5, max: 121, step: 4, offset: 1 } }
  test('the fewest valid frames that cover a shot', () => {
    expect(framesToCover(eightFps, 96, 24)).toBe(32)
    expect(framesToCover(eightFps, 97, 24)).toBe(33)
    expect(framesToCover(eightFps, 1, 24)).toBe(8)
    expect(framesToCover(eightFps, 24 * 21, 24)).toBeNull()
    expect(framesToCover(wan, 96, 24)).toBe(97)
    expect(framesToCover(wan, 98, 24)).toBe(101)
    expect(framesToCover(wan, 121, 24)).toBe(121)
    expect(framesToCover(wan, 122, 24)).toBeNull()
  })
  test('the longest shot is one that it still covers', () => {
    for (const facts of [eightFps, wan])
      for (const fps of [8, 12, 23, 24, 25, 30, 60]) {
        const most = longestShot(facts, fps)
        expect(framesToCover(facts, most, fps)).not.toBeNull()
        expect(framesToCover(facts, most + 1, fps)).toBeNull()
      }
  })
  test('the same shape within its pixels', () => {
    const size = { size: { multipleOf: 8, maxPixels: 768 * 768 } }
    expect(renderSize(size, { width: 768, height: 432 })).toEqual({ width: 768, height: 432 })
    expect(renderSize(size, { width: 1920, height: 1080 })).toEqual({ width: 1024, height: 576 })
    expect(renderSize(size, { width: 1080, height: 1920 })).toEqual({ width: 576, height: 1024 })
    // On a coarse grid a small film keeps its shape rather than its size.
    const coarse = { size: { multipleOf: 32, maxPixels: 1280 * 704 } }
    expect(renderSize(coarse, { width: 256, height: 144 })).toEqual({ width: 288, height: 160 })
    expect(renderSize(coarse, { width: 768, height: 432 })).toEqual({ width: 768, height: 448 })
  })
})
