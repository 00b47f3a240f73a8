/** A small world with people in it and a film that they may judge, driven to its delivery by hand. */
import type { BriefId } from '../../src/domain/ids.ts'
import { DEFAULT_PROJECT, LOCAL_PERSON, makeId, type PersonId } from '../../src/domain/ids.ts'
import type { Role } from '../../src/domain/project.ts'
import { DEFAULT_SETTINGS, type ProjectSettings } from '../../src/domain/project.ts'
import type { Card } from '../../src/words/card.ts'
import { openThread, tell } from '../../src/words/thread.ts'
import { createRuleNoteReader } from '../../adapters/planner/note-reader.ts'
import { createChance, createSmallWorld } from '../story/small-world.ts'

const person = (n: number) => makeId('person', `00000000-0000-4000-8000-0000000000a${n}`)
export const ada = person(1)
export const ben = person(2)
export const gil = person(3)

export type Reviewing = Awaited<ReturnType<typeof createReviewing>>

export async function createReviewing(
  o: {
    readonly roles?: readonly (readonly [PersonId, Role])[]
    readonly settings?: Partial<ProjectSettings>
    /** The only host can render nothing. */
    readonly isBroken?: boolean
  } = {},
) {
  const weather = { failing: o.isBroken === true ? 1 : 0, dying: 0, slow: 0 }
  const world = createSmallWorld(createChance(1), createRuleNoteReader(), weather)
  const { nora, store, jobs } = world
  await nora.ensureDefaults()
  await store.transact(async (tx) => {
    for (const [id, name] of [
      [ada, 'Ada'],
      [ben, 'Ben'],
      [gil, 'Gil'],
    ] as const)
      await tx.ensurePerson({ id, name })
    for (const [id, role] of o.roles ?? []) await tx.setRole(DEFAULT_PROJECT, id, role)
    await tx.saveProject(DEFAULT_PROJECT, { settings: { ...DEFAULT_SETTINGS, ...o.settings } })
  })

  /** Until nothing waits but for its day. */
  async function work(): Promise<void> {
    for (;;) {
      const due = jobs.open().filter((j) => j.kind !== 'remind' && j.kind !== 'settle')
      if (due.length === 0) return
      for (const job of due) await world.attempt(job)
    }
  }

  return {
    ...world,
    weather,
    work,
    async delivered(text = 'A lantern drifts. The wind rises. 2 seconds, 2 shots'): Promise<BriefId> {
      const taken = await nora.takeBrief({
        projectId: null,
        requesterId: LOCAL_PERSON,
        text,
        options: { fps: 12, size: '256x144' },
        assetIds: [],
        sessionId: null,
        idempotency: null,
      })
      if (!taken.ok) throw new Error(JSON.stringify(taken.failure))
      await work()
      return taken.value.id
    },
    /** What the thread shows, oldest first. */
    async thread(briefId: BriefId): Promise<readonly Card[]> {
      let state = openThread({ id: briefId, title: '', fps: 12 })
      const posts: Card[] = []
      for (const { event } of await store.events(briefId, 0, 10_000)) {
        const told = tell(state, event)
        state = told.state
        posts.push(...told.posts)
      }
      return posts
    },
    judge: (
      briefId: BriefId,
      personId: PersonId,
      verdict: 'approve' | 'request-changes' | 'reject',
      by: 'button' | 'reaction' = 'button',
      deliveryNo = 1,
    ) => nora.giveVerdict({ briefId, personId, deliveryNo, verdict, text: null, by }),
    say: (briefId: BriefId, personId: PersonId, text: string) =>
      nora.takeNote({ briefId, personId, text, deliveryNo: null, shotIndex: null, timecodeSeconds: null }),
  }
}
