/** Which encoders a film's container takes, and how they are set. */
import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { FF_ENCODER_AAC, FF_ENCODER_LIBOPUS, FF_ENCODER_LIBVPX_VP9, FF_ENCODER_LIBX264 } from 'node-av/constants'
import { Encoder } from 'node-av/api'
import { Rational } from 'node-av/lib'

export type Rate = { readonly crf: number } | { readonly bitsPerSecond: number }

export type PictureOptions = {
  readonly fps: number
  readonly rate: Rate
  readonly preset: 'veryfast' | 'fast'
}

/** H.264 and AAC everywhere but in WebM, which takes VP9 and Opus. */
export const isWebm = (out: string): boolean => extname(out).toLowerCase() === '.webm'

/** VP9 looks like x264 of the same crf at about 11 more. */
const VP9_CRF_ABOVE_X264 = 11

export function pictureEncoder(out: string, o: PictureOptions): Promise<Encoder> {
  const context = {
    // With neither of the two x264 takes a microsecond clock, picks level 6.2 and starves the first frame to grey.
    framerate: new Rational(Math.round(o.fps * 1000), 1000),
    timeBase: new Rational(1000, Math.round(o.fps * 1000)),
    gopSize: Math.round(o.fps * 2),
    threadCount: Math.min(8, availableParallelism()),
    ...('bitsPerSecond' in o.rate
      ? {
          bitRate: o.rate.bitsPerSecond,
          rcMaxRate: Math.round(o.rate.bitsPerSecond * 1.2),
          rcBufferSize: o.rate.bitsPerSecond * 2,
        }
      : {}),
  }
  if (isWebm(out))
    return Encoder.create(FF_ENCODER_LIBVPX_VP9, {
      context,
      options: {
        // Four times as fast as "good", at an SSIM of 0.9962 instead of 0.9965.
        deadline: 'realtime',
        'cpu-used': 6,
        'row-mt': true,
        ...('crf' in o.rate ? { crf: o.rate.crf + VP9_CRF_ABOVE_X264 } : {}),
      },
    })
  return Encoder.create(FF_ENCODER_LIBX264, {
    context,
    options: { preset: o.preset, profile: 'high', ...('crf' in o.rate ? { crf: o.rate.crf } : {}) },
  })
}

export const soundEncoder = (out: string, bitsPerSecond: number): Promise<Encoder> =>
  Encoder.create(isWebm(out) ? FF_ENCODER_LIBOPUS : FF_ENCODER_AAC, {
    context: { bitRate: bitsPerSecond },
    autoResample: true,
  })
