/** What a note asks for, resolved to shots: the words of revision between whoever reads notes and whoever revises plans. */
import type { AssetId, ShotId } from './ids.ts'
import type { CameraMove, Framing, Lens, Transition } from './shot.ts'

/** What of a finish a picture can have by itself. */
export type FinishPart = 'exposure' | 'temperature' | 'saturation' | 'speed'
/** Words for a prompt, by what they take over from the finish. */
export type Anew = { readonly [P in FinishPart]?: string }

/** New pictures: these render. */
export type ContentChange = {
  readonly type: 'content'
  readonly shotIds: readonly ShotId[]
  readonly framing?: Framing
  readonly lens?: Lens
  readonly cameraMove?: CameraMove
  /** In prompt and caption, whole words, whatever their case. */
  readonly replace?: { readonly from: string; readonly to: string }
  /** What the shot shall show now, instead of what it showed. */
  readonly show?: string
  /** Words added to the prompt. */
  readonly add?: string
  /** Words added to the prompt that take over parts of the finish: those go back to plain. */
  readonly instead?: Anew
  /** The note's own words, for those who render with a model that reads. */
  readonly text: string
}

/** The same pictures, treated otherwise at the cut: these render nothing. Steps are added to what is there, factors multiplied. */
export type FinishChange = {
  readonly type: 'finish'
  readonly shotIds: readonly ShotId[]
  /** Stops. */
  readonly exposure?: number
  /** −1 … 1. */
  readonly temperature?: number
  readonly saturationFactor?: number
  /** 0.9 is a tenth slower. */
  readonly speedFactor?: number
  /** Seconds by which the shot starts later in its clip (earlier when negative). */
  readonly startLaterSeconds?: number
  /** Seconds by which the shot ends earlier (later when negative, as far as its clip goes). */
  readonly endEarlierSeconds?: number
  /** How it is come to from now on. */
  readonly transition?: Transition
  /** Whether the film ends in black, of its last shot. */
  readonly fadeOut?: boolean
  /** What of it the cut only comes near to, in words that a render would be asked for. */
  readonly anew?: Anew
}

export type Change =
  | ContentChange
  | FinishChange
  /** The whole film; trims where it gets shorter. */
  | { readonly type: 'film-length'; readonly seconds: number }
  | { readonly type: 'shot-length'; readonly shotIds: readonly ShotId[]; readonly seconds: number }
  | { readonly type: 'swap'; readonly a: ShotId; readonly b: ShotId }
  | { readonly type: 'move'; readonly shotIds: readonly ShotId[]; readonly to: MoveTarget }
  | { readonly type: 'drop'; readonly shotIds: readonly ShotId[] }
  | { readonly type: 'add'; readonly show: string; readonly at: MoveTarget; readonly seconds: number | null }
  | { readonly type: 'lock'; readonly shotIds: readonly ShotId[]; readonly locked: boolean }
  /** Take n of a shot, counted from 1 in the order they were rendered. */
  | { readonly type: 'use-take'; readonly shotId: ShotId; readonly takeNo: number }
  | { readonly type: 'back-to'; readonly deliveryNo: number }
  /** New seeds, the same text. */
  | { readonly type: 'reroll'; readonly shotIds: readonly ShotId[] }
  | { readonly type: 'voiceover'; readonly assetId: AssetId | null }

export type MoveTarget =
  | { readonly place: 'front' }
  | { readonly place: 'end' }
  | { readonly place: 'before' | 'after'; readonly shotId: ShotId }

/** A question with one button an answer; nothing is done until one is chosen. */
export type Question = {
  readonly text: string
  readonly answers: readonly { readonly label: string; readonly changes: readonly Change[] }[]
}

/** What a message in a brief's thread is. */
export type Reading =
  | {
      readonly kind: 'changes'
      readonly changes: readonly Change[]
      /** Said with what will be done, e.g. that locked shots stay as they are. */
      readonly remarks: readonly string[]
    }
  | { readonly kind: 'unclear'; readonly question: Question }
  /** A question to Nora: answered, and nothing is changed. */
  | { readonly kind: 'question'; readonly about: 'status' | 'shots' | 'takes' | 'help' }
  /** Praise, thanks, lunch, people among themselves: no answer. */
  | { readonly kind: 'talk' }
