/** Is every film told once and whole on a Slack that limits, fails, breaks off, comes late and repeats itself, while Nora's process dies? */
import { expect, test } from 'vitest'
import { liveMany } from './film-runs.ts'
import { openSlackSide } from './slack-side.ts'

test.each(['http', 'socket'] as const)(
  'films with faults of every kind, by %s',
  { timeout: 1_200_000 },
  async (door) => {
    expect(await liveMany(() => openSlackSide({ door }), { nth: door === 'http' ? 1 : 2, of: 2 })).toEqual([])
  },
)
