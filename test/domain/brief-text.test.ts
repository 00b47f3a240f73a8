/** Do a brief's own words set length, size, rate, style, count and loop, and does the story stay a story? */
import { expect, test } from 'vitest'
import { type BriefWords, readBriefText } from '../../src/domain/brief-text.ts'

const NOTHING: BriefWords = {
  title: '',
  durationSeconds: null,
  size: null,
  fps: null,
  styleTags: [],
  tone: null,
  shotCount: null,
  loop: false,
  edit: { between: 'cut', opensFromBlack: false, endsInBlack: false },
  problems: [],
  rest: '',
}
const WIDE = { width: 768, height: 432 }
const TALL = { width: 432, height: 768 }
const SQUARE = { width: 576, height: 576 }

/** Everything that is not named must not have been read. */
const ASKS: readonly (readonly [string, Partial<BriefWords>])[] = [
  [
    'A paper lantern drifts over a still lake at dusk, then the wind rises. 12 seconds, melancholic, 16:9',
    {
      title: 'A paper lantern drifts over a still lake at dusk',
      durationSeconds: 12,
      size: WIDE,
      tone: 'melancholic',
      rest: 'A paper lantern drifts over a still lake at dusk, then the wind rises.',
    },
  ],
  [
    'a 30s spot about a lighthouse keeper',
    { title: 'A lighthouse keeper', durationSeconds: 30, rest: 'a lighthouse keeper' },
  ],
  [
    'Make a 30 second melancholic noir spot about a lighthouse keeper, vertical for reels',
    {
      title: 'A lighthouse keeper',
      durationSeconds: 30,
      size: TALL,
      tone: 'melancholic',
      styleTags: ['noir'],
      rest: 'a lighthouse keeper',
    },
  ],
  [
    'A boat leaves. The sugar dissolves in the tea and the light fades. 10s, slow dissolves between the shots, fade to black at the end',
    {
      title: 'A boat leaves',
      durationSeconds: 10,
      edit: { between: 'dissolve', opensFromBlack: false, endsInBlack: true },
      rest: 'A boat leaves. The sugar dissolves in the tea and the light fades.',
    },
  ],
  [
    'Ein Boot fährt aus dem Hafen, mit weichen Überblendungen, Schwarzblende am Ende',
    {
      title: 'Ein Boot fährt aus dem Hafen',
      edit: { between: 'dissolve', opensFromBlack: false, endsInBlack: true },
      rest: 'Ein Boot fährt aus dem Hafen',
    },
  ],
  [
    'Un bateau quitte le port. Fondus enchaînés.',
    {
      title: 'Un bateau quitte le port',
      edit: { between: 'dissolve', opensFromBlack: false, endsInBlack: false },
      rest: 'Un bateau quitte le port.',
    },
  ],
  [
    'Fade in from black. A river. Fades between the shots.',
    { title: 'A river', edit: { between: 'fade', opensFromBlack: true, endsInBlack: false }, rest: 'A river.' },
  ],
  ['A river. half a minute', { title: 'A river', durationSeconds: 30, rest: 'A river.' }],
  ['A river, 1 min 20', { title: 'A river', durationSeconds: 80, rest: 'A river' }],
  ['A river, 1m20s', { title: 'A river', durationSeconds: 80, rest: 'A river' }],
  ['A river. 0:45', { title: 'A river', durationSeconds: 45, rest: 'A river.' }],
  ['A river. 1:20', { title: 'A river', durationSeconds: 80, rest: 'A river.' }],
  ['A river. A minute and a half.', { title: 'A river', durationSeconds: 90, rest: 'A river.' }],
  ['1.5 minutes, a river', { title: 'A river', durationSeconds: 90, rest: 'a river' }],
  ['A river, twelve seconds', { title: 'A river', durationSeconds: 12, rest: 'A river' }],
  ['A river, 10-15 seconds', { title: 'A river', durationSeconds: 15, rest: 'A river' }],
  ['A river 10s', { title: 'A river', durationSeconds: 10, rest: 'A river' }],
  ['make it 20 seconds long, a dog runs', { title: 'A dog runs', durationSeconds: 20, rest: 'a dog runs' }],
  ['keep it under 30 seconds. A dog runs', { title: 'A dog runs', durationSeconds: 30, rest: 'A dog runs' }],
  ['the film lasts 10 seconds: a dog runs', { title: 'A dog runs', durationSeconds: 10, rest: 'a dog runs' }],
  [
    'A boat (12 seconds) leaves the harbour',
    { title: 'A boat leaves the harbour', durationSeconds: 12, rest: 'A boat leaves the harbour' },
  ],
  ['give me ten seconds of rain', { title: 'Rain', durationSeconds: 10, rest: 'rain' }],
  [
    'A river at dawn. Length: 12s. 1080p',
    { title: 'A river at dawn', durationSeconds: 12, size: { width: 1920, height: 1080 }, rest: 'A river at dawn.' },
  ],
  ['A river 1920x1080 25 fps', { title: 'A river', size: { width: 1920, height: 1080 }, fps: 25, rest: 'A river' }],
  ['A river, 641x481', { title: 'A river', size: { width: 642, height: 482 }, rest: 'A river' }],
  ['A river. 23.976 fps', { title: 'A river', fps: 24, rest: 'A river.' }],
  ['A river at 30 frames per second', { title: 'A river', fps: 30, rest: 'A river' }],
  ['A river, vertical', { title: 'A river', size: TALL, rest: 'A river' }],
  ['A river, square', { title: 'A river', size: SQUARE, rest: 'A river' }],
  ['A river. 9:16 for reels', { title: 'A river', size: TALL, rest: 'A river.' }],
  ['A river. 1:1', { title: 'A river', size: SQUARE, rest: 'A river.' }],
  ['A river. 4:5', { title: 'A river', size: { width: 512, height: 640 }, rest: 'A river.' }],
  ['A river, 2.39:1', { title: 'A river', size: { width: 880, height: 368 }, rest: 'A river' }],
  ['A river, 720p', { title: 'A river', size: { width: 1280, height: 720 }, rest: 'A river' }],
  ['A river in 4k', { title: 'A river', size: { width: 3840, height: 2160 }, rest: 'A river' }],
  ['A river; 1080p vertical', { title: 'A river', size: { width: 1080, height: 1920 }, rest: 'A river' }],
  ['A river, 1080p, 1:1', { title: 'A river', size: { width: 1080, height: 1080 }, rest: 'A river' }],
  [
    'A cat sleeps. noir, watercolor',
    { title: 'A cat sleeps', styleTags: ['noir', 'watercolor'], rest: 'A cat sleeps.' },
  ],
  [
    'In the style of film noir, a detective waits.',
    { title: 'A detective waits', styleTags: ['film noir'], rest: 'a detective waits.' },
  ],
  ['A warm quiet film about two sisters', { title: 'Two sisters', tone: 'warm, quiet', rest: 'two sisters' }],
  ['A dog in snow, shot on 16mm film', { title: 'A dog in snow', styleTags: ['16mm film'], rest: 'A dog in snow' }],
  [
    'In the 90s, a boy learns to skate',
    { title: 'A boy learns to skate', styleTags: ['90s'], rest: 'a boy learns to skate' },
  ],
  ['An 80s film about the 1990s', { title: 'The 1990s', styleTags: ['80s'], rest: 'the 1990s' }],
  [
    '12 seconds, wistful and slow, 16:9: a boat leaves',
    {
      title: 'A boat leaves',
      durationSeconds: 12,
      size: WIDE,
      tone: 'wistful',
      styleTags: ['slow'],
      rest: 'a boat leaves',
    },
  ],
  [
    'Style: noir, wet streets\nLength: 12 s\nTitle: The Long Night\nA detective walks.\nThen it rains.',
    {
      title: 'The Long Night',
      durationSeconds: 12,
      styleTags: ['noir', 'wet streets'],
      rest: 'A detective walks.\nThen it rains.',
    },
  ],
  [
    'Five shots of the harbour at dawn. 20 seconds',
    { title: 'The harbour at dawn', shotCount: 5, durationSeconds: 20, rest: 'the harbour at dawn.' },
  ],
  ['A harbour in 3 shots', { title: 'A harbour', shotCount: 3, rest: 'A harbour' }],
  ['A dog. Two shots.', { title: 'A dog', shotCount: 2, rest: 'A dog.' }],
  ['one continuous shot, a dog runs', { title: 'A dog runs', shotCount: 1, rest: 'a dog runs' }],
  [
    '3 shots of 4 seconds each: a boat, a gull, a wave',
    { title: 'A boat, a gull, a wave', shotCount: 3, durationSeconds: 12, rest: 'a boat, a gull, a wave' },
  ],
  ['A harbour, seamless loop', { title: 'A harbour', loop: true, rest: 'A harbour' }],
  ['A looping 4 second clip of rain', { title: 'Rain', durationSeconds: 4, loop: true, rest: 'rain' }],
  ['A harbour. Not a loop.', { title: 'A harbour', rest: 'A harbour.' }],
  [
    'Eine Laterne treibt über den See. 12 Sekunden, melancholisch, 16:9',
    {
      title: 'Eine Laterne treibt über den See',
      durationSeconds: 12,
      size: WIDE,
      tone: 'melancholisch',
      rest: 'Eine Laterne treibt über den See.',
    },
  ],
  [
    '一盏纸灯笼漂过湖面。12秒，16:9',
    { title: '一盏纸灯笼漂过湖面', durationSeconds: 12, size: WIDE, rest: '一盏纸灯笼漂过湖面。' },
  ],
  ['🎬🎬🎬', { title: '🎬🎬🎬', rest: '🎬🎬🎬' }],
  ['12 seconds', { durationSeconds: 12 }],
  ['', {}],
  ['\n\n\u200b\n', {}],
]

test.each(ASKS)('%j asks for what it says', (text, asked) => {
  expect(readBriefText(text)).toEqual({ ...NOTHING, ...asked })
})

/** Where no comma, dash or full stop parts an instruction from the story; only what is named must have been read. */
test.each<readonly [string, Partial<BriefWords>]>([
  ['A cat 2 seconds', { durationSeconds: 2, rest: 'A cat' }],
  ['A cat for 5 seconds', { durationSeconds: 5, rest: 'A cat' }],
  ['A cat for 5 seconds, noir', { durationSeconds: 5, styleTags: ['noir'], rest: 'A cat' }],
  ['A cat for 5 seconds in 4k', { durationSeconds: 5, size: { width: 3840, height: 2160 }, rest: 'A cat' }],
  ['A cat for a minute', { durationSeconds: 60, rest: 'A cat' }],
  ['A cat 0:45', { durationSeconds: 45, rest: 'A cat' }],
  ['A dog runs for 10 seconds.', { durationSeconds: 10, rest: 'A dog runs.' }],
  ['A boat leaves. The wind rises 10 seconds', { durationSeconds: 10 }],
  ['Please film a cat for 12 seconds', { durationSeconds: 12, rest: 'a cat' }],
  ['12 seconds of a cat', { durationSeconds: 12, rest: 'a cat' }],
  ['For 12 seconds of a cat', { durationSeconds: 12, rest: 'a cat' }],
  ['12 seconds a cat sleeps', { durationSeconds: 12, rest: 'a cat sleeps' }],
  ['12 second cat', { durationSeconds: 12, rest: 'cat' }],
  ['0:45 cat', { durationSeconds: 45, rest: 'cat' }],
  ['5 min cat', { durationSeconds: 300, rest: 'cat' }],
  ['1 min 20 the sea', { durationSeconds: 80, rest: 'the sea' }],
  ['twelve seconds of rain', { durationSeconds: 12, rest: 'rain' }],
  ['half a minute of sea', { durationSeconds: 30, rest: 'sea' }],
  ['one minute of sea', { durationSeconds: 60, rest: 'sea' }],
  ['10-15 seconds of rain', { durationSeconds: 15, rest: 'rain' }],
  ['A cat. Eine Minute', { durationSeconds: 60, rest: 'A cat.' }],
  ['Eine halbe Minute Regen', { durationSeconds: 30, rest: 'Regen' }],
  ['Ein Hund für 10 Sekunden', { durationSeconds: 10, rest: 'Ein Hund' }],
  ['Une minute de pluie', { durationSeconds: 60, rest: 'pluie' }],
  ['Ten seconds of a man who waits 2 minutes', { durationSeconds: 10, rest: 'a man who waits 2 minutes' }],
  ['20 Sekunden lang ein Hund, hochkant', { durationSeconds: 20, size: TALL, rest: 'ein Hund' }],
  ['Ein Hund, quer', { size: WIDE, rest: 'Ein Hund' }],
  ['Ein Hund, quadratisch', { size: SQUARE, rest: 'Ein Hund' }],
  ['A cat, max 12 seconds, 16/9', { durationSeconds: 12, size: WIDE, rest: 'A cat' }],
  ['A cat 21/9', { size: { width: 896, height: 384 }, rest: 'A cat' }],
  ['4k cat, 60 fps', { size: { width: 3840, height: 2160 }, fps: 60, rest: 'cat' }],
  ['4k vertical cat', { size: { width: 2160, height: 3840 }, rest: 'cat' }],
  ['1080p cat film noir', { size: { width: 1920, height: 1080 }, styleTags: ['film noir'], rest: 'cat' }],
  ['A cat 10s vertical noir', { durationSeconds: 10, size: TALL, styleTags: ['noir'], rest: 'A cat' }],
  ['portrait, a cat, 10 s', { durationSeconds: 10, size: TALL, rest: 'a cat' }],
  ['A cat in portrait', { size: TALL, rest: 'A cat' }],
  ['30s portrait clip of a dog', { durationSeconds: 30, size: TALL, rest: 'a dog' }],
  ['make a portrait video of a dog', { size: TALL, rest: 'a dog' }],
])('%j asks without a comma', (text, asked) => {
  expect(readBriefText(text)).toMatchObject(asked)
})

test.each([
  'For 300 years the tower stood',
  'The 5 second rule',
  'After 10 seconds the bomb explodes',
  'In 10 seconds the bomb explodes',
  'In 10 seconds, the bomb explodes',
  'The bomb explodes in 10 seconds',
  'Nach 10 Sekunden explodiert die Bombe',
  'Every 5 minutes a train passes',
  'A train leaves every 5 minutes',
  'He waits 2 minutes, then leaves',
  'She waits a minute',
  'He holds his breath for ten seconds',
  'A man comes home. He hugs her for ten seconds.',
  'A 90 minute train ride',
  '90 minute train ride',
  'A 10 second kiss',
  'A walk of ten minutes',
  'Ten seconds pass',
  '10 minutes later a dog barks',
  'Eine Minute später regnet es',
  'Two minutes to midnight',
  'Two minutes of silence',
  'The last 30 seconds of a match',
  '5 seconds of rain, 7 seconds of snow',
  'A cat for 5 seconds, a dog for 7 seconds',
  'A cat; hold the last frame for 2 seconds',
  'The clock shows 0:45',
  'They meet at 0:45',
  'On 9/16 the tower falls',
  '3/4 of the village sleep',
  '4k run through a park',
  'A girl runs 4k',
  'A boy watches anime',
  'Quer durch die Stadt geht ein Hund',
  'A portrait clip, then a harbour',
  'A portrait, then a harbour',
  'A portrait film about a king',
  'The landscape, then a river',
  'Three hours later, the rain fell',
  'Nobody keeps the 5 second rule',
  "At 12 o'clock the bell rings",
  'He waits. Ten seconds. Twenty seconds. Nothing.',
  'He holds his breath for 10 seconds and dives',
  'A 10 minute walk to the sea',
  'They win 3:2 at 9:16 in the evening',
  'It is night, 3:00',
  'He fires three shots and loops the rope',
  'She drinks five shots of tequila',
  'A wide shot of a dog, then two shots of a cat',
  'The cold dark sea and a warm hand on the square',
  'A portrait of a vertical wall in a 5x3 metre room',
  'She runs 4k every day and 100 m in 12.5',
  'The western town is dark and quiet, and nobody is sad',
])('%j is all story', (text) => {
  const { title, ...words } = readBriefText(text)
  expect(words).toEqual({ ...NOTHING, title: undefined, rest: text })
  expect(title).not.toBe('')
})

test.each([
  ['A river. 0 seconds', 'duration-out-of-range', 'seconds', 0],
  ['A river. 3 hours', 'duration-out-of-range', 'seconds', 10_800],
  ['a 3 hour film of a river', 'duration-out-of-range', 'seconds', 10_800],
  ['99999 seconds, a river', 'duration-out-of-range', 'seconds', 99_999],
  [`${'9'.repeat(500)} seconds, a river`, 'duration-out-of-range', 'seconds', 1e9],
  ['A river at 500 fps', 'fps-out-of-range', 'given', 500],
  ['A river, 10x10 pixels', 'size-out-of-range', 'given', '10x10'],
  ['A river. 8000x8000', 'size-out-of-range', 'given', '8000x8000'],
  ['A river in 900 shots', 'shot-count-out-of-range', 'given', 900],
] as const)('%j asks for what cannot be', (text, type, field, value) => {
  const words = readBriefText(text)
  expect(words.problems).toMatchObject([{ type, [field]: value }])
  expect(words.rest.toLowerCase()).toMatch(/^a river\.?$/)
})

test('a title is at most 60 characters, cut at a word, with no loose word at its end', () => {
  const story = 'The old keeper of the northern lighthouse climbs every evening the long stair to the lamp'
  const words = story.split(' ')
  for (let n = 1; n <= words.length; n++) {
    const { title } = readBriefText(words.slice(0, n).join(' '))
    expect(title.length).toBeLessThanOrEqual(60)
    expect(story).toContain(title)
    expect(title).not.toMatch(/ (?:the|a|an|and|of|to)$/)
  }
  expect(readBriefText('x'.repeat(500)).title).toHaveLength(60)
})

test('an aspect keeps the count of pixels of the size it replaces, with even sides', () => {
  for (const aspect of ['16:9', '9:16', '1:1', '4:5', '2.39:1', '21:9', '4:3', '3:2', '1.85:1'])
    for (const base of [WIDE, { width: 1920, height: 1080 }, { width: 320, height: 180 }]) {
      const [w = 1, h = 1] = aspect.split(':').map(Number)
      const size = readBriefText(`A river, ${aspect}`, base).size
      if (!size) continue
      expect([size.width % 2, size.height % 2]).toEqual([0, 0])
      expect(Math.abs(size.width / size.height / (w / h) - 1)).toBeLessThan(0.04)
      expect(Math.abs((size.width * size.height) / (base.width * base.height) - 1)).toBeLessThan(0.16)
    }
})

test('20,000 characters of any kind are read at once', () => {
  for (const unit of ['a ', '12 seconds, ', '1', 'noir ', 'noir. ', ':', '(', 'in the style of ', '\n', 'style: ']) {
    const before = performance.now()
    readBriefText(unit.repeat(Math.ceil(20_000 / unit.length)))
    expect(performance.now() - before).toBeLessThan(1_500)
  }
})
