/** Is the edit decision list what editing programs expect, line by line: trims, speeds, odd rates, odd names? */
import { expect, test } from 'vitest'
import { type EdlEvent, writeEdl } from '../../src/domain/edl.ts'

const event = (shotNo: number, o: Partial<EdlEvent> = {}): EdlEvent => ({
  shotNo,
  takeNo: 1,
  clipName: `0${shotNo}_harbour.mp4`,
  inSeconds: 0,
  speed: 1,
  frames: 48,
  transition: 'cut',
  fadeOut: false,
  ...o,
})
const lines = (title: string, fps: number, events: readonly EdlEvent[]) => {
  const text = writeEdl(title, fps, events)
  expect(text.endsWith('\r\n')).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]|[^ -~]/)
  return text.split('\r\n')
}

test('a film of a plain, a trimmed, a faster and a slower shot', () => {
  expect(
    lines('Lantern', 24, [
      event(1),
      event(2, { takeNo: 3, inSeconds: 1.5, frames: 30 }),
      event(3, { speed: 2, inSeconds: 0.25, frames: 24 }),
      event(4, { speed: 0.9, frames: 53 }),
    ]),
  ).toEqual([
    'TITLE: Lantern',
    'FCM: NON-DROP FRAME',
    '',
    '001  S01T1    V     C        00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00',
    '* FROM CLIP NAME: 01_harbour.mp4',
    '',
    '002  S02T3    V     C        00:00:01:12 00:00:02:18 01:00:02:00 01:00:03:06',
    '* FROM CLIP NAME: 02_harbour.mp4',
    '',
    '003  S03T1    V     C        00:00:00:06 00:00:02:06 01:00:03:06 01:00:04:06',
    'M2   S03T1          048.0                00:00:00:06',
    '* FROM CLIP NAME: 03_harbour.mp4',
    '',
    '004  S04T1    V     C        00:00:00:00 00:00:02:00 01:00:04:06 01:00:06:11',
    'M2   S04T1          021.6                00:00:00:00',
    '* FROM CLIP NAME: 04_harbour.mp4',
    '',
  ])
})

test('record times leave no gap and no frame out, at any rate', () => {
  for (const fps of [8, 23.976, 24, 25, 29.97, 30, 59.94, 60]) {
    const events = Array.from({ length: 60 }, (_, i) => event(i + 1, { frames: 7 + ((i * 13) % 90) }))
    const cuts = lines('x', fps, events).filter((line) => /^\d{3} /.test(line))
    const times = cuts.map((line) => line.slice(29).split(' '))
    const rate = Math.round(fps)
    const count = (time = '') => {
      const [h = 0, m = 0, s = 0, f = 0] = time.split(':').map(Number)
      expect(f).toBeLessThan(rate)
      return ((h * 60 + m) * 60 + s) * rate + f
    }
    expect(times.map(([, , from, to]) => count(to) - count(from))).toEqual(events.map((e) => e.frames))
    expect(times.map(([from, to]) => count(to) - count(from))).toEqual(events.map((e) => e.frames))
    expect(times.slice(1).map(([, , from]) => from)).toEqual(times.slice(0, -1).map(([, , , to]) => to))
    expect(times[0]?.[2]).toBe('01:00:00:00')
  }
})

test('times of a clip are at the film’s own rate', () => {
  expect(lines('x', 29.97, [event(1, { inSeconds: 2, frames: 30 })])[3]).toBe(
    '001  S01T1    V     C        00:00:02:00 00:00:03:00 01:00:00:00 01:00:01:00',
  )
})

test('a very fast frame still has a source frame', () => {
  expect(lines('x', 24, [event(1, { speed: 0.01, frames: 1 })])[3]).toContain('00:00:00:00 00:00:00:01')
})

test('names are plain: one line, ASCII, reels of eight letters and digits', () => {
  const [title, , , cut, name] = lines('Möwe\n999  HACK 墨', 24, [
    event(60, { takeNo: 123_456, clipName: '60_möwe “墨”\r\n* X.mp4' }),
  ])
  expect(title).toBe('TITLE: Mowe 999 HACK')
  expect(cut).toMatch(/^001  S60T1234 V {5}C/)
  expect(name).toBe('* FROM CLIP NAME: 60_mowe * X.mp4')
  expect(lines('墨', 24, [])).toEqual(['TITLE: UNTITLED', 'FCM: NON-DROP FRAME', ''])
})

test('a dissolve is one event of two reels; a fade goes to black and comes from it', () => {
  const list = lines('x', 24, [
    event(1, { transition: 'fade' }),
    event(2, { transition: 'dissolve', inSeconds: 1 }),
    event(3, { transition: 'fade', fadeOut: true }),
  ])
  expect(list.filter((line) => /^\d{3} /.test(line))).toEqual([
    '001  BL       V     C        00:00:00:00 00:00:00:00 01:00:00:00 01:00:00:00',
    '001  S01T1    V     D    012 00:00:00:00 00:00:02:00 01:00:00:00 01:00:02:00',
    '002  S01T1    V     C        00:00:02:00 00:00:02:00 01:00:02:00 01:00:02:00',
    '002  S02T1    V     D    012 00:00:01:00 00:00:02:18 01:00:02:00 01:00:03:18',
    '003  S02T1    V     C        00:00:02:18 00:00:02:18 01:00:03:18 01:00:03:18',
    '003  BL       V     D    006 00:00:00:00 00:00:00:06 01:00:03:18 01:00:04:00',
    '004  BL       V     C        00:00:00:00 00:00:00:00 01:00:04:00 01:00:04:00',
    '004  S03T1    V     D    006 00:00:00:00 00:00:01:12 01:00:04:00 01:00:05:12',
    '005  S03T1    V     C        00:00:01:12 00:00:01:12 01:00:05:12 01:00:05:12',
    '005  BL       V     D    012 00:00:00:00 00:00:00:12 01:00:05:12 01:00:06:00',
  ])
  expect(list).toContain('* TO CLIP NAME: 02_harbour.mp4')
})
