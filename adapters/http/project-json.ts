/** A project as the wire has it, and what may be changed in it. */
import { z } from '@hono/zod-openapi'
import { BRIEF_LIMITS } from '../../src/domain/brief.ts'
import type { GpuUse } from '../../src/domain/budget.ts'
import { parseId } from '../../src/domain/ids.ts'
import { GATES, type Project } from '../../src/domain/project.ts'
import { MINUTE } from '../../src/domain/time.ts'
import type { Nora } from '../../src/nora.ts'
import { toSizeJson, zSizeOut, zText } from './wire.ts'

const { minSide, maxSide, minFps, maxFps } = BRIEF_LIMITS

const zPreferred = z.object({ slot: z.string(), file: z.string(), style: z.string().nullable() })
const zLora = z.object({ name: z.string(), strength: z.number() })

export const zProject = z
  .object({
    id: z.string(),
    name: z.string(),
    settings: z.object({
      quorum: z.number(),
      gate: z.enum(GATES),
      autoGoGpuMinutes: z.number(),
      monthlyGpuMinutes: z.number().nullable(),
      defaultWorkflow: z.string().nullable(),
      fps: z.number(),
      size: zSizeOut,
      plannerModel: z.string().nullable(),
      notesModel: z.string().nullable(),
      transcriptionModel: z.string().nullable(),
      reviewTask: z.boolean(),
      previews: z.boolean(),
      retentionDays: z.number().nullable(),
    }),
    look: z.object({
      styleTags: z.array(z.string()),
      promptAddition: z.string(),
      negativeAddition: z.string(),
      references: z.array(z.string()),
      loras: z.array(zLora),
      models: z.array(zPreferred),
    }),
    createdAt: z.iso.datetime(),
  })
  .openapi('Project')

export const toProjectJson = (project: Project): z.infer<typeof zProject> => ({
  id: project.id,
  name: project.name,
  settings: { ...project.settings, size: toSizeJson(project.settings.size) },
  look: {
    ...project.look,
    styleTags: [...project.look.styleTags],
    references: [...project.look.references],
    loras: [...project.look.loras],
    models: [...project.look.models],
  },
  createdAt: project.createdAt.toISOString(),
})

const minutes = z.number().openapi({ description: 'Of GPU time.' })
export const zProjectInFull = zProject
  .extend({
    budget: z
      .object({ monthlyGpuMinutes: minutes.nullable(), usedGpuMinutes: minutes, reservedGpuMinutes: minutes })
      .openapi({ description: 'Of this calendar month (UTC): used by takes, reserved by plans that are being shot.' }),
  })
  .openapi('ProjectInFull')

export const toProjectInFull = (project: Project, use: GpuUse): z.infer<typeof zProjectInFull> => ({
  ...toProjectJson(project),
  budget: {
    monthlyGpuMinutes: project.settings.monthlyGpuMinutes,
    usedGpuMinutes: use.usedMs / MINUTE,
    reservedGpuMinutes: use.reservedMs / MINUTE,
  },
})

const zName = zText.trim().min(1, 'must not be empty').max(120)

export const zLookFrom = z
  .strictObject({
    briefId: z.string().openapi({ description: 'An approved brief of this project.' }),
    requesterId: z.string().optional(),
  })
  .openapi('LookFrom')

export const zNewProject = z.strictObject({ name: zName }).openapi('NewProject')

const zSide = z.number().int().min(minSide).max(maxSide).multipleOf(2)
/** "768x432", even on both sides as H.264 wants it. */
const zSize = z
  .string()
  .regex(/^\d{1,5}x\d{1,5}$/, 'must be width x height in pixels, such as "768x432"')
  .transform((text) => {
    const [width, height] = text.split('x').map(Number)
    return { width, height }
  })
  .pipe(z.object({ width: zSide, height: zSide }))

const zAssetId = z.string().transform((text, ctx) => {
  const id = parseId('asset', text)
  if (id !== null) return id
  ctx.addIssue({ code: 'custom', message: 'must be the id of an asset' })
  return z.NEVER
})

export const zProjectChange = z
  .strictObject({
    name: zName,
    settings: z
      .strictObject({
        quorum: z.number().int().min(1).max(20),
        gate: z.enum(GATES),
        autoGoGpuMinutes: z.number().min(0),
        monthlyGpuMinutes: z.number().min(0).nullable(),
        defaultWorkflow: zText.max(100).nullable(),
        fps: z.number().int().min(minFps).max(maxFps),
        size: zSize,
        plannerModel: zText.max(200).nullable(),
        notesModel: zText.max(200).nullable(),
        transcriptionModel: zText
          .max(200)
          .nullable()
          .openapi({ description: 'Who writes down what a voice-over says; null: nobody, and the sound stays here.' }),
        reviewTask: z.boolean(),
        previews: z.boolean().openapi({ description: 'Show what a shot looks like while it is rendered.' }),
        retentionDays: z.number().int().min(1).nullable(),
      })
      .partial(),
    look: z
      .strictObject({
        styleTags: z.array(zText.max(100)).max(50),
        promptAddition: zText.max(2000),
        negativeAddition: zText.max(2000),
        references: z.array(zAssetId).max(20),
        loras: z.array(z.strictObject({ name: zText.max(200), strength: z.number().min(-4).max(4) })).max(20),
        models: z
          .array(
            z.strictObject({
              slot: zText.max(100),
              file: zText.max(200),
              style: zText.max(100).nullable().default(null),
            }),
          )
          .max(50)
          .openapi({
            description:
              'Files that fill a model slot first, where a host has them; `style`: for films of that style only.',
          }),
      })
      .partial(),
  })
  .partial()
  .openapi('ProjectChange')

type ProjectChange = Parameters<Nora['changeProject']>[0]['change']

export const toProjectChange = ({ name, settings, look }: z.infer<typeof zProjectChange>): ProjectChange => ({
  ...(name === undefined ? {} : { name }),
  ...(settings === undefined ? {} : { settings: given(settings) }),
  ...(look === undefined ? {} : { look: given(look) }),
})

/** Only what was named in the body: a field that is there and undefined would overwrite. */
const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
