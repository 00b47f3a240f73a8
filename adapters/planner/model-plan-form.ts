/** The form in which a model answers a brief, as zod reads it and as a server is told it. */
import { z } from 'zod'
import { CAMERA_MOVES, FRAMINGS, LENSES, REFERENCE_ROLES, TRANSITIONS } from '../../src/domain/shot.ts'
import { formSchema, zNumber, zOneOf, zText } from './model-form.ts'

export const planForm = (offer: { readonly workflows: readonly string[]; readonly handles: readonly string[] }) =>
  z.object({
    rationale: zText,
    artDirection: zText,
    characters: z.array(z.object({ name: zText, looks: zText })),
    endsInBlack: z.boolean().nullable().default(null),
    scenes: z.array(z.object({ name: zText, place: zText, light: zText })),
    shots: z.array(
      z.object({
        scene: zNumber,
        shows: zText,
        caption: zText,
        characters: z.array(zText).nullable().default(null),
        framing: zOneOf(FRAMINGS),
        lens: zOneOf(LENSES),
        cameraMove: zOneOf(CAMERA_MOVES),
        lighting: zText.nullable().default(null),
        art: zText.nullable().default(null),
        avoid: zText.nullable().default(null),
        seconds: zNumber,
        references: z
          .array(
            z.object({
              file: offer.handles.length === 0 ? zText : z.enum(offer.handles),
              role: zOneOf(REFERENCE_ROLES),
              fromSeconds: zNumber.nullable().default(null),
            }),
          )
          .nullable()
          .default(null),
        workflow: z.enum(offer.workflows),
        transition: zOneOf(TRANSITIONS).nullable().default(null),
        why: zText,
      }),
    ),
  })
export type PlanForm = z.output<ReturnType<typeof planForm>>
export type ShotForm = PlanForm['shots'][number]

export const planSchema = (form: ReturnType<typeof planForm>): Record<string, unknown> => formSchema(form)
