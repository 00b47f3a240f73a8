/** Marks that people put on and take off while Nora is away, on the fake chat: do they count when she is back, once? */
import { beforeEach, describe, expect, test } from 'vitest'
import { markAdded, markRemoved } from '../../commands/hear.ts'
import { DAY } from '../../src/domain/time.ts'
import type { PersonId } from '../../src/domain/ids.ts'
import type { MessagePlace } from '../../src/domain/message.ts'
import type { Verdict } from '../../src/domain/review.ts'
import { card } from '../../src/words/card.ts'
import { createFakeChat } from '../fakes/chat/chat-platform.ts'
import { ada, ben, createReviewing, gil } from '../nora/reviewing.ts'
import { silent } from '../support/silent-log.ts'

const REVIEWERS = [
  [ada, 'reviewer'],
  [ben, 'reviewer'],
] as const

async function open(quorum = 2) {
  const world = await createReviewing({ roles: REVIEWERS, settings: { quorum } })
  const fake = createFakeChat({ clock: world.clock })
  const { nora, store } = world
  const briefId = await world.delivered()
  const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const
  const places: MessagePlace[] = []
  for (const key of ['film', 'copy']) {
    const opened = await fake.chat.openThread(channel, card('Delivery 1', []), key, { key, isRepeat: false })
    if (!opened.ok) throw new Error(opened.failure.type)
    const place = opened.value.status
    await nora.rememberMessage({ ...place, briefId, role: 'delivery', deliveryNo: 1, noteId: null })
    places.push(place)
  }
  const [film, copy] = places
  if (film === undefined || copy === undefined) throw new Error('two were posted')
  let reads = 0
  return {
    ...world,
    ...fake,
    briefId,
    film,
    copy,
    reads: () => reads,
    /** Nora is there and hears of it. */
    async puts(personId: PersonId, mark: Verdict, place: MessagePlace) {
      fake.press(place, mark, personId)
      await markAdded(nora, { place, personId, mark })
    },
    async takesOff(personId: PersonId, mark: Verdict, place: MessagePlace) {
      fake.unpress(place, mark, personId)
      await markRemoved(nora, { place, personId, mark })
    },
    comesBack: () =>
      nora.reconcileMarks({
        chat: fake.chat,
        log: silent,
        isHere: () => true,
        meet: async (userId) => userId as PersonId,
        turn: async () => void reads++,
      }),
    inForce: async () =>
      (await nora.listVerdicts(briefId)).filter((v) => v.revokedAt === null).map((v) => [v.personId, v.verdict]),
    stage: async () => (await store.brief(briefId))?.state.stage,
    refusals: async () => (await store.events(briefId, 0, 1000)).filter((e) => e.event.type === 'Refused').length,
    events: async () => (await store.events(briefId, 0, 1000)).length,
  }
}

let w: Awaited<ReturnType<typeof open>>
beforeEach(async () => void (w = await open()))

describe('while Nora is away', () => {
  test('a mark that is put on counts, once however often she comes back', async () => {
    w.press(w.copy, 'approve', ada)
    for (let i = 0; i < 3; i++) await w.comesBack()
    expect(await w.inForce()).toEqual([[ada, 'approve']])
    expect((await w.nora.listVerdicts(w.briefId)).length).toBe(1)
    w.press(w.film, 'approve', ben)
    await w.comesBack()
    expect(await w.stage()).toBe('approved')
  })

  test('a mark that is taken off takes its verdict back; what a button said stays', async () => {
    await w.puts(ada, 'request-changes', w.film)
    await w.judge(w.briefId, ben, 'approve', 'button')
    w.unpress(w.film, 'request-changes', ada)
    await w.comesBack()
    expect(await w.inForce()).toEqual([[ben, 'approve']])
    await w.comesBack()
    expect(await w.inForce()).toEqual([[ben, 'approve']])
  })

  test('what a mark said and a button said again stays when the mark goes, then and now', async () => {
    await w.puts(ada, 'approve', w.film)
    await w.judge(w.briefId, ada, 'approve', 'button')
    w.unpress(w.film, 'approve', ada)
    await w.comesBack()
    expect(await w.inForce()).toEqual([[ada, 'approve']])
    await w.puts(ada, 'approve', w.film)
    await w.takesOff(ada, 'approve', w.film)
    expect(await w.inForce()).toEqual([[ada, 'approve']])
    // It was said once, for all to read.
    expect((await w.thread(w.briefId)).filter((c) => c.title.includes('approves')).length).toBe(1)
  })

  test('of two marks of one person the other holds the verdict', async () => {
    await w.puts(ada, 'approve', w.film)
    await w.puts(ada, 'approve', w.copy)
    w.unpress(w.film, 'approve', ada)
    await w.comesBack()
    expect(await w.inForce()).toEqual([[ada, 'approve']])
    w.unpress(w.copy, 'approve', ada)
    await w.comesBack()
    expect(await w.inForce()).toEqual([])
  })

  test('who takes one off and puts it on again counts again; who changes their mind is heard as they are now', async () => {
    await w.puts(ada, 'approve', w.film)
    await w.takesOff(ada, 'approve', w.film)
    w.press(w.film, 'approve', ada)
    await w.comesBack()
    expect(await w.inForce()).toEqual([[ada, 'approve']])
    w.unpress(w.film, 'approve', ada)
    w.press(w.film, 'request-changes', ada)
    await w.comesBack()
    expect(await w.inForce()).toEqual([[ada, 'request-changes']])
    w.unpress(w.film, 'request-changes', ada)
    w.press(w.copy, 'approve', ada)
    await w.comesBack()
    expect(await w.inForce()).toEqual([[ada, 'approve']])
  })

  test('a mark that stood beside a button before says nothing anew', async () => {
    await w.puts(ada, 'request-changes', w.film)
    await w.judge(w.briefId, ada, 'approve', 'button')
    await w.comesBack()
    expect(await w.inForce()).toEqual([[ada, 'approve']])
  })

  test.each(['gone', 'unreachable', 'cut'] as const)('a message that is %s decides nothing', async (how) => {
    await w.puts(ada, 'approve', w.film)
    w.unpress(w.film, 'approve', ada)
    if (how === 'gone') w.remove(w.film)
    if (how === 'cut') w.cutMarks()
    if (how === 'unreachable')
      w.setFault(({ what }) => (what === 'read' ? { type: 'unreachable', reason: 'away' } : null))
    await w.comesBack()
    expect(await w.inForce()).toEqual([[ada, 'approve']])
  })

  test('an approval stands: who takes it back is told once, and not every time', async () => {
    const alone = await open(1)
    await alone.puts(ada, 'approve', alone.film)
    expect(await alone.stage()).toBe('approved')
    alone.unpress(alone.film, 'approve', ada)
    for (let i = 0; i < 3; i++) await alone.comesBack()
    expect(await alone.stage()).toBe('approved')
    expect(await alone.refusals()).toBe(1)
    expect((await alone.thread(alone.briefId)).at(-1)?.title).toBe('Not done')
    alone.pass(8 * DAY)
    const before = alone.reads()
    await alone.comesBack()
    expect(alone.reads()).toBe(before)
  })

  test('who may not judge is told once; what stands is read and changes nothing', async () => {
    w.press(w.film, 'approve', gil)
    await w.comesBack()
    expect(await w.refusals()).toBe(1)
    const before = await w.events()
    await w.comesBack()
    expect(await w.events()).toBe(before)
  })

  test('a mark that comes while the others are read is not missed in what was read', async () => {
    const read = w.chat.readMarks
    let isFirst = true
    const chat: typeof w.chat = {
      ...w.chat,
      async readMarks(place) {
        const shown = await read(place)
        if (isFirst) await w.puts(ada, 'approve', w.film)
        isFirst = false
        return shown
      },
    }
    await w.nora.reconcileMarks({
      chat,
      log: silent,
      isHere: () => true,
      meet: async (userId) => userId as PersonId,
      turn: async () => {},
    })
    expect(await w.inForce()).toEqual([[ada, 'approve']])
  })
})
