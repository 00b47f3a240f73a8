/** Who is called to judge, what a verdict on a platform's message does, and what is answered once. */
import { describe, expect, test } from 'vitest'
import { LOCAL_PERSON } from '../../src/domain/ids.ts'
import { DAY } from '../../src/domain/time.ts'
import { ada, ben, createReviewing, gil, type Reviewing } from './reviewing.ts'

const REVIEWERS = {
  roles: [
    [ben, 'reviewer'],
    [ada, 'reviewer'],
    [gil, 'guest'],
  ],
} as const

const tasksOf = async ({ nora }: Reviewing, briefId: Parameters<Reviewing['thread']>[0]) => {
  const read = await nora.readBrief(briefId)
  return read.ok ? read.value.tasks : []
}

describe('who must act', () => {
  test('reviewers are called by the delivery, the first is answerable for a day', async () => {
    const world = await createReviewing(REVIEWERS)
    const briefId = await world.delivered()
    const delivery = (await world.thread(briefId)).find((c) => c.title.includes('delivery 1'))
    expect(delivery?.calls).toEqual([ada, ben])
    const [task] = await tasksOf(world, briefId)
    expect(task).toMatchObject({ assigneeId: ada, status: 'open' })
    expect(Number(task?.dueAt) - Number(task?.createdAt)).toBe(DAY)
  })

  test('the requester, where nobody was named; nobody is given a task where the project wants none', async () => {
    const world = await createReviewing({ settings: { reviewTask: false } })
    const briefId = await world.delivered()
    expect((await world.thread(briefId)).find((c) => c.title.includes('delivery 1'))?.calls).toEqual([LOCAL_PERSON])
    expect(await tasksOf(world, briefId)).toEqual([])
  })

  test('a verdict closes the task, and taking it back opens it again', async () => {
    const world = await createReviewing({ ...REVIEWERS, settings: { quorum: 2 } })
    const briefId = await world.delivered()
    const status = async () => (await tasksOf(world, briefId)).map((t) => t.status)
    await world.judge(briefId, ada, 'request-changes')
    expect(await status()).toEqual(['closed'])
    await world.nora.takeBackVerdict({ briefId, personId: ada, deliveryNo: 1, which: null })
    expect(await status()).toEqual(['open'])
    await world.judge(briefId, ada, 'approve')
    expect(await status()).toEqual(['open'])
    await world.judge(briefId, ben, 'approve')
    expect(await status()).toEqual(['closed'])
  })

  test('a revision closes it, and its delivery opens the next', async () => {
    const world = await createReviewing(REVIEWERS)
    const briefId = await world.delivered()
    await world.say(briefId, LOCAL_PERSON, 'shot 2 darker')
    await world.nora.startRevision({ briefId, personId: LOCAL_PERSON })
    expect((await tasksOf(world, briefId)).map((t) => t.status)).toEqual(['closed'])
    await world.work()
    expect((await tasksOf(world, briefId)).map((t) => t.status)).toEqual(['closed', 'open'])
  })

  test('who has not judged is reminded once, a day later', async () => {
    const world = await createReviewing({ ...REVIEWERS, settings: { quorum: 2 } })
    const briefId = await world.delivered()
    await world.judge(briefId, ada, 'approve')
    world.pass(DAY)
    for (const job of world.jobs.open()) await world.attempt(job)
    expect(world.jobs.open()).toEqual([])
    const reminders = (await world.thread(briefId)).filter((c) => c.title.includes('still waits'))
    expect(reminders.map((c) => c.calls)).toEqual([[ben]])
  })

  test('who asked for changes without a word is asked which', async () => {
    const world = await createReviewing(REVIEWERS)
    const briefId = await world.delivered()
    await world.judge(briefId, ada, 'request-changes')
    world.pass(DAY)
    for (const job of world.jobs.open()) await world.attempt(job)
    expect((await world.thread(briefId)).at(-1)).toMatchObject({
      title: 'What should change in delivery 1? Say it here',
      calls: [ada],
    })
  })
})

describe('a verdict on a message', () => {
  const place = (message: string) => ({ platform: 'slack', workspace: 'T1', channel: 'C1', message }) as const
  const marks = { verdict: 'approve', text: null, by: 'reaction' } as const

  test('counts on any message of the delivery, and an old one is answered', async () => {
    const world = await createReviewing({ ...REVIEWERS, settings: { quorum: 2 } })
    const { nora } = world
    const briefId = await world.delivered()
    for (const [message, deliveryNo, role] of [
      ['film', 1, 'delivery'],
      ['copy', 1, 'delivery'],
      ['card', null, 'status-card'],
    ] as const)
      expect(await nora.rememberMessage({ ...place(message), briefId, role, deliveryNo, noteId: null })).toBe(true)
    const judge = (message: string, personId: typeof ada | null) =>
      nora.judgeMessage({ place: place(message), personId, ...marks })
    expect(await judge('card', ada)).toEqual({ ok: true, value: null })
    expect(await judge('lunch', ada)).toEqual({ ok: true, value: null })
    expect(await judge('film', null)).toMatchObject({ ok: false, failure: { type: 'own-verdict' } })
    expect(await judge('film', ada)).toMatchObject({ ok: true, value: { standing: 'open' } })
    const takeBack = (message: string) =>
      nora.takeBackOnMessage({ place: place(message), personId: ada, which: 'approve' })
    await judge('copy', ada)
    // It stands under the other one still.
    expect(await takeBack('copy')).toMatchObject({ ok: false, failure: { type: 'nothing-to-revoke' } })
    expect((await nora.listVerdicts(briefId)).map((v) => v.revokedAt)).toEqual([null])
    expect(await takeBack('film')).toMatchObject({ ok: true, value: { standing: 'open' } })
    expect((await nora.listVerdicts(briefId)).map((v) => v.revokedAt)).toEqual([expect.any(Date)])
    await judge('copy', ada)
    await world.say(briefId, LOCAL_PERSON, 'shot 2 darker')
    await nora.startRevision({ briefId, personId: LOCAL_PERSON })
    await world.work()
    expect(await judge('copy', ben)).toMatchObject({ failure: { type: 'stale-delivery', deliveryNo: 1, newest: 2 } })
    const said = (await world.thread(briefId)).at(-1)
    expect(said?.lines).toEqual(['Ben: That was delivery 1; delivery 2 is here: look at that one.'])
    const read = await nora.readBrief(briefId)
    expect(read.ok && read.value.messages.map((m) => m.message)).toEqual(['film', 'copy', 'card'])
  })
})

describe('one outcome', () => {
  test('a mark that is refused is answered once in the thread, by name; every attempt is in the log', async () => {
    const world = await createReviewing(REVIEWERS)
    const briefId = await world.delivered()
    for (const by of ['reaction', 'button', 'button'] as const) await world.judge(briefId, gil, 'approve', by)
    await world.judge(briefId, LOCAL_PERSON, 'approve', 'button', 7)
    const refused = (await world.store.events(briefId, 0, 1000)).filter((e) => e.event.type === 'Refused')
    expect(refused).toHaveLength(4)
    const told = async () => (await world.thread(briefId)).filter((c) => c.title === 'Not done').map((c) => c.lines[0])
    // A button answers whoever presses it.
    expect(await told()).toEqual([expect.stringMatching(/^Gil: You may not approve/)])
    await world.judge(briefId, gil, 'approve', 'reaction')
    expect(await told()).toHaveLength(1)
  })

  test('the same click twice is one verdict and no refusal', async () => {
    const world = await createReviewing(REVIEWERS)
    for (const [verdict, standing] of [
      ['approve', 'approved'],
      ['reject', 'rejected'],
    ] as const) {
      const briefId = await world.delivered()
      const clicks = await Promise.all([world.judge(briefId, ada, verdict), world.judge(briefId, ada, verdict)])
      expect(clicks).toMatchObject([{ value: { standing } }, { value: { standing } }])
      const log = (await world.store.events(briefId, 0, 1000)).map((e) => e.event.type)
      expect(log.filter((type) => type === 'VerdictGiven' || type === 'Refused')).toEqual(['VerdictGiven'])
    }
  })

  test('a revocation that races the approval comes before it, or too late', async () => {
    const world = await createReviewing({ ...REVIEWERS, settings: { quorum: 2 } })
    for (const revokesFirst of [true, false]) {
      const briefId = await world.delivered()
      await world.judge(briefId, ada, 'approve')
      const takeBack = () => world.nora.takeBackVerdict({ briefId, personId: ada, deliveryNo: 1, which: null })
      const approve = () => world.judge(briefId, ben, 'approve')
      const [a, b] = await Promise.all(revokesFirst ? [takeBack(), approve()] : [approve(), takeBack()])
      expect([a, b]).toMatchObject(
        revokesFirst
          ? [{ value: { standing: 'open' } }, { value: { standing: 'open' } }]
          : [{ value: { standing: 'approved' } }, { failure: { type: 'approval-stands' } }],
      )
    }
  })

  test('of two reactions the strictest counts; when it goes, nothing comes back by guess', async () => {
    const world = await createReviewing(REVIEWERS)
    const briefId = await world.delivered()
    await world.judge(briefId, ada, 'request-changes', 'reaction')
    expect(await world.judge(briefId, ada, 'approve', 'reaction')).toMatchObject({ value: { standing: 'changes' } })
    const back = (which: 'approve' | 'request-changes') =>
      world.nora.takeBackVerdict({ briefId, personId: ada, deliveryNo: 1, which })
    expect(await back('request-changes')).toMatchObject({ value: { standing: 'open' } })
    expect(await back('approve')).toMatchObject({ failure: { type: 'nothing-to-revoke' } })
    expect(await world.judge(briefId, ada, 'approve', 'reaction')).toMatchObject({ value: { standing: 'approved' } })
  })
})

describe('who may say what', () => {
  const MIXED = {
    roles: [
      [ada, 'member'],
      [ben, 'producer'],
      [gil, 'guest'],
    ],
  } as const

  test('a lock is for producers and whoever asked for the film; a question is for all who see it', async () => {
    const world = await createReviewing(MIXED)
    const briefId = await world.delivered()
    const lock = (who: typeof ada) => world.say(briefId, who, 'lock shot 2')
    expect(await lock(ada)).toMatchObject({ failure: { type: 'not-allowed', verb: 'lock' } })
    for (const who of [ben, LOCAL_PERSON]) expect(await lock(who)).toMatchObject({ value: { became: 'note' } })
    expect(await world.say(briefId, gil, 'how many shots are there?')).toMatchObject({ value: { became: 'answer' } })
    expect(await world.say(briefId, gil, 'shot 1 darker')).toMatchObject({ failure: { type: 'not-allowed' } })
  })

  test('Go pressed twice under one note is one revision, and under an old one none', async () => {
    const world = await createReviewing(MIXED)
    const briefId = await world.delivered()
    const noted = await world.say(briefId, ada, 'shot 2 warmer')
    if (!noted.ok || noted.value.became !== 'note') throw new Error(JSON.stringify(noted))
    const { noteId } = noted.value
    const go = () => world.nora.startRevision({ briefId, personId: ada, noteId })
    expect(await Promise.all([go(), go()])).toMatchObject([{ ok: true }, { ok: true }])
    await world.work()
    await world.judge(briefId, ben, 'approve', 'button', 2)
    await world.say(briefId, ada, 'shot 1 warmer')
    expect(await go()).toMatchObject({ value: { state: { stage: 'approved' } } })
    expect((await world.store.brief(briefId))?.deliveryCount).toBe(2)
  })
})
