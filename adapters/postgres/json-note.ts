/** What notes ask for, as it lies in their json column, parsed. The record has one shape a change, so that a new one breaks the build here. */
import { z } from 'zod'
import type { Change, MoveTarget, Question } from '../../src/domain/change.ts'
import type { NoteState } from '../../src/domain/note.ts'
import { CAMERA_MOVES, FRAMINGS, LENSES, TRANSITIONS } from '../../src/domain/shot.ts'
import { zAssetId, zShotId } from './json-ids.ts'

type ChangeType = Change['type']

const text = z.string()
const number = z.number()
const shotIds = z.array(zShotId)
const factor = number.exactOptional()

const zAnew = z.object({
  exposure: text.exactOptional(),
  temperature: text.exactOptional(),
  saturation: text.exactOptional(),
  speed: text.exactOptional(),
})

const zTarget: z.ZodType<MoveTarget> = z.discriminatedUnion('place', [
  z.object({ place: z.literal('front') }),
  z.object({ place: z.literal('end') }),
  z.object({ place: z.enum(['before', 'after']), shotId: zShotId }),
])

const CHANGES: { readonly [T in ChangeType]: z.ZodType<Extract<Change, { type: T }>> } = {
  content: z.object({
    type: z.literal('content'),
    shotIds,
    framing: z.enum(FRAMINGS).exactOptional(),
    lens: z.enum(LENSES).exactOptional(),
    cameraMove: z.enum(CAMERA_MOVES).exactOptional(),
    replace: z.object({ from: text, to: text }).exactOptional(),
    show: text.exactOptional(),
    add: text.exactOptional(),
    instead: zAnew.exactOptional(),
    text,
  }),
  finish: z.object({
    type: z.literal('finish'),
    shotIds,
    exposure: factor,
    temperature: factor,
    saturationFactor: factor,
    speedFactor: factor,
    startLaterSeconds: factor,
    endEarlierSeconds: factor,
    transition: z.enum(TRANSITIONS).exactOptional(),
    fadeOut: z.boolean().exactOptional(),
    anew: zAnew.exactOptional(),
  }),
  'film-length': z.object({ type: z.literal('film-length'), seconds: number }),
  'shot-length': z.object({ type: z.literal('shot-length'), shotIds, seconds: number }),
  swap: z.object({ type: z.literal('swap'), a: zShotId, b: zShotId }),
  move: z.object({ type: z.literal('move'), shotIds, to: zTarget }),
  drop: z.object({ type: z.literal('drop'), shotIds }),
  add: z.object({ type: z.literal('add'), show: text, at: zTarget, seconds: number.nullable() }),
  lock: z.object({ type: z.literal('lock'), shotIds, locked: z.boolean() }),
  'use-take': z.object({ type: z.literal('use-take'), shotId: zShotId, takeNo: number }),
  'back-to': z.object({ type: z.literal('back-to'), deliveryNo: number }),
  reroll: z.object({ type: z.literal('reroll'), shotIds }),
  voiceover: z.object({ type: z.literal('voiceover'), assetId: zAssetId.nullable() }),
}

const zType = z.looseObject({ type: z.custom<ChangeType>((v) => typeof v === 'string' && Object.hasOwn(CHANGES, v)) })
const zChange = z.unknown().transform((value): Change => CHANGES[zType.parse(value).type].parse(value))
const changes = z.array(zChange)

const zQuestion: z.ZodType<Question> = z.object({ text, answers: z.array(z.object({ label: text, changes })) })

export const zNoteState: z.ZodType<NoteState> = z.discriminatedUnion('is', [
  z.object({ is: z.literal('waiting'), changes }),
  z.object({ is: z.literal('asking'), question: zQuestion }),
  z.object({ is: z.literal('after-approval'), changes }),
  z.object({ is: z.literal('taken'), changes, planVersion: number }),
  z.object({ is: z.literal('set-aside') }),
])
