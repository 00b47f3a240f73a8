/** Is a platform that is away for ten minutes in the middle of a film told of it honestly, once, and then of all that happened, in order? */
import { expect, test } from 'vitest'
import { MINUTE, SECOND } from '../../src/domain/time.ts'
import { lateCard } from '../../src/words/posting-words.ts'
import { createChance } from '../story/small-world.ts'
import { openDiscordSide } from './discord-side.ts'
import { BRIEF, isToldWhole, PICTURE, settle } from './film-life.ts'
import { createFilmWorld } from './film-world.ts'
import type { Side } from './side.ts'
import { openSlackSide } from './slack-side.ts'

test.each<[string, () => Promise<Side>]>([
  ['Slack, by signed requests', () => openSlackSide({ door: 'http' })],
  ['Slack, by Socket Mode', () => openSlackSide({ door: 'socket' })],
  ['Discord', openDiscordSide],
])('ten minutes without %s in the middle of a render: the film goes on', { timeout: 120_000 }, async (_, openSide) => {
  const side = await openSide()
  const channel = await side.makeChannel()
  const world = await createFilmWorld(side, createChance(1), { dying: 0, hiccups: 0, repeats: 0 })
  await world.hear(await side.mention(channel, BRIEF, PICTURE))
  const film = async () => (await world.nora.listBriefs({ limit: 1 })).items[0]
  for (let round = 0; round < 100 && (await film())?.state.stage !== 'shooting'; round++) await world.work()
  const brief = await film()
  expect(brief?.state.stage).toBe('shooting')
  if (brief === undefined) return

  await side.proxy.down()
  const seen = await side.seen(channel)
  for (const until = world.now() + 10 * MINUTE; world.now() < until; world.pass(2 * SECOND)) await world.work()
  expect(await side.seen(channel)).toEqual(seen)
  expect((await film())?.state.stage).toBe('in-review')

  await side.proxy.up()
  await settle(world)
  expect(world.wrong).toEqual([])
  const ours = (await side.seen(channel)).filter((m) => m.isOurs)
  const late = ours.filter((m) => m.title === side.titleOf(lateCard(0)))
  expect(late).toHaveLength(1)
  expect(await side.textAt(channel, late[0]?.message ?? '', late[0]?.thread)).toMatch(/For 1[01] minutes/)
  await isToldWhole(side, world, channel, brief.id)
  await world.stop()
  await side.close()
})
