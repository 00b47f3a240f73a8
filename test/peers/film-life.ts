/** One film's whole life on a platform that breaks: asked for, planned, shot, delivered, noted, made anew and approved, or cancelled. */
import { expect } from 'vitest'
import type { Brief } from '../../src/domain/brief.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import { SECOND } from '../../src/domain/time.ts'
import { lateCard, notUploadedCard } from '../../src/words/posting-words.ts'
import { type Chance, createChance } from '../story/small-world.ts'
import type { Call, Fault } from './fault-proxy.ts'
import { createFilmWorld, type FilmWorld } from './film-world.ts'
import type { Seen, Side } from './side.ts'

export const PICTURE = {
  name: 'harbour.jpg',
  bytes: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...Array<number>(200).fill(1)]),
}
export const BRIEF =
  'A lantern in the fog: a keeper walks home over the wall, then the lamp goes out. 2 seconds, 256x144, 12 fps, 2 shots.'
const MOST_ROUNDS = 3000

/** Of a request: from the seed, its method and how many of it came before, so that a run can be repeated. */
export function createFaults(seed: number, side: Side) {
  const dice = new Map<string, Chance>()
  return (call: Call): Fault | null => {
    if (side.isSpared(call.method)) return null
    let chance = dice.get(call.method)
    if (chance === undefined) {
      const hash = Buffer.from(call.method).reduce((sum, byte) => (Math.imul(sum, 31) + byte) | 0, seed)
      dice.set(call.method, (chance = createChance(hash)))
    }
    const roll = chance.next()
    if (roll < 0.04) return 'before'
    if (roll < 0.09) return 'after'
    if (roll < 0.12) return { lateMs: chance.below(25) * SECOND }
    if (roll < 0.15) return { answer: 503 }
    if (roll < 0.18) return { answer: 502, isDone: true }
    if (roll < 0.21) return { answer: 429, ...limit(side.limit(chance.below(20) + 1)) }
    return null
  }
}

/** As Slack says it, and as Discord does. */
const limit = (seconds: number) => ({
  headers: { 'retry-after': String(seconds) },
  body: { ok: false, error: 'ratelimited', message: 'slow down', retry_after: seconds, global: false },
})

export async function liveAFilm(side: Side, seed: number): Promise<void> {
  const chance = createChance(seed)
  const trouble = { dying: 0.02, hiccups: 0.02, repeats: 0.3 }
  side.proxy.setFault(() => null)
  const channel = await side.makeChannel()
  const world = await createFilmWorld(side, chance, trouble)
  try {
    side.proxy.setFault(createFaults(seed, side))
    const end = await tale(side, world, chance, channel)
    // The weather clears: everything that can end must end.
    side.proxy.setFault(() => null)
    Object.assign(trouble, { dying: 0, hiccups: 0 })
    world.clearUp()
    await settle(world)
    await check(side, world, channel, end)
  } finally {
    await world.stop()
    await side.proxy.carryOut()
  }
}

const briefIn = async (world: FilmWorld): Promise<Brief | null> => {
  const [found] = (await world.nora.listBriefs({ limit: 2 })).items
  return found ?? null
}

type End = 'approved' | 'cancelled'

async function tale(side: Side, world: FilmWorld, chance: Chance, channel: string): Promise<End> {
  const end: End = chance.next() < 0.1 ? 'cancelled' : 'approved'
  await world.hear(await side.mention(channel, BRIEF, PICTURE))
  const brief = await reached(side, world, chance, async () => briefIn(world))
  const { id } = brief
  const thread = await reached(side, world, chance, async () => (await world.store.chatThread(id))?.thread ?? null)
  const inReview = async (deliveries: number) => {
    const now = await world.store.brief(id)
    return now?.state.stage === 'in-review' && now.deliveryCount === deliveries ? now : null
  }
  /** A message that shows that delivery; people may see it before Nora knows that it is there. */
  const shown = (deliveryNo: number) =>
    reached(side, world, chance, async () => {
      const all = await side.seen(channel)
      const showing = all.filter((m) => m.isOurs && isOfDelivery(m, deliveryNo))
      return chance.pick(showing) ?? null
    })
  await reached(side, world, chance, () => inReview(1))
  const first = await shown(1)
  if (chance.next() < 0.2) {
    await world.hear(await side.react(channel, first, 'request-changes'))
    await world.hear(await side.unreact(channel, first, 'request-changes'))
  }
  await world.hear(await side.say(channel, thread, 'shot 2 darker'))
  if (end === 'cancelled') {
    // Before it is taken it would come to a film that is over.
    await reached(side, world, chance, async () => (await world.store.notes(id))[0] ?? null)
    await world.hear(await side.say(channel, thread, 'cancel'))
    return end
  }
  await reached(side, world, chance, () => inReview(2))
  const second = await shown(2)
  await world.hear(await side.react(channel, second, 'approve'))
  if (chance.next() < 0.15) {
    await world.hear(await side.unreact(channel, second, 'approve'))
    await world.hear(await side.react(channel, second, 'approve'))
  }
  return end
}

const isOfDelivery = (m: Seen, deliveryNo: number): boolean =>
  m.title.endsWith(`: delivery ${deliveryNo}`) || m.files.some((f) => f.includes(`_v0${deliveryNo}.`))

/** Time passes, and things break, until what is waited for is there. */
async function reached<T>(side: Side, world: FilmWorld, chance: Chance, look: () => Promise<T | null>): Promise<T> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const found = await look()
    if (found !== null) return found
    await world.work()
    if (chance.next() < 0.1) await world.repeatOne()
    if (chance.next() < 0.01) side.hangUp()
    if (chance.next() < 0.01) await world.restart()
    if (chance.next() < 0.01) await away(side, world, chance)
    world.pass(200 + chance.below(chance.next() < 0.05 ? 60_000 : 4000))
  }
  throw new Error(`it never came: ${JSON.stringify(world.open())}`)
}

/** Nobody answers for some seconds or minutes. */
async function away(side: Side, world: FilmWorld, chance: Chance): Promise<void> {
  await side.proxy.down()
  const until = world.now() + chance.below(chance.next() < 0.3 ? 300_000 : 20_000)
  while (world.now() < until) {
    world.pass(1000 + chance.below(10_000))
    await world.work()
  }
  await side.proxy.up()
}

/** Until nothing is left to do, of what is tried again in a quarter of an hour as well. */
export async function settle(world: FilmWorld): Promise<void> {
  for (let more = 0; more < 20; more++) {
    for (let round = 0; round < MOST_ROUNDS && (world.open().length > 0 || world.hasRepeats()); round++) {
      await world.repeatOne()
      await world.work()
      world.pass(5 * SECOND)
    }
    world.pass(60 * SECOND)
    await world.work()
  }
}

async function check(side: Side, world: FilmWorld, channel: string, end: End): Promise<void> {
  expect(world.wrong).toEqual([])
  expect(world.open()).toEqual([])
  const briefs = (await world.nora.listBriefs({ limit: 10 })).items
  expect(briefs).toHaveLength(1)
  const [brief] = briefs
  if (brief === undefined) return
  const log = (await world.store.events(brief.id, 0, 10_000)).map((e) => e.event)
  const of = (type: string) => log.filter((e) => e.type === type)
  expect(brief.state.stage).toBe(end)
  expect((await world.store.notes(brief.id)).map((n) => n.text)).toEqual(['shot 2 darker'])
  expect(of('NoteTaken')).toHaveLength(1)
  if (end === 'approved') {
    expect(of('Approved')).toHaveLength(
      1 + of('VerdictRevoked').filter((e) => 'deliveryNo' in e && e.deliveryNo === 2).length,
    )
    expect(of('Delivered')).toHaveLength(2)
  }

  await isToldWhole(side, world, channel, brief.id)
}

/** Every message of the log, every film and mark is there once and in order, and the card shows how it is. */
export async function isToldWhole(side: Side, world: FilmWorld, channel: string, briefId: BriefId): Promise<void> {
  const { posts, status } = await world.shouldRead(briefId)
  const known = await world.store.chatThread(briefId)
  const ours = (await side.seen(channel)).filter((m) => m.isOurs && !m.isAnswer)
  const asides = [side.titleOf(lateCard(0)), side.titleOf(notUploadedCard(null))]
  const cards = ours.filter((m) => m.title !== '' && !asides.includes(m.title))
  const inThread = cards.filter((m) => m.thread !== null)
  expect(inThread.map((m) => m.title)).toEqual(posts.map((c) => side.titleOf(c)))
  expect(new Set(inThread.map((m) => m.thread))).toEqual(new Set([known?.thread]))
  // One root, and each delivery, in the list of the channel.
  const delivered = posts.filter((c) => c.files.length > 0)
  const listed = cards.filter((m) => m.isInChannel).map((m) => m.title)
  expect(listed).toEqual([...(status === null ? [] : [side.titleOf(status)]), ...delivered.map((c) => side.titleOf(c))])
  expect(await side.textAt(channel, known?.statusMessage ?? '')).toBe(status === null ? '' : side.textOf(status))
  for (const { name } of delivered.flatMap((c) => c.files)) {
    const showing = ours.filter((m) => m.files.includes(name))
    const instead = ours.filter((m) => m.title === asides[1])
    if (instead.length > 0) continue
    expect(
      showing.filter((m) => !m.isInChannel),
      `${name} in the thread`,
    ).toHaveLength(1)
    expect(
      showing.filter((m) => m.isInChannel),
      `${name} in the channel`,
    ).toHaveLength(1)
  }
  for (const c of delivered) {
    const anchors = cards.filter((m) => m.title === side.titleOf(c) && m.thread !== null)
    expect(anchors.map((m) => m.marks)).toEqual([side.marks])
  }
}
