/** What a shot's finish does to its pixels, as an FFmpeg filter made of numbers only. Speed and in point are the conform's. */
import type { Finish } from '../../src/domain/shot.ts'

/** Exposure and temperature, between two commas of a filter chain; empty when both leave the picture alone. */
export function gradeFilter({ exposure, temperature }: Pick<Finish, 'exposure' | 'temperature'>): string {
  if (exposure === 0 && temperature === 0) return ''
  // A stop doubles light; pixels hold light to the power of about 1 / 2.2.
  const gain = 2 ** (exposure / 2.2)
  const red = 1 + 0.12 * temperature
  const green = 1 + 0.01 * temperature
  const blue = 1 - 0.16 * temperature
  // Warmer is not brighter.
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  const channels = { r: red, g: green, b: blue }
  const curves = Object.entries(channels).map(([name, share]) => `${name}='${curve((gain * share) / luma)}'`)
  return `format=gbrp,lutrgb=${curves.join(':')},`
}

/** After the picture is 16 … 235 and 4:2:0. */
export const saturationFilter = (saturation: number): string =>
  saturation === 1
    ? ''
    : `,lutyuv=u='clip(128+(val-128)*${saturation},16,240)':v='clip(128+(val-128)*${saturation},16,240)'`

/** Times `gain`; what would be whiter than white bends into it instead of tearing off. */
function curve(gain: number): string {
  const x = `val/255*${gain.toFixed(6)}`
  if (gain <= 1) return `255*${x}`
  const knee = Math.max(0, Math.min(0.8, 2 - gain))
  const bend = (gain - 1) / (gain - knee) ** 2
  return `255*clip(${x}-if(gt(${x},${knee.toFixed(6)}),${bend.toFixed(6)}*(${x}-${knee.toFixed(6)})^2,0),0,1)`
}
