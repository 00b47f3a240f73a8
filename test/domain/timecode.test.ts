/** Are times of a film read as people write them? */
import { expect, test } from 'vitest'
import { parseTimecode } from '../../src/domain/timecode.ts'

test.each([
  ['0:07', 7],
  ['1:02:03.5', 3723.5],
  ['7s', 7],
  ['7.5 seconds', 7.5],
  ['1 sec', 1],
  ['00:00:07:12', 7.5],
  ['00:00:07:24', null],
  ['0:71', null],
  ['7', null],
  ['soon', null],
])('“%s”', (text, seconds) => expect(parseTimecode(text, 24)).toBe(seconds))
