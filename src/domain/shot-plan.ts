/** What the cinematographer answers a brief with: version n of an ordered list of shots. */
import type { BriefId } from './ids.ts'
import { cutFrames, type Shot } from './shot.ts'

export type ShotPlan = {
  readonly briefId: BriefId
  /** 1 is the first; a revision adds one. */
  readonly version: number
  readonly author: 'model' | 'rules'
  readonly rationale: string
  /** From past takes; 0 where nothing is known yet. */
  readonly estimateGpuSeconds: number
  readonly shots: readonly Shot[]
  readonly createdAt: Date
}

/** The film's length once its shots are finished. */
export const filmLength = (shots: readonly Pick<Shot, 'durationFrames' | 'finish'>[], fps: number): number =>
  shots.reduce((sum, s) => sum + cutFrames(s, fps), 0)

/** What is rendered for it. */
export const totalFrames = (shots: readonly Pick<Shot, 'durationFrames'>[]): number =>
  shots.reduce((sum, s) => sum + s.durationFrames, 0)
