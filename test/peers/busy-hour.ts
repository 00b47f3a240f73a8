/** An hour, or its busy beginning, of a busy house by the test's clock: fifty films at once in a few channels, asked for within a minute, told about, noted and made anew. */
import { createChance } from '../story/small-world.ts'
import type { BriefEvent } from '../../src/domain/event.ts'
import { MINUTE, SECOND } from '../../src/domain/time.ts'
import { PICTURE } from './film-life.ts'
import type { Call } from './fault-proxy.ts'
import { createFilmWorld, type FilmWorld } from './film-world.ts'
import type { Side } from './side.ts'

/** `npm run soak:peers` lives the whole hour. */
export const MINUTES = Number(process.env['NORA_PEER_MINUTES'] ?? 10)
const FILMS = 50
const CHANNELS = 5
const STEP_MS = 250
const CALM = { dying: 0, hiccups: 0, repeats: 0 }
/** What changes a status card. */
const STAGES = ['shooting', 'cutting', 'revising'] as const

/** `tellsEveryMs`: how often something happens in one of the films. Every request, by the test's clock. */
export async function liveAnHour(side: Side, o: { readonly tellsEveryMs: number }): Promise<readonly Call[]> {
  const chance = createChance(1)
  const channels = await Promise.all(Array.from({ length: CHANNELS }, () => side.makeChannel()))
  const world = await createFilmWorld(side, chance, CALM)
  const end = world.now() + MINUTES * MINUTE
  let asked = 0
  let nextTold = world.now()
  while (world.now() < end) {
    if (asked < FILMS) {
      const channel = channels[asked % CHANNELS] ?? ''
      await world.hear(
        await side.mention(channel, `Film ${++asked}: a lantern in the fog. 2 seconds, 2 shots`, PICTURE),
      )
    }
    if (world.now() >= nextTold) {
      nextTold += o.tellsEveryMs
      await happen(side, world, chance)
    }
    await world.work()
    world.pass(STEP_MS)
  }
  for (let round = 0; round < 5000 && world.open().length > 0; round++) {
    await world.work()
    world.pass(SECOND)
  }
  const { calls } = side.proxy
  await world.stop()
  if (world.wrong.length > 0) throw new Error(world.wrong.join('\n'))
  return calls
}

async function happen(side: Side, world: FilmWorld, chance: ReturnType<typeof createChance>): Promise<void> {
  const { items } = await world.nora.listBriefs({ limit: FILMS })
  const film = chance.pick(items)
  if (film === undefined) return
  const thread = await world.store.chatThread(film.id)
  if (chance.next() < 0.01 && thread?.thread != null && film.state.stage === 'in-review')
    return world.hear(await side.say(thread.channel, thread.thread, 'shot 2 darker'))
  const event: BriefEvent =
    chance.next() < 0.05
      ? { type: 'Answered', text: `Something new about ${film.title}` }
      : { type: 'StageChanged', from: 'planning', to: chance.pick(STAGES) ?? 'shooting' }
  await world.store.transact((tx) => tx.appendEvents(film.id, [event], new Date(world.now())))
}

/** The most of these in any stretch of that length. */
export function mostWithin(times: readonly number[], ms: number): number {
  let most = 0
  for (let from = 0, to = 0; to < times.length; to++) {
    while ((times[to] ?? 0) - (times[from] ?? 0) >= ms) from++
    most = Math.max(most, to - from + 1)
  }
  return most
}

/** The shortest time between two that follow each other. */
export const leastBetween = (times: readonly number[]): number =>
  Math.min(Infinity, ...times.slice(1).map((t, i) => t - (times[i] ?? 0)))
