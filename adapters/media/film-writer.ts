/** How frames become a film that players and chats show right: H.264 with AAC, or VP9 with Opus where `out` ends in .webm. */
import {
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUV420P,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_TRC_BT709,
} from 'node-av/constants'
import { Demuxer, Muxer } from 'node-av/api'
import { Frame, type Packet, Rational } from 'node-av/lib'
import { isWebm, pictureEncoder, type Rate, soundEncoder } from './encoders.ts'
import type { Planes } from './planes.ts'
import type { Task } from './task.ts'

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
  const timeBase = new Rational(1000, Math.round(o.fps * 1000))
  const { rate = { crf: 20 }, preset = 'veryfast' } = o
  const muxer = await Muxer.open(o.out, isWebm(o.out) ? {} : { options: { movflags: '+faststart' } })
  const video = await pictureEncoder(o.out, { fps: o.fps, rate, preset })
  const pictures = muxer.addStream(video)
  const voice = o.sound ? await soundEncoder(o.out, o.sound.bitsPerSecond) : null
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
export async function checkWhole(path: string, frames: number): Promise<void> {
  await using written = await Demuxer.open(path)
  const video = written.video()
  // WebM does not say how many frames it has, so they are counted.
  const there = isWebm(path) ? await countPackets(written, video?.index ?? 0) : Number(video?.nbFrames)
  if (there !== frames) throw new Error('the file could not be written whole; is the disk full?')
}

async function countPackets(input: Demuxer, stream: number): Promise<number> {
  let count = 0
  for await (const packet of input.packets(stream)) {
    using held = packet
    if (held) count += 1
  }
  return count
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
