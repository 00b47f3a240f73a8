import { describe, expect, test } from 'vitest'
import type { BriefEvent } from '../../src/domain/event.ts'
import type { Failure } from '../../src/domain/failure.ts'
import { LOCAL_PERSON, makeId } from '../../src/domain/ids.ts'
import { bytes, sayFailure, seconds } from '../../src/words/say.ts'
import { openThread, tell } from '../../src/words/thread.ts'

const asset = makeId('asset', '00000000-0000-4000-8000-00000000000a')
const shot = makeId('shot', '00000000-0000-4000-8000-00000000000b')
const take = makeId('take', '00000000-0000-4000-8000-00000000000c')
const by = 'master_cinematographer' as const

const line = (index: number, caption: string) => ({
  index,
  caption,
  framing: 'extreme-wide',
  lens: '24mm',
  cameraMove: 'push-in',
  durationFrames: 96,
  workflow: 'ipadapter-animatic',
})
const ended = (shotIndex: number): BriefEvent => ({
  type: 'TakeEnded',
  shotId: shot,
  shotIndex,
  takeId: take,
  host: 'previz',
  outcome: 'rendered',
  gpuMs: 900,
  failure: null,
})

const STORY: readonly BriefEvent[] = [
  { type: 'BriefTaken', title: 'Lantern', requesterId: LOCAL_PERSON },
  { type: 'TaskHandoff', from: 'nora', to: by, task: 'plan' },
  {
    type: 'PlanMade',
    planVersion: 1,
    author: 'rules',
    rationale: 'Two beats, from far to near.',
    isRevision: false,
    estimateGpuSeconds: 0,
    guessedGpuSeconds: 0,
    waits: null,
    calls: [],
    boardsAssetId: asset,
    shots: [line(0, 'A lantern drifts'), line(1, 'The wind rises')],
  },
  { type: 'StageChanged', from: 'planning', to: 'shooting' },
  { type: 'TaskHandoff', from: by, to: by, task: 'shoot' },
  {
    type: 'AgentStatusUpdate',
    agent: by,
    status: { at: 'rendering', shotIndex: 0, host: 'previz', done: 5, of: 10, node: 'sampler', previewAt: null },
  },
  ended(0),
  {
    type: 'AgentStatusUpdate',
    agent: by,
    status: { at: 'rendering', shotIndex: 0, host: 'previz', done: 1, of: 10, node: null, previewAt: null },
  },
  ended(1),
  { type: 'StageChanged', from: 'shooting', to: 'cutting' },
  { type: 'AgentStatusUpdate', agent: by, status: { at: 'cutting', done: 96, of: 192 } },
  { type: 'StageChanged', from: 'cutting', to: 'delivering' },
  {
    type: 'Delivered',
    deliveryNo: 1,
    filmAssetId: asset,
    posterAssetId: asset,
    proxyAssetId: null,
    variants: [],
    durationSeconds: 8,
    fileName: 'lantern_v01.mp4',
    calls: [LOCAL_PERSON],
  },
  { type: 'StageChanged', from: 'delivering', to: 'in-review' },
]

describe('a brief told as a thread', () => {
  const told = STORY.reduce<{
    state: ReturnType<typeof openThread>
    posts: string[]
    bars: (number | null)[]
    titles: string[]
  }>(
    (t, event) => {
      const next = tell(t.state, event)
      return {
        state: next.state,
        posts: [...t.posts, ...next.posts.map((p) => [p.title, ...p.lines].join('\n'))],
        bars: [...t.bars, next.status.progress],
        titles: [...t.titles, next.status.title],
      }
    },
    { state: openThread({ id: 'brf_x', title: '…', fps: 24 }), posts: [], bars: [], titles: [] },
  )

  test('two messages: the plan, and the film', () => {
    expect(told.posts).toEqual([
      'The plan: 2 shots\n1. A lantern drifts (extreme wide, 24mm, push in, 4 s)\n2. The wind rises (extreme wide, 24mm, push in, 4 s)\nTwo beats, from far to near.',
      'Lantern: delivery 1\nlantern_v01.mp4, 8 seconds. Have a look and say what you think.',
    ])
  })
  test('the bar never goes back and ends full', () => {
    const bars = told.bars.filter((b) => b !== null)
    expect(bars).toEqual(bars.toSorted((a, b) => a - b))
    expect(bars.at(-1)).toBe(1)
  })
  test('the status says where it stands', () => {
    expect(told.titles.at(6)).toBe('Lantern: shooting, 1 of 2 shots done')
    expect(told.titles.at(-1)).toBe('Lantern: delivered, in review')
  })
  test('progress that comes late does not say that what is over goes on', () => {
    const late = tell(told.state, { type: 'AgentStatusUpdate', agent: by, status: { at: 'cutting', done: 1, of: 192 } })
    expect(late.status).toMatchObject({ lines: ['Delivered'], progress: 1 })
  })
  test('a cancelled brief says so, whatever it was at', () => {
    const stopped = tell(
      STORY.slice(0, 6).reduce((s, e) => tell(s, e).state, openThread({ id: 'brf_x', title: '…', fps: 24 })),
      {
        type: 'StageChanged',
        from: 'shooting',
        to: 'cancelled',
      },
    )
    expect(stopped.status).toMatchObject({ title: 'Lantern: cancelled', lines: ['Cancelled: what is done stays'] })
  })
  test('a failure calls somebody, with what to do', () => {
    const failure: Failure = {
      type: 'missing-model',
      host: 'gpu-1',
      node: 'CheckpointLoaderSimple',
      input: 'ckpt_name',
      file: 'models/checkpoints/a.safetensors',
      elsewhere: ['gpu-2', 'gpu-3'],
    }
    const { posts, status } = tell({ ...told.state, stage: 'failed' }, { type: 'Failed', failure })
    expect(posts[0]?.calls).toEqual([LOCAL_PERSON])
    expect(posts[0]?.lines[0]).toContain('gpu-1 lacks the model models/checkpoints/a.safetensors')
    expect(posts[0]?.lines[0]).toContain('(gpu-2 and gpu-3 have it)')
    expect(status.progress).toBeNull()
  })
})

describe('words', () => {
  test('lengths', () => {
    expect([0.5, 1, 12, 59.96, 60, 61, 119.6, 125, 3599.7, 10_800].map(seconds)).toEqual([
      '0.5 seconds',
      '1 second',
      '12 seconds',
      '1 minute',
      '1 minute',
      '1 minute 1 second',
      '2 minutes',
      '2 minutes 5 seconds',
      '1 hour',
      '3 hours',
    ])
  })
  test('sizes', () => {
    expect([900, 1536, 10 * 1024 ** 2, 2 * 1024 ** 3].map(bytes)).toEqual(['900 bytes', '1.5 kB', '10 MB', '2 GB'])
  })
  test('a refusal is one line that says what to do', () => {
    const all: readonly Failure[] = [
      { type: 'brief-empty' },
      { type: 'duration-out-of-range', seconds: 10_800, minSeconds: 0.5, maxSeconds: 600 },
      { type: 'file-not-what-it-says', name: 'a.png', says: 'a picture', is: 'a PDF' },
      { type: 'file-too-large', name: 'a.mov', maxBytes: 2 * 1024 ** 3 - 1 },
      { type: 'stale-event', stage: 'shooting', event: 'go' },
    ]
    for (const failure of all) {
      const said = sayFailure(failure)
      expect(said).not.toContain('\n')
      expect(said).toMatch(/[.]$/)
    }
    expect(['nobody here', 'member'].map((role) => sayFailure({ type: 'not-allowed', verb: 'go', role }))).toEqual([
      'You may not say Go here from outside the project: ask a producer or an admin of the project.',
      'You may not say Go here as a member: ask a producer or an admin of the project.',
    ])
    const whom = (verb: string) =>
      / here as a guest: (.*)$/.exec(sayFailure({ type: 'not-allowed', verb, role: 'guest' }))?.[1]
    expect(whom('set')).toBe('ask an admin of the project.')
    expect(whom('verdict')).toBe('ask a reviewer, a producer or an admin of the project.')
    expect(whom('lock')).toBe('ask a producer or an admin of the project.')
    expect(whom('note')).toBe('ask an admin of the project to name you a member.')
    expect(whom('cancel-own')).toBe('ask who asked for it, a producer or an admin of the project.')
    expect(sayFailure(all[1] ?? { type: 'brief-empty' })).toBe(
      'A film of 3 hours cannot be made: ask for 0.5 seconds to 10 minutes.',
    )
  })
})

describe('a film in the queue', () => {
  const status = (s: Extract<BriefEvent, { type: 'AgentStatusUpdate' }>['status']): BriefEvent => ({
    type: 'AgentStatusUpdate',
    agent: by,
    status: s,
  })
  const waits: BriefEvent = {
    type: 'ShotsWait',
    why: 'no-host-is-up',
    shotIndexes: [0, 1],
    hosts: [{ name: 'gpu-1', standing: 'down' }],
  }
  const begun = STORY.slice(0, 5).reduce(
    (state, event) => tell(state, event).state,
    openThread({ id: 'brf_x', title: '…', fps: 24 }),
  )
  const cardsOf = (...events: readonly BriefEvent[]) => {
    let state = begun
    return events.map((event) => {
      const told = tell(state, event)
      state = told.state
      return { lines: told.status.lines, preview: told.status.preview, posts: told.posts.length }
    })
  }

  test('its card says its place, then where each shot is and how long it still takes', () => {
    const at = '2026-01-01T00:00:00.000Z'
    const rendering = { at: 'rendering', shotIndex: 1, host: 'gpu-1', done: 12, of: 20, node: 'sampler' } as const
    const cards = cardsOf(
      status({ at: 'waiting', position: 3, etaSeconds: 240, isGuess: false }),
      status({ at: 'waiting', position: null, etaSeconds: 120, isGuess: false }),
      status({ ...rendering, previewAt: null }),
      status({ ...rendering, previewAt: at }),
      { type: 'StageChanged', from: 'shooting', to: 'cutting' },
    )
    expect(cards[0]?.lines).toEqual(['3rd in the queue, about 4 minutes'])
    expect(cards[2]?.lines).toEqual(['Shooting 2 of 2 on gpu-1: sampler, step 12 of 20', 'About 2 minutes left'])
    expect(cards.map((c) => c.preview)).toEqual([null, null, null, { briefId: 'brf_x', at }, null])
    expect(cards[4]?.lines).toEqual(['Cutting the film'])
  })

  test('that no host is up is said once, also by a process started meanwhile, and again when it comes again', () => {
    const posts = cardsOf(waits, waits, status({ at: 'staging', shotIndex: 0, host: 'gpu-1' }), waits).map(
      (c) => c.posts,
    )
    expect(posts).toEqual([1, 0, 0, 1])
  })
})
