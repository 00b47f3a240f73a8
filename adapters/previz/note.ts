/** Reads what Nora sends beside a graph, since a graph cannot hold it; anything missing or odd is simply not known. */
import { z } from 'zod'
import { CAMERA_MOVES, FRAMINGS, LENSES } from '../../src/domain/shot.ts'

const zNote = z.object({
  cameraMove: z.enum(CAMERA_MOVES).nullable().catch(null),
  lens: z.enum(LENSES).nullable().catch(null),
  framing: z.enum(FRAMINGS).nullable().catch(null),
  caption: z.string().nullable().catch(null),
  /** Frames a second of the film that the clip is for. */
  fps: z.number().min(1).max(120).nullable().catch(null),
  seed: z.number().int().nonnegative().nullable().catch(null),
})
export type Note = z.infer<typeof zNote>

const zExtraData = z.object({
  extra_pnginfo: z.object({ nora: z.record(z.string(), z.unknown()).catch({}) }).catch({ nora: {} }),
})

export const parseNote = (extraData: unknown): Note => {
  const found = zExtraData.safeParse(extraData)
  return zNote.parse(found.success ? found.data.extra_pnginfo.nora : {})
}
