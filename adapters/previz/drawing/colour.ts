/** What colours a picture has, and how they are mixed; all are written as #rrggbb. */
export type Palette = {
  /** From the zenith down to the horizon. */
  readonly sky: readonly [string, string, string]
  /** Around the light. */
  readonly glow: string
  /** Sun or moon. */
  readonly light: string
  /** What is far away, veiled by air. */
  readonly far: string
  /** What is near, almost in shadow. */
  readonly near: string
  /** Lamps, windows, fire. */
  readonly warm: string
  /** 0 … 1. */
  readonly stars: number
}

const channels = (hex: string) =>
  [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16)) as [number, number, number]

const toHex = (rgb: readonly number[]) =>
  `#${rgb
    .map((v) =>
      Math.round(Math.min(255, Math.max(0, v)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`

/** `share` 0 is `a`, 1 is `b`. */
export function mix(a: string, b: string, share: number): string {
  const [x, y] = [channels(a), channels(b)]
  return toHex(x.map((v, i) => v + ((y[i] ?? 0) - v) * share))
}
export const darken = (colour: string, share: number): string => mix(colour, '#05060c', share)
export const lighten = (colour: string, share: number): string => mix(colour, '#ffffff', share)
