import { describe, expect, it } from 'vitest'
import { planTravel, type Window, windowAt } from '../../adapters/media/camera.ts'
import { CAMERA_MOVES } from '../../src/domain/shot.ts'

const FRAME = { width: 768, height: 432 }
const PICTURES = [
  { width: 768, height: 432 },
  { width: 4000, height: 500 },
  { width: 500, height: 4000 },
  { width: 1200, height: 1200 },
  { width: 9, height: 7 },
]

describe('a camera move', () => {
  it.each(CAMERA_MOVES)('%s stays inside every picture, in the shape of the frame', (move) => {
    for (const picture of PICTURES) {
      for (const seconds of [0.2, 4, 60]) {
        const travel = planTravel(picture, FRAME, move, seconds)
        for (let t = 0; t <= 1; t += 0.05) {
          const { x, y, width, height } = windowAt(travel, t)
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-6)
          expect(x + width).toBeLessThanOrEqual(picture.width + 1e-6)
          expect(y + height).toBeLessThanOrEqual(picture.height + 1e-6)
          expect(width / height).toBeCloseTo(FRAME.width / FRAME.height, 6)
        }
      }
    }
  })

  it('starts and ends where it should, and visibly', () => {
    const area = ({ width, height }: Window) => width * height
    for (const picture of PICTURES) {
      const ends = (move: (typeof CAMERA_MOVES)[number]) => {
        const travel = planTravel(picture, FRAME, move, 4)
        return [windowAt(travel, 0), windowAt(travel, 1)] as const
      }
      const [wide, near] = ends('push-in')
      expect(area(wide) / area(near)).toBeCloseTo(1.18 ** 2, 2)
      const [start, end] = ends('pull-out')
      expect([end, start]).toEqual(
        [wide, near].map((w) => expect.objectContaining({ width: expect.closeTo(w.width, 6) })),
      )
      const [left, right] = ends('pan-right')
      expect((right.x - left.x) / left.width).toBeGreaterThan(0.13)
      const [low, high] = ends('tilt-up')
      expect((low.y - high.y) / low.height).toBeGreaterThan(0.13)
      const [still, same] = ends('static')
      expect(still).toEqual(same)
    }
  })
})
