/** How large a film's picture is when somebody says "9:16", "1080p" or "1920x1080". */
import type { Size } from './project.ts'

/** The least multiple that every encoder and graph takes. */
const GRID = 8

const even = (n: number): number => Math.max(2, Math.round(n / 2) * 2)

export const evenSize = (size: Size): Size => ({ width: even(size.width), height: even(size.height) })

/** Of that shape with about as many pixels as `base`, sides on a grid of 8; `base` itself when it has that shape. */
export function sizeOfAspect(ratio: number, base: Size): Size {
  if (Math.abs(base.width / base.height / ratio - 1) < 0.005) return base
  const ideal = Math.sqrt((base.width * base.height) / ratio)
  const near: Size[] = []
  for (let h = Math.ceil((ideal * 0.93) / GRID) * GRID; h <= ideal * 1.07; h += GRID)
    near.push({ width: Math.max(GRID, Math.round((h * ratio) / GRID) * GRID), height: h })
  const off = (s: Size) => Math.abs(s.width / s.height / ratio - 1)
  const best = near.sort(
    (a, b) => Math.round((off(a) - off(b)) * 1000) || Math.abs(a.height - ideal) - Math.abs(b.height - ideal),
  )[0]
  return best ?? evenSize({ width: ideal * ratio, height: ideal })
}

/** 1080 lines: the shorter side, but a picture wider than 16:9 keeps its width of 1920. */
export function sizeOfLines(lines: number, ratio = 16 / 9): Size {
  const long = (lines * 16) / 9
  if (ratio >= 16 / 9) return evenSize({ width: long, height: long / ratio })
  if (ratio >= 1) return evenSize({ width: lines * ratio, height: lines })
  if (ratio >= 9 / 16) return evenSize({ width: lines, height: lines / ratio })
  return evenSize({ width: long * ratio, height: long })
}
