/** Do options beat words, words beat settings, and does every bad value get its one failure? */
import { expect, test } from 'vitest'
import { type BriefGiven, type BriefOptions, resolveRequest } from '../../src/domain/brief-request.ts'
import { FILM } from '../../src/domain/delivery.ts'
import type { BriefRequest } from '../../src/domain/brief.ts'
import { makeId } from '../../src/domain/ids.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/project.ts'
import { sayFailure } from '../../src/words/say.ts'

const file = (name: string, n = 1) => ({ assetId: makeId('asset', `00000000-0000-4000-8000-00000000000${n}`), name })
const given = (text: string, options: BriefOptions = {}, more: Partial<BriefGiven> = {}): BriefGiven => ({
  text,
  options,
  settings: DEFAULT_SETTINGS,
  files: [],
  scriptText: null,
  voiceoverSeconds: null,
  workflows: ['animatediff-short-loop', 'ipadapter-animatic'],
  ...more,
})
function resolved(g: BriefGiven): BriefRequest {
  const result = resolveRequest(g)
  if (!result.ok) throw new Error(result.failure.type)
  return result.value
}

test('a brief that says nothing gets the defaults', () => {
  expect(resolved(given('A river'))).toEqual({
    title: 'A river',
    summary: 'A river',
    script: null,
    assetIds: [],
    durationSeconds: 8,
    fps: 24,
    size: { width: 768, height: 432 },
    tone: null,
    styleTags: [],
    shotCount: null,
    loop: false,
    deliverables: [FILM],
    workflow: null,
    gate: null,
  })
})

test('options beat words, words beat the voice-over and the settings', () => {
  const text = 'A river. 12 seconds, sad, noir, 9:16, 25 fps, 3 shots, loop'
  const heard = { voiceoverSeconds: 5.01 }
  expect(resolved(given('A river', {}, heard)).durationSeconds).toBe(121 / 24)
  expect(resolved(given(text, {}, heard))).toMatchObject({
    durationSeconds: 12,
    tone: 'sad',
    styleTags: ['noir'],
    size: { width: 432, height: 768 },
    fps: 25,
    shotCount: 3,
    loop: true,
  })
  const options = {
    title: ' The  River ',
    durationSeconds: 4,
    tone: 'happy',
    styleTags: ['anime', ' '],
    size: '1:1',
    fps: 30,
    shotCount: 2,
    loop: false,
    deliverables: ['MP4'],
    workflow: 'ipadapter-animatic',
    gate: 'always',
  } as const
  expect(resolved(given(text, options, heard))).toMatchObject({
    ...options,
    title: 'The River',
    styleTags: ['anime'],
    size: { width: 576, height: 576 },
    deliverables: [FILM],
  })
})

test('an option overrules a word that cannot be', () => {
  expect(resolved(given('A river. 3 hours', { durationSeconds: 5 })).durationSeconds).toBe(5)
  expect(resolved(given('A river at 500 fps', { fps: 24 })).fps).toBe(24)
})

test('sizes become even', () => {
  expect(resolved(given('A river', { size: '641 x 361' })).size).toEqual({ width: 642, height: 362 })
  const settings = { ...DEFAULT_SETTINGS, size: { width: 501, height: 301 } }
  expect(resolved(given('A river', {}, { settings })).size).toEqual({ width: 502, height: 302 })
})

test('the title comes from the words, else the script, else the first file', () => {
  expect(
    resolved(given('', {}, { scriptText: 'Title: Night Watch\n\nINT. TOWER - NIGHT\n\nA man waits.' })).title,
  ).toBe('Night Watch')
  expect(resolved(given('', {}, { scriptText: 'A man waits by the sea.' })).title).toBe('A man waits by the sea')
  expect(resolved(given('\n \n', {}, { files: [file('old_harbour-01.jpg')] })).title).toBe('Old harbour')
  expect(resolved(given('12 seconds', {}, { files: [file('.jpg')] })).durationSeconds).toBe(12)
})

test('a script alone is a brief, and without a length it lasts as long as its beats need', () => {
  const beats = (n: number) => Array.from({ length: n }, (_, i) => `The boat number ${i} leaves.`).join('\n\n')
  expect(resolved(given('', { script: beats(1) })).durationSeconds).toBe(8)
  expect(resolved(given('', {}, { scriptText: beats(6) })).durationSeconds).toBe(21)
  expect(resolved(given('', { script: beats(100) })).durationSeconds).toBe(60)
  expect(resolved(given('12 seconds', { script: beats(6) })).durationSeconds).toBe(12)
  expect(resolved(given('', { script: beats(6), durationSeconds: 5 })).durationSeconds).toBe(5)
  expect(resolved(given('', { script: beats(6) }, { voiceoverSeconds: 7 })).durationSeconds).toBe(7)
})

test.each<readonly [string, string]>([
  ['harbour at dawn.jpg', 'Harbour at dawn'],
  ['old_harbour-01.jpg', 'Old harbour'],
  ['AlphaWolf.png', 'Alpha wolf'],
  ['Straße am See.jpg', 'Straße am see'],
  ['灯笼.png', '灯笼'],
  ...[
    'pic.jpg',
    'Pic 2.png',
    'img_1234.jpg',
    'IMG_20240101_101112.jpg',
    'DSC0001.JPG',
    'alpha.png',
    'untitled.png',
    'Untitled (3).png',
    'Screenshot 2024-05-01 at 10.20.30.png',
    'x.png',
    '7.png',
    '00012.png',
    'c0ffee12.png',
    'PXL_20240101.jpg',
    'P1010234.jpg',
    'ComfyUI_00001_.png',
    'WhatsApp Image 2024-05-01 at 10.20.30.jpeg',
    'image0.png',
    'new photo final.png',
  ].map((name) => [name, 'Untitled'] as const),
])('a brief of the picture %j alone is called %j', (name, title) => {
  expect(resolved(given('', {}, { files: [file(name)] })).title).toBe(title)
})

test('too long a text may become a script, too long a script may not', () => {
  const said = (g: BriefGiven) => {
    const result = resolveRequest(g)
    return result.ok ? '' : sayFailure(result.failure)
  }
  expect(said(given('x'.repeat(30_000)))).toContain('attach the long text')
  expect(said(given('', { script: 'x'.repeat(70_000) }))).toMatch(/^The script .* split it into several briefs\.$/)
})

test.each([
  ['nothing', given(''), { type: 'brief-empty' }],
  ['only blanks', given(' \n\t\u200b'), { type: 'brief-empty' }],
  ['only instructions', given('12 seconds, 16:9'), { type: 'brief-empty' }],
  ['100 kB', given('x'.repeat(100_000)), { type: 'brief-too-long', characters: 100_000, maxCharacters: 20_000 }],
  ['a script of 100 kB', given('A', { script: 'x'.repeat(100_000) }), { type: 'brief-too-long' }],
  ['no length', given('A river', { durationSeconds: 0 }), { type: 'duration-out-of-range', seconds: 0 }],
  ['three hours', given('A river. 3 hours'), { type: 'duration-out-of-range', seconds: 10_800, maxSeconds: 600 }],
  ['a length that is no number', given('A river', { durationSeconds: Number.NaN }), { type: 'duration-out-of-range' }],
  ['a voice-over of an hour', given('A river', {}, { voiceoverSeconds: 3600 }), { type: 'duration-out-of-range' }],
  ['1000 fps', given('A river', { fps: 1000 }), { type: 'fps-out-of-range', given: 1000 }],
  ['a tiny size', given('A river', { size: '16x16' }), { type: 'size-out-of-range', given: '16x16' }],
  ['a size of words', given('A river', { size: 'big' }), { type: 'size-out-of-range', given: 'big' }],
  ['a size of no height', given('A river', { size: '16:0' }), { type: 'size-out-of-range', given: '16:0' }],
  ['half a shot', given('A river', { shotCount: 1.5 }), { type: 'shot-count-out-of-range', given: 1.5, max: 60 }],
  ['an unknown workflow', given('A river', { workflow: 'x' }), { type: 'workflow-unknown', given: 'x' }],
  [
    'an unknown deliverable',
    given('A river', { deliverables: ['gif'] }),
    { type: 'deliverable-unknown', given: 'gif' },
  ],
  [
    'too many files',
    given('A river', {}, { files: Array.from({ length: 21 }, () => file('a.jpg')) }),
    { type: 'too-many-files', files: 21, maxFiles: 20 },
  ],
] as const)('%s is refused', (_, request, failure) => {
  const result = resolveRequest(request)
  expect(result.ok ? null : result.failure).toMatchObject(failure)
})
