/** Is what Discord tells once kept while it cannot be stored, in its order, and given up neither too early nor without a word? */
import { setImmediate as nextRound } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createHeldEvents } from '../../adapters/discord/held-events.ts'
import { MINUTE } from '../../src/domain/time.ts'
import { silent } from '../support/silent-log.ts'

/** A database that is away, and time that passes as soon as somebody waits for it. */
function open() {
  let nowMs = 0
  let isAway = true
  const dropped: string[] = []
  const stored: unknown[] = []
  const told: unknown[] = []
  const events = createHeldEvents({
    log: { ...silent, error: (name) => void dropped.push(name) },
    now: () => nowMs,
    async pause(ms) {
      nowMs += ms
      await nextRound()
    },
  })
  return {
    events,
    dropped,
    stored,
    told,
    now: () => nowMs,
    comeBack: () => void (isAway = false),
    hear: (raw: { readonly channel_id: string; readonly calls?: boolean; readonly text: string }) =>
      events.hear(
        {
          event: 'MESSAGE_CREATE',
          async handle() {
            if (isAway) throw new Error('the database is away')
            stored.push(raw.text)
          },
          async tellUnheard() {
            if (raw.calls === true) told.push(raw.text)
            return raw.calls === true
          },
        },
        raw,
      ),
  }
}

test('all that a channel said meanwhile is stored in its order, what comes next after it', async () => {
  const { hear, comeBack, stored, dropped, events } = open()
  await Promise.all(['a', 'b', 'c'].map((text) => hear({ channel_id: '1', text })))
  await hear({ channel_id: '1', text: 'd' })
  comeBack()
  await hear({ channel_id: '1', text: 'e' })
  await expect.poll(() => stored).toEqual(['a', 'b', 'c', 'd', 'e'])
  await hear({ channel_id: '1', text: 'f' })
  expect(stored.at(-1)).toBe('f')
  events.stop()
  expect(dropped).toEqual([])
})

test('whoever called is told after minutes, also behind what nobody waits for, which is held on', async () => {
  const { hear, told, stored, now, comeBack, dropped } = open()
  await hear({ channel_id: '1', text: 'talk' })
  await hear({ channel_id: '1', text: 'a film, please', calls: true })
  while (told.length === 0) await nextRound()
  comeBack()
  expect(told).toEqual(['a film, please'])
  expect(now()).toBeGreaterThanOrEqual(3 * MINUTE)
  await expect.poll(() => stored).toEqual(['talk'])
  expect(dropped).toEqual(['discord-event-dropped'])
})

test('what is too much, or too old, is dropped, and the log says so', async () => {
  const { hear, dropped, now, comeBack, stored, events } = open()
  await Promise.all(Array.from({ length: 1002 }, (_, i) => hear({ channel_id: '1', text: `${i}` })))
  expect(dropped).toHaveLength(2)
  await expect.poll(() => dropped.length).toBe(1002)
  expect(now()).toBeGreaterThanOrEqual(30 * MINUTE)
  comeBack()
  await expect
    .poll(async () => {
      await hear({ channel_id: '1', text: 'again' })
      return stored
    })
    .toContain('again')
  events.stop()
})
