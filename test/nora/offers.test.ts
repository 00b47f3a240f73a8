/** Is a render offered where a note's finish only comes near, and done only once somebody takes the offer? */
import { expect, test } from 'vitest'
import { LOCAL_PERSON } from '../../src/domain/ids.ts'
import { ada, createReviewing, type Reviewing } from './reviewing.ts'

const renders = async ({ store }: Reviewing, briefId: Parameters<Reviewing['thread']>[0]) =>
  (await store.takes(briefId)).filter((t) => t.outcome === 'rendered').length

test('the card offers it, nothing is rendered before it is taken, and the same click twice is one', async () => {
  const world = await createReviewing()
  const { nora } = world
  const briefId = await world.delivered()
  expect(await renders(world, briefId)).toBe(2)
  const noted = await world.say(briefId, LOCAL_PERSON, 'shot 2 a lot darker')
  if (!noted.ok || noted.value.became !== 'note') throw new Error(JSON.stringify(noted))
  const { noteId } = noted.value
  expect(noted.value.offer).toContain('“dark low-key lighting”')
  const posted = (await world.thread(briefId)).at(-1)
  expect(posted?.lines).toEqual([noted.value.offer])
  expect(posted?.buttons.map((b) => [b.verb, b.value])).toEqual([
    ['start-revision', noteId],
    ['render-anew', noteId],
  ])
  await nora.startRevision({ briefId, personId: LOCAL_PERSON })
  await world.work()
  expect(await renders(world, briefId)).toBe(2)

  const click = () => nora.renderAnew({ noteId, personId: LOCAL_PERSON })
  const clicks = await Promise.all([click(), click()])
  expect(clicks).toMatchObject([{ value: { became: 'note' } }, { failure: { type: 'question-closed' } }])
  await nora.startRevision({ briefId, personId: LOCAL_PERSON })
  await world.work()
  expect(await renders(world, briefId)).toBe(3)
  const read = await nora.readBrief(briefId)
  expect(read.ok && read.value.brief.deliveryCount).toBe(3)
  expect(read.ok && read.value.plan?.shots.map((s) => s.finish.exposure)).toEqual([0, 0])
})

test('what comes out as asked offers nothing, and who may not note takes no offer', async () => {
  const world = await createReviewing({ roles: [[ada, 'guest']] })
  const briefId = await world.delivered()
  expect(await world.say(briefId, LOCAL_PERSON, 'shot 1 warmer')).toMatchObject({ value: { offer: null } })
  const noted = await world.say(briefId, LOCAL_PERSON, 'shot 1 in slow motion')
  if (!noted.ok || noted.value.became !== 'note') throw new Error(JSON.stringify(noted))
  expect(noted.value.offer).toContain('“in slow motion”')
  expect(await world.nora.renderAnew({ noteId: noted.value.noteId, personId: ada })).toMatchObject({
    failure: { type: 'not-allowed' },
  })
})
