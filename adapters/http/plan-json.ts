/** A shot plan as the wire has it: each shot with its state and its takes, lengths in seconds. */
import { z } from '@hono/zod-openapi'
import { SENT_AS, type ShotPlan } from '../../src/domain/shot-plan.ts'
import { CAMERA_MOVES, FRAMINGS, LENSES, REFERENCE_ROLES, type Shot, TRANSITIONS } from '../../src/domain/shot.ts'
import type { Take } from '../../src/domain/take.ts'
import { toProblem, zProblem } from './problem.ts'

const zTake = z
  .object({
    id: z.string(),
    planVersion: z.number(),
    host: z.string(),
    promptId: z.string(),
    attempt: z.number(),
    outcome: z.enum(['submitting', 'rendered', 'failed', 'cancelled', 'lost']),
    gpuMs: z.number().nullable(),
    assetId: z.string().nullable(),
    failure: zProblem.optional(),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .openapi('Take')

const zShot = z
  .object({
    id: z.string(),
    index: z.number().openapi({ description: '0 is the first shot of the film.' }),
    caption: z.string(),
    prompt: z.string(),
    negative: z.string(),
    cameraMove: z.enum(CAMERA_MOVES),
    lens: z.enum(LENSES),
    framing: z.enum(FRAMINGS),
    durationSeconds: z.number(),
    references: z.array(
      z.object({ assetId: z.string(), role: z.enum(REFERENCE_ROLES), fromSeconds: z.number().optional() }),
    ),
    direction: z.object({
      scene: z.string().nullable(),
      lighting: z.string().nullable(),
      art: z.string().nullable(),
      why: z.string().nullable(),
    }),
    workflow: z.string(),
    models: z.record(z.string(), z.string()),
    seed: z.number(),
    loop: z.boolean(),
    finish: z.object({
      exposure: z.number(),
      temperature: z.number(),
      saturation: z.number(),
      speed: z.number(),
      inSeconds: z.number(),
      cutSeconds: z
        .number()
        .nullable()
        .openapi({ description: 'How long it lasts; null: all of its clip after `inSeconds`, at `speed`.' }),
      transition: z
        .enum(TRANSITIONS)
        .openapi({ description: 'How it is come to; a fade goes through black, and no film gets longer by it.' }),
      fadeOut: z.boolean().openapi({ description: 'Whether the film ends in black; of its last shot only.' }),
    }),
    locked: z.boolean(),
    status: z.enum(['waiting', 'rendering', 'done', 'failed']),
    currentTakeId: z.string().nullable(),
    takes: z.array(zTake),
  })
  .openapi('Shot')

export const zPlan = z
  .object({
    version: z.number(),
    author: z.enum(['model', 'rules']),
    rationale: z.string(),
    treatment: z
      .object({
        artDirection: z.string(),
        characters: z.array(z.object({ name: z.string(), looks: z.string() })),
        scenes: z.array(z.object({ name: z.string(), place: z.string(), light: z.string() })),
      })
      .nullable(),
    provenance: z.object({
      model: z.string().nullable(),
      promptVersion: z.string().nullable(),
      sent: z
        .array(z.object({ assetId: z.string(), how: z.enum(SENT_AS) }))
        .openapi({ description: 'What the model was shown of each file.' }),
      transcript: z
        .object({ assetId: z.string(), model: z.string(), text: z.string().nullable(), why: z.string().nullable() })
        .nullable()
        .openapi({
          description: 'What was written down of the voice-over, or why nothing; null where nobody was asked.',
        }),
      attempts: z.number(),
      tokens: z.number(),
      fellBack: z.string().nullable().openapi({ description: 'Why the rules planned although a model was asked.' }),
    }),
    score: z
      .object({
        coverage: z.number(),
        continuity: z.number(),
        adherence: z.number(),
        feasibility: z.number(),
        faults: z.array(z.string()),
      })
      .nullable()
      .openapi({ description: 'By rules, from 0 to 100 each; null of a revision.' }),
    estimateGpuSeconds: z.number(),
    guessedGpuSeconds: z.number().openapi({ description: 'As much of the estimate as is a guess.' }),
    createdAt: z.iso.datetime(),
    shots: z.array(zShot),
  })
  .openapi('Plan')

export const toPlanJson = (plan: ShotPlan, takes: readonly Take[], fps: number): z.infer<typeof zPlan> => ({
  version: plan.version,
  author: plan.author,
  rationale: plan.rationale,
  treatment: plan.treatment && {
    artDirection: plan.treatment.artDirection,
    characters: [...plan.treatment.characters],
    scenes: [...plan.treatment.scenes],
  },
  provenance: { ...plan.provenance, sent: [...plan.provenance.sent] },
  score: plan.score && { ...plan.score, faults: [...plan.score.faults] },
  estimateGpuSeconds: plan.estimateGpuSeconds,
  guessedGpuSeconds: plan.guessedGpuSeconds,
  createdAt: plan.createdAt.toISOString(),
  shots: plan.shots.map((shot) =>
    toShotJson(
      shot,
      takes.filter((take) => take.shotId === shot.id),
      fps,
    ),
  ),
})

const toShotJson = (shot: Shot, takes: readonly Take[], fps: number): z.infer<typeof zShot> => ({
  id: shot.id,
  index: shot.index,
  caption: shot.caption,
  prompt: shot.prompt,
  negative: shot.negative,
  cameraMove: shot.cameraMove,
  lens: shot.lens,
  framing: shot.framing,
  durationSeconds: shot.durationFrames / fps,
  references: [...shot.references],
  direction: shot.direction,
  workflow: shot.workflow,
  models: shot.models,
  seed: shot.seed,
  loop: shot.loop,
  finish: toFinishJson(shot.finish, fps),
  locked: shot.locked,
  status: statusOfShot(shot, takes),
  currentTakeId: shot.currentTakeId,
  takes: takes.map(toTakeJson),
})

const toFinishJson = ({ cutFrames, ...finish }: Shot['finish'], fps: number) => ({
  ...finish,
  cutSeconds: cutFrames === null ? null : cutFrames / fps,
})

function statusOfShot(shot: Shot, takes: readonly Take[]): z.infer<typeof zShot>['status'] {
  if (shot.currentTakeId !== null) return 'done'
  const last = takes.at(-1)?.outcome
  if (last === 'submitting') return 'rendering'
  return last === 'failed' ? 'failed' : 'waiting'
}

/** The graph that was sent stays inside: it is large, and the vault's provenance says what matters of it. */
const toTakeJson = (take: Take): z.infer<typeof zTake> => ({
  id: take.id,
  planVersion: take.planVersion,
  host: take.host,
  promptId: take.promptId,
  attempt: take.attempt,
  outcome: take.outcome,
  gpuMs: take.gpuMs,
  assetId: take.assetId,
  ...(take.failure === null ? {} : { failure: toProblem(take.failure) }),
  createdAt: take.createdAt.toISOString(),
  endedAt: take.endedAt?.toISOString() ?? null,
})
