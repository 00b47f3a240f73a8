/** What became of marks while nobody listened: from what was known and what was read. */
import { expect, test } from 'vitest'
import { makeId } from '../../src/domain/ids.ts'
import { type Mark, markChanges, type MarksRead } from '../../src/domain/mark.ts'
import type { Verdict } from '../../src/domain/review.ts'

const deliveryId = makeId('delivery', '00000000-0000-4000-8000-000000000001')
const person = (n: number) => makeId('person', `00000000-0000-4000-8000-0000000000a${n}`)
const [ada, ben] = [person(1), person(2)]
const at = (message: string) => ({ platform: 'slack', workspace: 'T1', channel: 'C1', message }) as const
type Said = readonly [typeof ada, Verdict]

const known = (...marks: readonly (readonly [...Said, string])[]): readonly Mark[] =>
  marks.map(([personId, verdict, message]) => ({ deliveryId, personId, verdict, place: at(message) }))
const read = (message: string, marks: readonly Said[], isWhole = true): MarksRead => ({
  place: at(message),
  isWhole,
  marks: marks.map(([personId, verdict]) => ({ personId, verdict })),
})
const told = (before: readonly Mark[], ...now: readonly MarksRead[]) =>
  markChanges(before, now).map((c) => `${c.personId === ada ? 'ada' : 'ben'} ${c.is} ${c.verdict} ${c.place.message}`)

test('what was put on and what is gone is told, what stands is not', () => {
  const before = known([ada, 'approve', '1'], [ben, 'reject', '1'])
  expect(
    told(
      before,
      read('1', [
        [ada, 'approve'],
        [ben, 'reject'],
      ]),
    ),
  ).toEqual([])
  expect(
    told(
      before,
      read('1', [
        [ben, 'reject'],
        [ben, 'approve'],
      ]),
    ),
  ).toEqual(['ada taken-off approve 1', 'ben put-on approve 1'])
  expect(told([], read('1', []))).toEqual([])
})

test('a message that was not read, or not to its end, takes nothing back', () => {
  const before = known([ada, 'approve', '1'], [ada, 'approve', '2'])
  expect(told(before, read('2', []))).toEqual(['ada taken-off approve 2'])
  expect(told(before, read('1', [], false), read('2', [[ben, 'approve']], false))).toEqual(['ben put-on approve 2'])
  expect(told(before)).toEqual([])
})

test('who changed their mind took the old mark off first; who moved it never took it back', () => {
  expect(told(known([ada, 'request-changes', '1']), read('1', [[ada, 'approve']]))).toEqual([
    'ada taken-off request-changes 1',
    'ada put-on approve 1',
  ])
  expect(told(known([ada, 'approve', '1']), read('1', []), read('2', [[ada, 'approve']]))).toEqual([
    'ada put-on approve 2',
    'ada taken-off approve 1',
  ])
})

test('the same message of another platform is another one', () => {
  const [mark] = known([ada, 'approve', '1'])
  const before = mark === undefined ? [] : [{ ...mark, place: { ...mark.place, platform: 'discord' as const } }]
  expect(told(before, read('1', []))).toEqual([])
})
