/** The body that asks for a film, and what the house makes of it. */
import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import type { PersonId } from '../../src/domain/ids.ts'
import { GATES } from '../../src/domain/project.ts'
import type { Nora } from '../../src/nora.ts'
import { assetIdOf, projectIdOf, zText } from './wire.ts'

export type NewBrief = Parameters<Nora['takeBrief']>[0]

/** Only kinds are checked here; what is too long, too short or unknown the domain says in its own sentences. */
export const zNewBrief = z
  .strictObject({
    projectId: z.string().optional().openapi({ description: 'Left out: the project `default`.' }),
    title: zText.optional(),
    summary: zText.openapi({ example: 'A paper lantern drifts over a still lake at dusk, 12 seconds, melancholic' }),
    script: zText.optional(),
    assetIds: z.array(z.string()).max(1000).optional(),
    durationSeconds: z.number().optional(),
    fps: z.number().optional(),
    size: zText.optional().openapi({ example: '16:9', description: '"768x432" or "16:9".' }),
    tone: zText.optional(),
    styleTags: z.array(zText).max(50).optional(),
    deliverables: z
      .array(zText)
      .max(20)
      .optional()
      .openapi({
        example: ['9:16', 'square without sound', 'mov'],
        description: 'Made of the film besides itself: a shape or size, mp4, mov or webm, with or without sound.',
      }),
    workflow: zText.optional(),
    gate: z.enum(GATES).optional(),
    requesterId: z.string().optional(),
  })
  .openapi('NewBrief')
export type BriefBody = z.infer<typeof zNewBrief>

export function toNewBrief(
  body: BriefBody,
  o: { readonly requesterId: PersonId; readonly idempotencyKey: string | null },
): NewBrief {
  const { projectId, summary, assetIds, requesterId: _, ...options } = body
  return {
    projectId: projectId === undefined ? null : projectIdOf(projectId),
    requesterId: o.requesterId,
    text: summary,
    options,
    assetIds: (assetIds ?? []).map(assetIdOf),
    sessionId: null,
    idempotency: o.idempotencyKey === null ? null : { key: o.idempotencyKey, bodyHash: hash(body) },
  }
}

/** Parsing has put the fields into the schema's order, so that two ways of writing one body have one hash. */
const hash = (body: BriefBody): string => createHash('sha256').update(JSON.stringify(body)).digest('hex')
