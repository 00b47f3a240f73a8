/** How video and sound files are opened: the real picture stream, its shape as people see it, its decoded frames with their times. */
import {
  AV_DISPOSITION_ATTACHED_PIC,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
  AVSEEK_FLAG_BACKWARD,
} from 'node-av/constants'
import { Decoder, Demuxer } from 'node-av/api'
import type { Frame, Stream } from 'node-av/lib'
import { plainReason, Unreadable } from './failing.ts'

export type Footage = AsyncDisposable & {
  readonly path: string
  readonly input: Demuxer
  readonly video: Stream | null
  readonly audio: Stream | null
}

export type Turn = 0 | 90 | 180 | 270

/** How the picture is shown: after turning, with square pixels. */
export type Shape = { readonly width: number; readonly height: number; readonly turn: Turn }

export async function openFootage(path: string): Promise<Footage> {
  const input = await Demuxer.open(path).catch((error: unknown) => {
    throw new Unreadable(path, `it is not a picture, video or sound that can be read (${plainReason(error)})`)
  })
  // Cover art in sound files is a video stream too.
  const video = input.streams.find(
    (s) => s.codecpar.codecType === AVMEDIA_TYPE_VIDEO && !s.hasDisposition(AV_DISPOSITION_ATTACHED_PIC),
  )
  const audio = input.streams.find((s) => s.codecpar.codecType === AVMEDIA_TYPE_AUDIO)
  return {
    path,
    input,
    video: video ?? null,
    audio: audio ?? null,
    [Symbol.asyncDispose]: () => input.close(),
  }
}

export function shapeOf(video: Stream): Shape {
  const { width, height, sampleAspectRatio: sar } = video.codecpar
  const square = sar.num > 0 && sar.den > 0 ? sar.num / sar.den : 1
  const turn = turnOf(video)
  const shown = { width: Math.max(1, Math.round(width * square)), height }
  return turn === 90 || turn === 270 ? { width: shown.height, height: shown.width, turn } : { ...shown, turn }
}

/** The filter that turns a stored frame upright; empty for most. */
export const uprightFilter = (turn: Turn): string =>
  ({ 0: '', 90: 'transpose=clock,', 180: 'hflip,vflip,', 270: 'transpose=cclock,' })[turn]

/** Phones store the sensor's rows and a matrix that says how to hold them. */
function turnOf(video: Stream): Turn {
  const matrix = video.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX)
  if (!matrix || matrix.byteLength < 36) return 0
  const degrees = (Math.atan2(matrix.readInt32LE(4), matrix.readInt32LE(0)) * 180) / Math.PI
  const quarter = ((Math.round(degrees / 90) % 4) + 4) % 4
  return ([0, 90, 180, 270] as const)[quarter] ?? 0
}

/** Frames from the start, or from the key frame before `fromSeconds`; times are of the film, the first frame at 0. The caller frees them. */
export async function* decodedFrames(
  footage: Footage,
  stream: Stream,
  fromSeconds = 0,
): AsyncGenerator<{ readonly frame: Frame; readonly seconds: number }> {
  const { input, path } = footage
  let zero: number | null = null
  try {
    using decoder = await Decoder.create(stream, { exitOnError: true })
    // A short way is decoded, since seeking in files without an index goes astray.
    if (fromSeconds > 3) {
      await input.seek(input.startTime + fromSeconds, -1, AVSEEK_FLAG_BACKWARD)
      zero = input.startTime
    }
    for await (const frame of decoder.frames(input.packets(stream.index))) {
      if (!frame) continue
      const at = Number(frame.pts) * (frame.timeBase.num / frame.timeBase.den)
      zero ??= at
      yield { frame, seconds: at - zero }
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable(path, `it is damaged or cut short (${plainReason(error)})`)
  }
}
