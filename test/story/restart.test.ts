/** Nothing is lost and nothing is rendered twice when Nora stops, or is killed, in the middle. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { atRest, createStudio, inFull, SMALL, type Studio, taken, until } from '../support/studio.ts'

let studio: Studio
beforeEach(async () => {
  studio = await createStudio()
})
afterEach(() => studio.close())

const TEXT = 'A lantern drifts. The wind rises. The light goes out. 3 seconds, 3 shots'

describe('a stop in the middle', () => {
  test('of shooting: the brief goes on by itself, finished shots stay', async () => {
    const first = await studio.open()
    const brief = await taken(first, TEXT, SMALL)
    await first.work()
    await until(first, brief.id, ({ event }) => event.type === 'TakeEnded')
    const before = (await inFull(first, brief.id)).takes.filter((t) => t.outcome === 'rendered')
    await first.stop()

    const second = await studio.open()
    await second.work()
    await until(second, brief.id, atRest)
    const { brief: done, takes, plan } = await inFull(second, brief.id)
    expect(done.state.stage).toBe('in-review')
    const rendered = takes.filter((t) => t.outcome === 'rendered')
    expect(rendered).toHaveLength(plan?.shots.length ?? -1)
    expect(rendered.map((t) => t.id)).toEqual(expect.arrayContaining(before.map((t) => t.id)))
  })

  test('before anything was worked on', async () => {
    const first = await studio.open()
    const brief = await taken(first, TEXT, SMALL)
    await first.stop()
    const second = await studio.open()
    await second.work()
    await until(second, brief.id, atRest)
    expect((await inFull(second, brief.id)).brief.state.stage).toBe('in-review')
  })
})
