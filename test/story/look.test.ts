/** Does "use this look" bring an approved film's style, words and key frames into the next one? */
import { expect, test } from 'vitest'
import { createRuleNoteReader } from '../../adapters/planner/note-reader.ts'
import type { Brief } from '../../src/domain/brief.ts'
import { DEFAULT_PROJECT, LOCAL_PERSON } from '../../src/domain/ids.ts'
import { openThread, tell } from '../../src/words/thread.ts'
import { createChance, createSmallWorld } from './small-world.ts'

const world = createSmallWorld(createChance(1), createRuleNoteReader(), { failing: 0, dying: 0, slow: 0 })
const { nora, jobs, store } = world

async function film(text: string): Promise<Brief> {
  const asked = { projectId: null, requesterId: LOCAL_PERSON, sessionId: null, idempotency: null, assetIds: [] }
  const taken = await nora.takeBrief({ ...asked, text, options: { fps: 12, size: '256x144' } })
  if (!taken.ok) throw new Error(JSON.stringify(taken.failure))
  for (let left = jobs.open(); left.some((j) => j.kind !== 'remind' && j.kind !== 'sweep'); left = jobs.open())
    for (const job of left) if (job.kind !== 'remind' && job.kind !== 'sweep') await world.attempt(job)
  return taken.value
}

test('style, shared words and key frames of an approved film are in every shot of the next', async () => {
  await nora.ensureDefaults()
  const first = await film(
    'A lantern drifts at dusk. The wind rises. A gull calls. Noir, melancholic. 9 seconds, 3 shots',
  )
  const use = () => nora.useLook({ projectId: DEFAULT_PROJECT, briefId: first.id, personId: LOCAL_PERSON })
  expect(await use()).toMatchObject({ ok: false, failure: { type: 'not-approved', stage: 'in-review' } })
  const verdict = { briefId: first.id, personId: LOCAL_PERSON, deliveryNo: 1, text: null, by: 'button' } as const
  expect(await nora.giveVerdict({ ...verdict, verdict: 'approve' })).toMatchObject({ ok: true })
  const used = await use()
  if (!used.ok) throw new Error(JSON.stringify(used.failure))
  const { look } = used.value
  expect(look).toMatchObject({ styleTags: ['noir'], promptAddition: 'melancholic mood' })
  expect(look.references).toHaveLength(3)
  // Pressed twice it is taken once, and told once.
  expect(await use()).toMatchObject({ ok: true, value: { look } })

  const posts = (await store.events(first.id, 0, 1000)).reduce(
    (all, { event }) => {
      const told = tell(all.state, event)
      return { state: told.state, posts: [...all.posts, ...told.posts] }
    },
    {
      state: openThread({ id: first.id, title: '', fps: 12 }),
      posts: [] as { title: string; lines: readonly string[] }[],
    },
  ).posts
  expect(posts.at(-1)).toMatchObject({
    title: 'Local user made this the look of the project',
    lines: ['Every new shot goes by these pictures and by: noir, melancholic mood.'],
  })

  const next = await film('A street. A dog runs. 4 seconds, 2 shots')
  const shots = (await store.plan(next.id, 1))?.shots ?? []
  expect(shots).toHaveLength(2)
  for (const shot of shots) {
    expect(shot.prompt).toMatch(/noir, melancholic mood$/)
    expect(shot.references).toContainEqual({ assetId: look.references[0], role: 'style' })
  }
})
