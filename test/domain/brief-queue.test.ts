/** Where a film stands in the queue, how long that takes, and when it is worth saying again. */
import { describe, expect, test } from 'vitest'
import { type InQueue, isNews, placesIn } from '../../src/domain/brief-queue.ts'
import { aboutTime, leftLine, ordinal, queueLine } from '../../src/words/queue-words.ts'
import { newId } from '../support/nouns.ts'

const [a, b, c] = [newId('brief'), newId('brief'), newId('brief')]
const of = (briefId: typeof a, endsInMs: number, basis: 'measured' | 'guess' = 'measured') => ({
  shot: { briefId },
  endsInMs,
  basis,
})
const up = (...has: ReturnType<typeof of>[]) => ({ standing: 'up' as const, has })

test('films that wait are numbered, those being shot have how much longer they take', () => {
  const places = placesIn({
    hosts: [up(of(a, 30_000)), up()],
    waiting: [of(a, 90_000), of(b, 60_000), of(c, 120_000), of(b, 180_000)],
    beyond: [],
  })
  expect(places.get(a)).toEqual({ position: null, etaSeconds: 90, isGuess: false })
  expect(places.get(b)).toEqual({ position: 1, etaSeconds: 180, isGuess: false })
  expect(places.get(c)).toEqual({ position: 2, etaSeconds: 120, isGuess: false })
})

test('it is a guess where its own shots, or those that end before, are guessed', () => {
  const places = placesIn({
    hosts: [up(of(a, 10_000))],
    waiting: [of(b, 20_000, 'guess'), of(c, 30_000)],
    beyond: [],
  })
  expect([a, b, c].map((id) => places.get(id)?.isGuess)).toEqual([false, true, true])
})

test('nothing is said of what nobody knows: hosts that are away, none that is up, further than anybody looks', () => {
  const down = { standing: 'down' as const, has: [of(a, 10_000)] }
  expect([...placesIn({ hosts: [down, up()], waiting: [of(b, 5_000)], beyond: [] }).keys()]).toEqual([b])
  const waits = { ...of(c, 0), endsInMs: null }
  expect([...placesIn({ hosts: [down], waiting: [waits], beyond: [] }).keys()]).toEqual([])
  expect([...placesIn({ hosts: [up()], waiting: [of(b, 5_000)], beyond: [{ briefId: b }] }).keys()]).toEqual([])
})

const told: InQueue = { position: 3, etaSeconds: 240, isGuess: false }
test.each<[string, InQueue | null, InQueue, boolean]>([
  ['the first time', null, told, true],
  ['the same', told, told, false],
  ['another place', told, { ...told, position: 2 }, true],
  ['it begins', told, { ...told, position: null }, true],
  ['takes came in', { ...told, isGuess: true }, told, true],
  ['a little sooner', told, { ...told, etaSeconds: 200 }, false],
  ['a fifth sooner', told, { ...told, etaSeconds: 192 }, true],
  ['a fifth later', told, { ...told, etaSeconds: 288 }, true],
  ['of a short one, a few seconds', { ...told, etaSeconds: 30 }, { ...told, etaSeconds: 12 }, false],
  ['of a short one, most of it', { ...told, etaSeconds: 30 }, { ...told, etaSeconds: 10 }, true],
])('is it news: %s', (_, before, now, news) => expect(isNews(before, now)).toBe(news))

describe('in words', () => {
  test.each([
    [20, 'less than a minute'],
    [60, 'about 1 minute'],
    [250, 'about 4 minutes'],
    [22 * 60, 'about 20 minutes'],
    [59 * 60, 'about 1 hour'],
    [100 * 60, 'about 1.5 hours'],
    [600 * 60, 'about 10 hours'],
  ])('%i seconds', (seconds, words) => expect(aboutTime(seconds)).toBe(words))

  test('places', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 101, 111].map(ordinal).join(' ')).toBe(
      '1st 2nd 3rd 4th 11th 12th 13th 21st 101st 111th',
    )
    expect(queueLine({ position: 3, etaSeconds: 240, isGuess: false })).toBe('3rd in the queue, about 4 minutes')
    expect(leftLine({ etaSeconds: 120, isGuess: true })).toBe(
      'About 2 minutes left (a guess: there are no takes like it yet)',
    )
  })
})
