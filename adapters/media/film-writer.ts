/** How frames become an H.264 file that every player and chat shows right. */
import { availableParallelism } from 'node:os'
import {
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUV420P,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_TRC_BT709,
  FF_ENCODER_AAC,
  FF_ENCODER_LIBX264,
} from 'node-av/constants'
import { Demuxer, Encoder, Muxer } from 'node-av/api'
import { Frame, type Packet, Rational } from 'node-av/lib'
import type { Planes } from './planes.ts'
import type { Task } from './task.ts'

export type Rate = { readonly crf: number } | { readonly bitsPerSecond: number }

export type SoundSource = {
  readonly bitsPerSecond: number
  /** Stereo at 48 kHz, each call the next piece; null at the end. Freed by the writer. */
  next(): Promise<Frame | null>
}

/** `packed` planes, or a frame of 4:2:0 with all of its colours tagged. The caller keeps what it gives. */
export type FilmWriter = AsyncDisposable & {
  readonly frames: number
  readonly write: (picture: (Planes & { readonly packed: Buffer }) | Frame) => Promise<void>
  /** Writes what the encoders still hold, and the index. */
  finish(): Promise<void>
}

export type FilmOptions = {
  readonly out: string
  readonly fps: number
  readonly rate?: Rate
  readonly preset?: 'veryfast' | 'fast'
  readonly sound?: SoundSource | null
}

/** One encoder for the whole film; times are counted here, so that a film's length is exactly its frames. */
export async function createFilmWriter(o: FilmOptions, task: Task): Promise<FilmWriter> {
  const second = new Rational(Math.round(o.fps * 1000), 1000)
  const timeBase = new Rational(1000, Math.round(o.fps * 1000))
  const rate = o.rate ?? { crf: 20 }
  const muxer = await Muxer.open(o.out, { options: { movflags: '+faststart' } })
  const video = await Encoder.create(FF_ENCODER_LIBX264, {
    // With neither of the two x264 takes a microsecond clock, picks level 6.2 and starves the first frame to grey.
    context: {
      framerate: second,
      timeBase,
      gopSize: Math.round(o.fps * 2),
      threadCount: Math.min(8, availableParallelism()),
      ...('bitsPerSecond' in rate
        ? {
            bitRate: rate.bitsPerSecond,
            rcMaxRate: Math.round(rate.bitsPerSecond * 1.2),
            rcBufferSize: rate.bitsPerSecond * 2,
          }
        : {}),
    },
    options: { preset: o.preset ?? 'veryfast', profile: 'high', ...('crf' in rate ? { crf: rate.crf } : {}) },
  })
  const pictures = muxer.addStream(video)
  const voice = o.sound
    ? await Encoder.create(FF_ENCODER_AAC, { context: { bitRate: o.sound.bitsPerSecond }, autoResample: true })
    : null
  const sounds = voice ? muxer.addStream(voice) : -1
  let frames = 0
  let soundSeconds = 0

  async function put(packets: readonly Packet[], stream: number) {
    for (const packet of packets) {
      using held = packet
      await muxer.writePacket(held, stream)
    }
  }

  async function soundUntil(seconds: number) {
    if (!voice || !o.sound) return
    while (soundSeconds < seconds) {
      using piece = await o.sound.next()
      if (piece === null) return
      soundSeconds += piece.nbSamples / piece.sampleRate
      await put(await voice.encodeAll(piece), sounds)
    }
  }

  return {
    get frames() {
      return frames
    },
    async write(picture) {
      task.signal.throwIfAborted()
      using frame = picture instanceof Frame ? picture.clone() : fromPlanes(picture)
      if (frame === null) throw new Error('no memory for a frame')
      // A decoded frame remembers what it was in its file and would be made that again.
      frame.pictType = AV_PICTURE_TYPE_NONE
      frame.pts = BigInt(frames)
      frame.timeBase = timeBase
      frame.duration = 1n
      await put(await video.encodeAll(frame), pictures)
      frames += 1
      await soundUntil(frames / o.fps)
      task.tick(frames)
    },
    async finish() {
      await put(await video.encodeAll(null), pictures)
      await soundUntil(Infinity)
      if (voice) await put(await voice.encodeAll(null), sounds)
      await muxer.close()
      await checkWhole(o.out, frames)
    },
    async [Symbol.asyncDispose]() {
      video.close()
      voice?.close()
      await muxer.close()
    },
  }
}

/** The muxer is silent when the disk is full; the index, written last, is not. */
async function checkWhole(path: string, frames: number): Promise<void> {
  await using written = await Demuxer.open(path)
  if (Number(written.video()?.nbFrames) !== frames)
    throw new Error('the file could not be written whole; is the disk full?')
}

function fromPlanes(picture: Planes & { readonly packed: Buffer }): Frame {
  const { width, height } = picture
  const frame = Frame.fromVideoBuffer(picture.packed, { width, height, format: AV_PIX_FMT_YUV420P })
  frame.colorRange = AVCOL_RANGE_MPEG
  frame.colorSpace = AVCOL_SPC_BT709
  frame.colorPrimaries = AVCOL_PRI_BT709
  frame.colorTrc = AVCOL_TRC_BT709
  frame.sampleAspectRatio = new Rational(1, 1)
  return frame
}
