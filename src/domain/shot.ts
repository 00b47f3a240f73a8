/** What a shot is: one camera set-up, and the finish that the cut gives it without rendering it again. */
import type { AssetId, ShotId, TakeId } from './ids.ts'

export const CAMERA_MOVES = ['static', 'push-in', 'pull-out', 'pan-left', 'pan-right', 'tilt-up', 'tilt-down'] as const
export type CameraMove = (typeof CAMERA_MOVES)[number]

/** From far to near. */
export const FRAMINGS = [
  'extreme-wide',
  'wide',
  'full',
  'medium',
  'medium-close-up',
  'close-up',
  'extreme-close-up',
] as const
export type Framing = (typeof FRAMINGS)[number]

/** Focal lengths of a usual prime set, in mm on full frame. */
export const LENSES = ['18mm', '24mm', '35mm', '50mm', '85mm', '100mm'] as const
export type Lens = (typeof LENSES)[number]

/** `subject` is whatever leads the picture; `character` and `place` say more of it; `start-frame` is the first frame itself. */
export const REFERENCE_ROLES = [
  'subject',
  'character',
  'place',
  'style',
  'start-frame',
  'end-frame',
  'footage',
] as const
export type ReferenceRole = (typeof REFERENCE_ROLES)[number]

export type Reference = {
  readonly assetId: AssetId
  readonly role: ReferenceRole
  /** Footage only: where in it the shot begins, in seconds. */
  readonly fromSeconds?: number
}

/** How a shot is come to. A fade goes through black; as the film's first shot it comes from black. */
export const TRANSITIONS = ['cut', 'dissolve', 'fade'] as const
export type Transition = (typeof TRANSITIONS)[number]

export type Finish = {
  /** Stops; 0 leaves it. */
  readonly exposure: number
  /** −1 (cooler) to 1 (warmer); 0 leaves it. */
  readonly temperature: number
  /** Factor; 1 leaves it, 0 is black and white. */
  readonly saturation: number
  /** Factor; 2 plays twice as fast. */
  readonly speed: number
  /** Seconds into the clip at which the shot begins. */
  readonly inSeconds: number
  /** Frames that the shot lasts in the film; null: all of its clip after `inSeconds`, at `speed`. */
  readonly cutFrames: number | null
  readonly transition: Transition
  /** Of the film's last shot only: whether it ends in black. */
  readonly fadeOut: boolean
}

export const PLAIN_FINISH: Finish = {
  exposure: 0,
  temperature: 0,
  saturation: 1,
  speed: 1,
  inSeconds: 0,
  cutFrames: null,
  transition: 'cut',
  fadeOut: false,
}

/** Why a shot is as it is, for people to read; its prompt says all of it that is rendered. Null: nobody said. */
export type Direction = {
  /** Name of the scene of the plan's treatment that it tells. */
  readonly scene: string | null
  readonly lighting: string | null
  /** Set, wardrobe, colours, as far as they are this shot's own. */
  readonly art: string | null
  readonly why: string | null
}

export const NO_DIRECTION: Direction = { scene: null, lighting: null, art: null, why: null }

/** A model file that a shot's workflow uses: slot name → file name as the host lists it. */
export type ResolvedModels = Readonly<Record<string, string>>

/** Slot name → how strongly a model file counts. */
export type Strengths = Readonly<Record<string, number>>

export type Shot = {
  /** Outlives re-ordering and re-planning. */
  readonly id: ShotId
  /** 0 is the first shot of the film. */
  readonly index: number
  readonly prompt: string
  readonly negative: string
  /** One short line a person can read on the picture: the beat as the brief said it. */
  readonly caption: string
  readonly cameraMove: CameraMove
  readonly lens: Lens
  readonly framing: Framing
  /** At the brief's fps. */
  readonly durationFrames: number
  readonly references: readonly Reference[]
  readonly direction: Direction
  readonly workflow: string
  readonly models: ResolvedModels
  readonly strengths: Strengths
  /** 0 … 2^53 − 1, as JSON carries it. */
  readonly seed: number
  readonly loop: boolean
  readonly finish: Finish
  readonly locked: boolean
  /** Of all that a render depends on: without index and finish. */
  readonly fingerprint: string
  readonly currentTakeId: TakeId | null
}

/** Frames that a shot lasts in the film: at least one. What it is rendered for is `durationFrames`. */
export function cutFrames(shot: Pick<Shot, 'durationFrames' | 'finish'>, fps: number): number {
  const { cutFrames: fixed, inSeconds, speed } = shot.finish
  return Math.max(1, fixed ?? Math.round((shot.durationFrames - inSeconds * fps) / speed))
}
