/** What a package tells programs of a delivery: the plan as it was shot, and where every file came from. `docs/package.md` lists the fields. */
import type { Asset } from './asset.ts'
import type { Brief } from './brief.ts'
import type { Delivery } from './delivery.ts'
import type { EdlEvent } from './edl.ts'
import type { Person } from './project.ts'
import { cutFrames, type Shot } from './shot.ts'
import type { ShotPlan } from './shot-plan.ts'
import { SECOND } from './time.ts'
import type { Take } from './take.ts'

/** A shot with what it shows; null where its clip is gone. */
export type PackagedShot = {
  readonly shot: Shot
  readonly from: {
    readonly take: Take
    readonly takeNo: number
    readonly clip: Asset
    /** In the package. */
    readonly file: string
  } | null
}

/** What the package is of. */
export type Packaged = {
  readonly brief: Brief
  readonly delivery: Delivery
  readonly plan: ShotPlan
  readonly shots: readonly PackagedShot[]
  /** Film, poster and variants with their names in the package. */
  readonly files: readonly {
    readonly role: 'film' | 'poster' | 'variant'
    readonly asset: Asset
    readonly file: string
  }[]
  /** Null: the person is no longer known. */
  readonly requester: Person | null
}

const heading = (format: string, { brief, delivery }: Packaged) => ({
  format,
  formatVersion: 1,
  title: brief.title,
  briefId: brief.id,
  projectId: brief.projectId,
  deliveryNo: delivery.number,
  planVersion: delivery.planVersion,
})

export function planDocument(packaged: Packaged) {
  const { brief, plan, shots } = packaged
  let start = 0
  return {
    ...heading('nora-plan', packaged),
    author: plan.author,
    rationale: plan.rationale,
    treatment: plan.treatment,
    planner: plan.provenance,
    plannedAt: plan.createdAt.toISOString(),
    fps: brief.fps,
    width: brief.size.width,
    height: brief.size.height,
    durationSeconds: shots.reduce((sum, { shot }) => sum + cutFrames(shot, brief.fps), 0) / brief.fps,
    shots: shots.map(({ shot, from }) => {
      const { cutFrames: _, ...finish } = shot.finish
      const frames = cutFrames(shot, brief.fps)
      start += frames
      return {
        number: shot.index + 1,
        id: shot.id,
        file: from?.file ?? null,
        caption: shot.caption,
        prompt: shot.prompt,
        negative: shot.negative,
        cameraMove: shot.cameraMove,
        lens: shot.lens,
        framing: shot.framing,
        startSeconds: (start - frames) / brief.fps,
        durationSeconds: frames / brief.fps,
        renderedSeconds: shot.durationFrames / brief.fps,
        finish,
        references: shot.references.map((r) => ({ ...r })),
        direction: shot.direction,
        workflow: shot.workflow,
        models: shot.models,
        seed: shot.seed,
        loop: shot.loop,
        locked: shot.locked,
      }
    }),
  }
}

export function provenanceDocument(packaged: Packaged) {
  const { brief, delivery, shots, files, requester } = packaged
  return {
    ...heading('nora-provenance', packaged),
    askedBy: { personId: brief.requesterId, name: requester?.name ?? null },
    askedAt: brief.createdAt.toISOString(),
    brief: { summary: brief.summary, script: brief.script },
    deliveredAt: delivery.createdAt.toISOString(),
    files: files.map(({ role, asset, file }) => ({ role, file, assetId: asset.id, ...facts(asset) })),
    shots: shots.map(({ shot, from }) => ({
      number: shot.index + 1,
      id: shot.id,
      prompt: shot.prompt,
      negative: shot.negative,
      seed: shot.seed,
      workflow: shot.workflow,
      models: shot.models,
      references: shot.references.map((r) => r.assetId),
      take:
        from === null
          ? null
          : {
              id: from.take.id,
              number: from.takeNo,
              host: from.take.host,
              promptId: from.take.promptId,
              gpuSeconds: from.take.gpuMs === null ? null : from.take.gpuMs / SECOND,
              renderedAt: from.take.endedAt?.toISOString() ?? null,
              file: from.file,
              assetId: from.clip.id,
              ...facts(from.clip),
            },
    })),
  }
}

const facts = ({ sha256, bytes, mime }: Asset) => ({ sha256, bytes, mime })

/** Shots whose clip is gone are in the list too, under take 0: the film shows them. */
export const editOf = ({ brief, shots }: Pick<Packaged, 'brief' | 'shots'>): readonly EdlEvent[] =>
  shots.map(({ shot, from }) => ({
    shotNo: shot.index + 1,
    takeNo: from?.takeNo ?? 0,
    clipName: from?.file.split('/').at(-1) ?? shot.caption,
    inSeconds: shot.finish.inSeconds,
    speed: shot.finish.speed,
    frames: cutFrames(shot, brief.fps),
    transition: shot.finish.transition,
    fadeOut: shot.finish.fadeOut,
  }))
