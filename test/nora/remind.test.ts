/** Is whoever must act told once more after a day, once, and nobody who has acted? */
import { expect, test } from 'vitest'
import { type BriefId, LOCAL_PERSON } from '../../src/domain/ids.ts'
import { DAY } from '../../src/domain/time.ts'
import { createReviewing, type Reviewing } from './reviewing.ts'

/** Two days, in which whoever waits is reminded. */
async function twoDays(world: Reviewing): Promise<void> {
  for (let day = 0; day < 2; day++) {
    world.pass(DAY)
    for (const job of world.jobs.due()) await world.attempt(job)
    await world.work()
  }
}
const called = async (world: Reviewing, briefId: BriefId, title: string) =>
  (await world.thread(briefId))
    .filter((c) => c.title.includes(title))
    .map(({ calls, buttons }) => ({ calls, buttons: buttons.map((b) => b.label) }))

test('a plan that waits for Go, with its buttons; not once it was said', async () => {
  const world = await createReviewing({ settings: { gate: 'always' } })
  const [waiting, said] = [await world.delivered(), await world.delivered()]
  await world.nora.go({ briefId: said, planVersion: 1, personId: LOCAL_PERSON })
  await twoDays(world)
  const [first] = await world.thread(waiting)
  expect(await called(world, waiting, 'still waits for a Go')).toEqual([
    { calls: first?.calls, buttons: ['Go', 'Change', 'Cancel'] },
  ])
  expect(first?.calls).toHaveLength(1)
  expect(await called(world, said, 'still waits for a Go')).toEqual([])
})

test('a question about a note; not once it was answered', async () => {
  const world = await createReviewing()
  const [waiting, answered] = [await world.delivered(), await world.delivered()]
  for (const briefId of [waiting, answered]) {
    const noted = await world.say(briefId, LOCAL_PERSON, 'the close-up is too dark')
    if (!noted.ok || noted.value.became !== 'question-to-you') throw new Error(JSON.stringify(noted))
    const { noteId } = noted.value
    if (briefId === answered) await world.nora.answerQuestion({ noteId, personId: LOCAL_PERSON, answer: 0 })
  }
  await twoDays(world)
  const [asked] = (await world.thread(waiting)).filter((c) => c.buttons.some((b) => b.label === 'Leave it'))
  expect(await called(world, waiting, 'waits for your answer')).toEqual([
    { calls: [LOCAL_PERSON], buttons: asked?.buttons.map((b) => b.label) },
  ])
  expect(await called(world, answered, 'waits for your answer')).toEqual([])
})

test('a film that failed, by its last failure alone; not once it went on', async () => {
  const world = await createReviewing({ isBroken: true })
  const [waiting, retried] = [await world.delivered(), await world.delivered()]
  for (let hour = 0; (await world.store.brief(retried))?.state.stage !== 'failed' && hour < 12; hour++) {
    world.pass(DAY / 24)
    await world.work()
  }
  await world.nora.retry({ briefId: waiting, personId: LOCAL_PERSON })
  await world.work()
  world.weather.failing = 0
  await world.nora.retry({ briefId: retried, personId: LOCAL_PERSON })
  await world.work()
  expect((await world.store.brief(waiting))?.state.stage).toBe('failed')
  await twoDays(world)
  expect(await called(world, waiting, 'still stands where it failed')).toEqual([
    { calls: [LOCAL_PERSON], buttons: ['Retry'] },
  ])
  expect(await called(world, retried, 'still stands where it failed')).toEqual([])
})
