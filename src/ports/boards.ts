/** Draws a still of each planned shot without a GPU, so that people see a plan before it costs anything. */
import type { Size } from '../domain/project.ts'
import type { Result } from '../domain/result.ts'
import type { CameraMove, Framing, Lens } from '../domain/shot.ts'
import type { MediaFailure } from './media.ts'

export type BoardShot = {
  readonly seed: number
  readonly prompt: string
  readonly framing: Framing
  readonly lens: Lens
  readonly cameraMove: CameraMove
  /** A local picture, or null for a drawn frame. */
  readonly reference: string | null
}

export interface Boards {
  /** Writes a PNG of exactly `size` to `out`. The same shot always gives the same picture. */
  draw(shot: BoardShot, size: Size, out: string): Promise<Result<void, MediaFailure>>
}
