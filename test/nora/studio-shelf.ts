/** A store in memory, a vault on disk and real media, with a brief on the shelf: two versions of its plan, clips, deliveries. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createDiskVault } from '../../adapters/vault/disk-vault.ts'
import type { Asset, AssetCategory } from '../../src/domain/asset.ts'
import type { Delivery } from '../../src/domain/delivery.ts'
import { PLAIN_FINISH, type Shot } from '../../src/domain/shot.ts'
import type { Take } from '../../src/domain/take.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { type Bench, createBench, FIELD } from '../media/bench.ts'
import { aBrief, aDelivery, anAsset, aPerson, aPlan, aProject, aShot, aTake, newId, second } from '../support/nouns.ts'

const FPS = 24
export const SIZE = { width: 160, height: 90 }

export type Shelf = Awaited<ReturnType<typeof stockShelf>>

/**
 * Version 1: red, green, blue. Version 2: green is darker and first, red is new in purple, blue is dropped, yellow is
 * added, grey is planned but not rendered.
 */
export async function stockShelf() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nora-shelf-'))
  const store = createMemoryStore()
  const vault = createDiskVault({ root: folder })
  const bench = await createBench()
  const project = aProject()
  const person = aPerson()
  const brief = aBrief(project, person, {
    title: 'Lantern: the Möwe',
    fps: FPS,
    size: SIZE,
    assetIds: [],
    planVersion: 2,
    deliveryCount: 1,
  })
  const assets: Asset[] = []
  const takes: Take[] = []

  async function keep(file: string, name: string, category: AssetCategory): Promise<Asset> {
    const stored = await vault.putLocal(file, { name })
    if (!stored.ok) throw new Error(stored.failure.type)
    const asset = anAsset(project.id, { name, category, ...stored.value, createdAt: second(7) })
    assets.push(asset)
    return asset
  }

  async function shot(colour: string, o: Partial<Shot> = {}, finish: Partial<Shot['finish']> = {}): Promise<Shot> {
    const made = aShot(0, {
      caption: `The ${colour} lantern, drifting`,
      prompt: `${colour} lantern`,
      references: [],
      durationFrames: 24,
      finish: { ...PLAIN_FINISH, ...finish },
      ...o,
    })
    const clip = await keep(await clipOf(bench, colour, made.durationFrames), `${colour}.mp4`, 'shot_clip')
    return chosen(made, clip, 1)
  }

  function chosen(made: Shot, clip: Asset, attempt: number): Shot {
    const take = aTake(brief.id, made.id, {
      outcome: 'rendered',
      attempt,
      gpuMs: 1500,
      host: 'gpu-1:8188',
      assetId: clip.id,
      fingerprint: made.fingerprint,
      createdAt: second(5 + takes.length),
      endedAt: second(6 + takes.length),
      planVersion: takes.length < 3 ? 1 : 2,
    })
    takes.push(take)
    return { ...made, currentTakeId: take.id }
  }

  const red = await shot('red')
  const green = await shot('green', {}, { inSeconds: 0.25, speed: 2, cutFrames: 6 })
  const blue = await shot('blue')
  const purple = chosen(
    { ...red, prompt: 'purple lantern', fingerprint: 'purple' },
    await keep(await clipOf(bench, 'purple', 24), 'purple.mp4', 'shot_clip'),
    2,
  )
  const yellow = await shot('yellow')
  const grey = aShot(3, { caption: 'The grey lantern', finish: PLAIN_FINISH })
  const darker = { ...green, finish: { ...green.finish, exposure: -2 } }
  const number = (shots: readonly Shot[]) => shots.map((s, index) => ({ ...s, index }))
  const first = aPlan(brief.id, 1, number([red, green, blue]))
  const secondPlan = aPlan(brief.id, 2, number([darker, purple, yellow, grey]))

  const filmFile = await clipOf(bench, 'red', 12)
  const film = await keep(filmFile, 'lantern-the-möwe_v01.mp4', 'ai_short')
  const upright = await keep(filmFile, 'lantern-the-möwe_v01_9x16.mov', 'ai_short')
  const poster = await keep(await bench.picture(SIZE, FIELD('#f00')), 'lantern-the-möwe_v01.jpg', 'poster')
  const delivery: Delivery = aDelivery(brief.id, film, poster, {
    variants: [
      {
        assetId: upright.id,
        name: upright.name,
        deliverable: { kind: 'film', size: { width: 9, height: 16 }, container: 'mov', audio: false, fit: 'pad' },
      },
    ],
  })
  await store.transact(async (tx) => {
    await tx.insertProject(project)
    await tx.ensurePerson(person)
    for (const asset of assets) await tx.insertAsset(asset)
    await tx.insertBrief(brief)
    await tx.insertPlan({ ...first, shots: first.shots.map(unshot) })
    await tx.insertPlan({ ...secondPlan, shots: secondPlan.shots.map(unshot) })
    for (const take of takes) await tx.insertTake(take)
    for (const plan of [first, secondPlan])
      for (const s of plan.shots)
        if (s.currentTakeId !== null) await tx.chooseTake(brief.id, plan.version, s.id, s.currentTakeId)
    await tx.insertDelivery(delivery)
  })
  return {
    store,
    vault,
    bench,
    brief,
    person,
    delivery,
    plans: [first, secondPlan] as const,
    takes,
    assets: { film, poster, upright },
    newId,
    async close() {
      await bench.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const unshot = (s: Shot): Shot => ({ ...s, currentTakeId: null })

const clipOf = (bench: Bench, colour: string, frames: number): Promise<string> =>
  bench.clip(`${FIELD('#111')}<circle cx="50" cy="50" r="40" fill="${colour}"/>`, { frames, fps: FPS, size: SIZE })
