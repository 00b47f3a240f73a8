/** How a decoded frame becomes a frame of the film: upright, of the film's size, graded, tagged. */
import { FilterAPI } from 'node-av/api'
import { AVCOL_SPC_UNSPECIFIED } from 'node-av/constants'
import type { Frame, Stream } from 'node-av/lib'
import type { Size } from '../../src/domain/project.ts'
import type { Finish } from '../../src/domain/shot.ts'
import { backdropFilter } from './backdrop.ts'
import { gradeFilter, saturationFilter } from './finish.ts'
import { type Shape, shapeOf, uprightFilter } from './footage.ts'
import { even } from './planes.ts'

/**
 * `cover` fills the frame and crops; `contain` shows all between black bars; `film` covers small differences of shape only;
 * `backdrop` shows all on a blurred copy of itself.
 */
export type Fit = 'cover' | 'contain' | 'film' | 'backdrop'

/** A render a few pixels off the film's shape is cropped, not framed in slivers of black. */
const SLIVER = 0.06

export type Dresser = Disposable & { dress(frame: Frame): Promise<Frame> }

export function createDresser(video: Stream, size: Size, fit: Fit, finish: Finish): Dresser {
  const shape = shapeOf(video)
  const filter = FilterAPI.create(
    [
      uprightFilter(shape.turn),
      fitFilter(shape, size, fit, guessMatrix(video)),
      gradeFilter(finish),
      // RGB would come out as full range and 4:4:4, which most players show wrong.
      'scale=out_range=tv:out_color_matrix=bt709:flags=bicubic+accurate_rnd+full_chroma_int,format=yuv420p,',
      'setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709',
      saturationFilter(finish.saturation),
    ].join(''),
  )
  return {
    async dress(frame) {
      const [dressed, ...more] = await filter.processAll(frame)
      for (const extra of more) extra.free()
      if (!dressed) throw new Error('the picture could not be fitted to the film')
      return dressed
    },
    [Symbol.dispose]: () => filter.close(),
  }
}

function fitFilter(shape: Shape, size: Size, fit: Fit, matrix: string): string {
  const across = size.width / shape.width
  const down = size.height / shape.height
  const covers = fit === 'cover' || (fit === 'film' && Math.abs(Math.log(across / down)) < SLIVER)
  const scale = covers ? Math.max(across, down) : Math.min(across, down)
  const [width, height] = [side(shape.width * scale, size.width), side(shape.height * scale, size.height)]
  const flags = `flags=bicubic+accurate_rnd+full_chroma_int${matrix}`
  if (fit === 'backdrop') return backdropFilter({ width, height }, size, flags)
  const place = covers ? `crop=${size.width}:${size.height}` : `pad=${size.width}:${size.height}:-1:-1:black`
  return `scale=${width}:${height}:${flags},${place},setsar=1,`
}

/** Even, and exactly the frame's own side when it is within a pixel or two. */
const side = (pixels: number, frame: number): number =>
  Math.abs(pixels - frame) < 2 ? frame : even(Math.round(pixels / 2) * 2)

/** Untagged HD is BT.709 everywhere but in swscale's guess. */
const guessMatrix = (video: Stream): string =>
  video.codecpar.colorSpace === AVCOL_SPC_UNSPECIFIED && video.codecpar.height >= 720 ? ':in_color_matrix=bt709' : ''
