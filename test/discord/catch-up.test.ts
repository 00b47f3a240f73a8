/** Is a thread read again only as often as there is need to, however often the connection is made anew? */
import { expect, test } from 'vitest'
import { createCatchUp } from '../../adapters/discord/catch-up.ts'
import { silent } from '../support/silent-log.ts'

const THREAD = { platform: 'discord', workspace: '1', channel: '2', thread: '3' } as const

test('who asks while it reads waits for one more reading, and shares it', async () => {
  let reads = 0
  const { promise: answered, resolve: answer } = Promise.withResolvers<unknown>()
  const catchUp = createCatchUp({
    nora: { openThreads: async () => [THREAD] },
    api: {
      get: () => {
        reads++
        return answered
      },
    },
    log: silent,
    now: () => Date.UTC(2026, 0, 1),
    hear: async () => {},
  })
  const all = [catchUp(), catchUp(), catchUp(), catchUp()]
  answer([])
  await Promise.all(all)
  expect(reads).toBe(2)
  await catchUp()
  expect(reads).toBe(3)
})
