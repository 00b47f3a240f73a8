/** The form in which a model says what a note asks for: one flat row a change, of which each kind uses its own fields. */
import { z } from 'zod'
import { CAMERA_MOVES, FRAMINGS, LENSES, TRANSITIONS } from '../../src/domain/shot.ts'
import { zNumber, zOneOf, zText } from './model-form.ts'

const KINDS = [
  'content',
  'finish',
  'film-length',
  'shot-length',
  'swap',
  'move',
  'drop',
  'add',
  'lock',
  'unlock',
  'use-take',
  'back-to',
  'reroll',
] as const

const number = zNumber.nullable().default(null)
const words = zText.nullable().default(null)

const zChange = z.object({
  type: zOneOf(KINDS),
  said: zText,
  shots: z.array(zNumber).nullable().default(null),
  framing: zOneOf(FRAMINGS).nullable().default(null),
  lens: zOneOf(LENSES).nullable().default(null),
  cameraMove: zOneOf(CAMERA_MOVES).nullable().default(null),
  replaceFrom: words,
  replaceTo: words,
  show: words,
  add: words,
  exposure: number,
  temperature: number,
  saturationFactor: number,
  speedFactor: number,
  startLaterSeconds: number,
  endEarlierSeconds: number,
  transition: zOneOf(TRANSITIONS).nullable().default(null),
  fadeOut: z.boolean().nullable().default(null),
  seconds: number,
  place: zOneOf(['front', 'end', 'before', 'after']).nullable().default(null),
  besideShot: number,
  takeNo: number,
  deliveryNo: number,
})
export type ChangeForm = z.output<typeof zChange>

export const noteForm = z.object({
  kind: zOneOf(['changes', 'unclear', 'question', 'talk']),
  about: zOneOf(['status', 'shots', 'takes', 'help']).nullable().default(null),
  changes: z.array(zChange).nullable().default(null),
  question: z
    .object({ text: zText, answers: z.array(z.object({ label: zText, changes: z.array(zChange) })) })
    .nullable()
    .default(null),
})
