/** Is every film told once and whole on a Discord that limits, fails, breaks off, comes late and repeats itself, while Nora's process dies? */
import { expect, test } from 'vitest'
import { openDiscordSide } from './discord-side.ts'
import { liveMany } from './film-runs.ts'

test('films with faults of every kind', { timeout: 1_800_000 }, async () => {
  expect(await liveMany(openDiscordSide, { nth: 0, of: 1 })).toEqual([])
})
