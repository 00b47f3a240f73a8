/** What do people mean who write what shall be made of their film, what is refused, and how are the files told apart? */
import { describe, expect, test } from 'vitest'
import { parseDeliverables } from '../../src/domain/deliverables.ts'
import { type Deliverable, FILM } from '../../src/domain/delivery.ts'
import { variantMarks } from '../../src/domain/variant-marks.ts'

const WIDE = { width: 768, height: 432 }

function wanted(texts: readonly string[], film = WIDE): readonly Deliverable[] {
  const read = parseDeliverables(texts, film)
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  return read.value
}
/** "432x768 mp4 silent pad" */
const short = ({ size, container, audio, fit }: Deliverable): string =>
  [
    size ? `${size.width}x${size.height}` : 'film',
    container,
    ...(audio ? [] : ['silent']),
    ...(size ? [fit] : []),
  ].join(' ')

test.each([
  ['film', []],
  ['MP4', []],
  ['The film as an mp4 file', []],
  ['16:9', []],
  ['widescreen version', []],
  ['with sound', []],
  ['9:16', ['432x768 mp4 pad']],
  ['9x16', ['432x768 mp4 pad']],
  ['9 : 16', ['432x768 mp4 pad']],
  ['vertical', ['432x768 mp4 pad']],
  ['a vertical version', ['432x768 mp4 pad']],
  ['vertical 9:16', ['432x768 mp4 pad']],
  ['vertical without sound', ['432x768 mp4 silent pad']],
  ['Instagram Reels', ['432x768 mp4 pad']],
  ['9:16 cropped', ['432x768 mp4 crop']],
  ['portrait, square', ['432x768 mp4 pad', '576x576 mp4 pad']],
  ['square', ['576x576 mp4 pad']],
  ['1:1 mp4 silent', ['576x576 mp4 silent pad']],
  ['square crop', ['576x576 mp4 crop']],
  ['4:3', ['672x504 mp4 crop']],
  ['2.39:1', ['880x368 mp4 crop']],
  ['2.39:1 padded', ['880x368 mp4 pad']],
  ['4:5', ['512x640 mp4 pad']],
  ['1080x1920', ['1080x1920 mp4 pad']],
  ['1080 × 1920 px mov', ['1080x1920 mov pad']],
  ['1920x1080', ['1920x1080 mp4 crop']],
  ['1081x1921', ['1082x1922 mp4 pad']],
  ['1080p', ['1920x1080 mp4 crop']],
  ['vertical 1080p', ['1080x1920 mp4 pad']],
  ['4k', ['3840x2160 mp4 crop']],
  ['full HD', ['1920x1080 mp4 crop']],
  ['mov', ['film mov']],
  ['QuickTime', ['film mov']],
  ['webm', ['film webm']],
  ['silent', ['film mp4 silent']],
  ['mute, no audio', ['film mp4 silent']],
  ['mov without any sound', ['film mov silent']],
] as const)('"%s"', (text, variants) => {
  const all = wanted([text])
  expect(all[0]).toEqual(FILM)
  expect(all.slice(1).map(short)).toEqual(variants)
})

test.each([
  '',
  ' , ',
  'gif',
  'prores',
  'mkv',
  'dcp',
  'hevc mp4',
  'mp3',
  'a poster',
  'vertical with subtitles',
  'without music',
  '0x0',
  '16x9000',
  '100x100',
  '7680x4320',
  '8k',
  '9:0',
  '16:1',
  '9:16:4',
  'mp4 mov',
  'silent with sound',
  'square 9:16',
  'vertical 1920x1080',
  '1080p 1080x1920',
  '9:16 cropped padded',
  '9:16 letterbox',
  '-9:16 $(reboot)',
  '9:16, gif',
  'no',
])('"%s" is refused, with its own words', (text) => {
  expect(parseDeliverables(['square', text], WIDE)).toEqual({
    ok: false,
    failure: { type: 'deliverable-unknown', given: text.trim() },
  })
})

test('the film is always made, each thing once, and nobody gets more than six others', () => {
  expect(wanted([])).toEqual([FILM])
  expect(wanted(['9:16', 'vertical', '432x768', 'film', 'mp4'])).toHaveLength(2)
  const six = ['9:16', '1:1', '4:5', 'mov', 'silent', 'webm']
  expect(wanted([...six, 'film', 'square'])).toHaveLength(7)
  expect(parseDeliverables([...six, '4k'], WIDE)).toEqual({
    ok: false,
    failure: { type: 'too-many-deliverables', deliverables: 7, max: 6 },
  })
})

test('a shape is that of the film itself: an upright film becomes a wide one', () => {
  expect(wanted(['16:9', '9:16'], { width: 1080, height: 1920 }).slice(1).map(short)).toEqual(['1920x1080 mp4 pad'])
})

describe('file names', () => {
  const marks = (...texts: string[]) => variantMarks(wanted(texts).slice(1), WIDE)
  test.each([
    [['9:16'], ['9x16']],
    [
      ['9:16 silent', 'silent', 'mov'],
      ['9x16_silent', 'silent', ''],
    ],
    [
      ['4:5', '1:1', '4:3', '21:9'],
      ['4x5', '1x1', '4x3', '21x9'],
    ],
    [
      ['1080x1920', '1080p'],
      ['1080x1920', '1920x1080'],
    ],
    [['2.39:1'], ['880x368']],
    [
      ['9:16 crop', '9:16 pad', '9:16 pad silent'],
      ['9x16_crop', '9x16_pad', '9x16_pad_silent'],
    ],
    [
      ['432x768', '440x768'],
      ['432x768', '440x768'],
    ],
  ])('of %j', (texts, expected) => {
    expect(marks(...texts)).toEqual(expected)
  })
})
