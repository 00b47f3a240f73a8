/** Makes a film of a brief without anybody rendering: plan, takes, cut and delivery written as the agents would write them. */
import { randomUUID } from 'node:crypto'
import { advance } from '../../src/coordination/advance.ts'
import type { Asset } from '../../src/domain/asset.ts'
import type { Brief } from '../../src/domain/brief.ts'
import type { BriefEvent } from '../../src/domain/event.ts'
import { type BriefId, makeId, parseId } from '../../src/domain/ids.ts'
import type { LifecycleEvent } from '../../src/domain/lifecycle.ts'
import { NO_DIRECTION, PLAIN_FINISH } from '../../src/domain/shot.ts'
import { BY_RULES } from '../../src/domain/shot-plan.ts'
import type { Store, Transaction } from '../../src/ports/store.ts'

type Also = { readonly also?: Partial<Brief>; readonly events?: readonly BriefEvent[] }

export function briefIdIn(json: unknown): BriefId {
  const id = parseId('brief', (json as { id: string }).id)
  if (id === null) throw new Error(`no brief in ${JSON.stringify(json)}`)
  return id
}

export function move(
  store: Store,
  briefId: BriefId,
  event: LifecycleEvent,
  also: Also = {},
  write: (tx: Transaction) => Promise<void> = async () => {},
): Promise<void> {
  return store.transact(async (tx) => {
    const brief = await tx.lockBrief(briefId)
    if (brief === null) throw new Error('no such brief')
    await write(tx)
    const moved = await advance(tx, brief, event, new Date(), { by: 'nora', ...also })
    if (!moved.ok) throw new Error(JSON.stringify(moved.failure))
  })
}

export const planMade = (store: Store, briefId: BriefId, needsGo: boolean): Promise<void> => {
  const shotId = makeId('shot', randomUUID())
  const takeId = makeId('take', randomUUID())
  return move(
    store,
    briefId,
    { type: 'plan-made', planVersion: 1, needsGo },
    {
      also: { planVersion: 1 },
      events: [
        {
          type: 'PlanMade',
          planVersion: 1,
          author: 'rules',
          rationale: 'one shot is enough',
          estimateGpuSeconds: 3,
          guessedGpuSeconds: 1,
          isRevision: false,
          waits: null,
          calls: [],
          boardsAssetId: null,
          shots: [
            {
              index: 0,
              caption: 'a lantern',
              framing: 'wide',
              lens: '35mm',
              cameraMove: 'push-in',
              durationFrames: 96,
              workflow: 'animatediff-short-loop',
            },
          ],
        },
      ],
    },
    async (tx) => {
      const createdAt = new Date()
      await tx.insertPlan({
        briefId,
        version: 1,
        author: 'rules',
        rationale: 'one shot is enough',
        treatment: null,
        score: null,
        provenance: BY_RULES,
        estimateGpuSeconds: 3,
        guessedGpuSeconds: 1,
        createdAt,
        shots: [
          {
            id: shotId,
            index: 0,
            prompt: 'a paper lantern',
            negative: 'text',
            caption: 'a lantern',
            cameraMove: 'push-in',
            lens: '35mm',
            framing: 'wide',
            durationFrames: 96,
            references: [],
            direction: NO_DIRECTION,
            workflow: 'animatediff-short-loop',
            models: {},
            strengths: {},
            seed: 7,
            loop: false,
            finish: PLAIN_FINISH,
            locked: false,
            fingerprint: 'f1',
            currentTakeId: null,
          },
        ],
      })
      await tx.insertTake({
        id: takeId,
        briefId,
        shotId,
        planVersion: 1,
        fingerprint: 'f1',
        host: 'previz',
        promptId: randomUUID(),
        attempt: 1,
        load: null,
        payload: { '1': { class_type: 'Secret', inputs: {} } },
        outcome: 'submitting',
        gpuMs: null,
        assetId: null,
        failure: null,
        createdAt,
        endedAt: null,
      })
    },
  )
}

/** From a plan that shoots to a delivery in review; `film` is whatever file plays the part of film and poster. */
export async function delivered(store: Store, briefId: BriefId, film: Asset['id']): Promise<void> {
  const [take] = await store.takes(briefId)
  if (take === undefined) throw new Error('no take')
  await move(store, briefId, { type: 'shots-done', planVersion: 1 }, {}, async (tx) => {
    await tx.endTake(take.id, { outcome: 'rendered', gpuMs: 1200, assetId: film, failure: null, endedAt: new Date() })
    await tx.chooseTake(briefId, 1, take.shotId, take.id)
  })
  await shown(store, briefId, film, 1)
}

/** From a revision that runs to delivery 2: the same shots under a new plan. */
export async function deliveredAgain(store: Store, briefId: BriefId, film: Asset['id']): Promise<void> {
  const plan = await store.plan(briefId, 1)
  if (plan === null) throw new Error('no plan')
  const made = { type: 'plan-made', planVersion: 2, needsGo: false } as const
  await move(store, briefId, made, { also: { planVersion: 2 } }, (tx) => tx.insertPlan({ ...plan, version: 2 }))
  await move(store, briefId, { type: 'shots-done', planVersion: 2 })
  await shown(store, briefId, film, 2)
}

/** Cut `n` of plan `n` becomes delivery `n`. */
async function shown(store: Store, briefId: BriefId, film: Asset['id'], n: number): Promise<void> {
  const cut = {
    planVersion: n,
    filmAssetId: film,
    posterAssetId: film,
    proxyAssetId: null,
    variants: [],
    durationFrames: 96,
  }
  await move(store, briefId, { type: 'cut-made', cut })
  await move(
    store,
    briefId,
    { type: 'delivered', deliveryNo: n },
    { also: { deliveryCount: n, outputAssetIds: [film] } },
    async (tx) => {
      const at = new Date()
      await tx.insertDelivery({ id: makeId('delivery', randomUUID()), briefId, number: n, createdAt: at, ...cut })
      await tx.insertAction({
        id: makeId('action', randomUUID()),
        briefId,
        type: 'CinematicDelivery',
        payload: { deliveryNo: n, ...cut },
        at,
      })
    },
  )
}
