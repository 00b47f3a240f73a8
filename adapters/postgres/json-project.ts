/** A project's settings and look as they lie in json columns, parsed. */
import { z } from 'zod'
import { GATES, type ProjectLook, type ProjectSettings } from '../../src/domain/project.ts'
import { zAssetId } from './json-ids.ts'

export const zSettings: z.ZodType<ProjectSettings> = z.object({
  quorum: z.number(),
  gate: z.enum(GATES),
  autoGoGpuMinutes: z.number(),
  monthlyGpuMinutes: z.number().nullable(),
  defaultWorkflow: z.string().nullable(),
  fps: z.number(),
  size: z.object({ width: z.number(), height: z.number() }),
  plannerModel: z.string().nullable(),
  notesModel: z.string().nullable().default(null),
  transcriptionModel: z.string().nullable().default(null),
  reviewTask: z.boolean(),
  previews: z.boolean().default(false),
  retentionDays: z.number().nullable(),
})

export const zLook: z.ZodType<ProjectLook> = z.object({
  styleTags: z.array(z.string()),
  promptAddition: z.string(),
  negativeAddition: z.string(),
  references: z.array(zAssetId),
  loras: z.array(z.object({ name: z.string(), strength: z.number() })),
  models: z.array(z.object({ slot: z.string(), file: z.string(), style: z.string().nullable() })).default([]),
})
