/** What is done to pictures, footage and sound. Every path is of a local file; outputs are written whole or not at all. */
import type { Failure } from '../domain/failure.ts'
import type { Size } from '../domain/project.ts'
import type { Result } from '../domain/result.ts'
import type { CameraMove, Finish } from '../domain/shot.ts'

export type MediaFailure = Extract<Failure, { type: 'media-failed' | 'file-corrupt' }>

/** Null fields: the file has no such stream, or does not say. `fps` is of video only. */
export type Probe = {
  readonly width: number | null
  readonly height: number | null
  readonly durationSeconds: number | null
  readonly fps: number | null
  readonly hasAudio: boolean
}

export type CutSource = {
  readonly path: string
  /** Frames of the film, at the film's fps, that this shot fills exactly. */
  readonly durationFrames: number
  readonly finish: Finish
  /** Drawn small in a corner, for animatics only; null for none. The film's running time is added by the cut. */
  readonly label: string | null
}

export type Ticking = {
  readonly signal?: AbortSignal
  /** Called with whole frames done. */
  readonly tick?: (done: number) => void
}

export interface Media {
  /** Cheap: reads headers only, so a truncated file may pass. */
  probe(path: string): Promise<Result<Probe, MediaFailure>>

  /** Decodes to the end and counts frames; truncated and damaged files fail. */
  verify(path: string, o?: Ticking): Promise<Result<Probe & { readonly frames: number }, MediaFailure>>

  /** The picture at `atSeconds` as JPEG (`.jpg`) or PNG (`.png`), `width` pixels wide. */
  poster(o: {
    readonly path: string
    readonly atSeconds: number
    readonly width: number
    readonly out: string
  }): Promise<Result<void, MediaFailure>>

  /** Pictures side by side in a grid with their captions, as JPEG. Of a film its first frame; `path` null leaves the cell empty. */
  contactSheet(o: {
    readonly pictures: readonly { readonly path: string | null; readonly caption: string }[]
    readonly columns: number
    readonly cell: Size
    readonly out: string
  }): Promise<Result<void, MediaFailure>>

  /** One shot as an H.264 clip: a still under a camera move, a caption, a mark. Ends after exactly `frames`. */
  animatic(
    o: {
      readonly still: string
      readonly size: Size
      readonly fps: number
      readonly frames: number
      readonly move: CameraMove
      readonly caption: string | null
      /** In the upper right corner, e.g. PREVIZ. */
      readonly mark: string | null
      readonly out: string
    } & Ticking,
  ): Promise<Result<void, MediaFailure>>

  /** Part of some footage as an H.264 clip without sound, cropped to fill `size`, played once and held at its last frame if too short. */
  remix(
    o: {
      readonly footage: string
      readonly fromSeconds: number
      readonly size: Size
      readonly fps: number
      readonly frames: number
      readonly caption: string | null
      readonly mark: string | null
      readonly out: string
    } & Ticking,
  ): Promise<Result<void, MediaFailure>>

  /** Shots one after the other into one H.264 film of exactly the sum of their frames; sound is cut or padded to that length. */
  cut(
    o: {
      readonly sources: readonly CutSource[]
      readonly size: Size
      readonly fps: number
      readonly voiceover: string | null
      readonly music: string | null
      readonly out: string
    } & Ticking,
  ): Promise<Result<{ readonly frames: number }, MediaFailure>>

  /** A smaller copy of at most `maxBytes`; fails when no watchable one fits. */
  proxy(
    o: { readonly path: string; readonly maxBytes: number; readonly out: string } & Ticking,
  ): Promise<Result<void, MediaFailure>>

  /** A film in another shape, size or container, or without its sound; pictures that need not change are copied as they are. */
  reframe(
    o: {
      readonly path: string
      /** Null: as it is. */
      readonly size: Size | null
      /** `crop` fills the frame with the middle; `pad` shows all of it on a blurred copy of itself. */
      readonly fit: 'pad' | 'crop'
      readonly audio: boolean
      /** Ends in .mp4, .mov or .webm. */
      readonly out: string
    } & Ticking,
  ): Promise<Result<{ readonly frames: number }, MediaFailure>>

  stop(): Promise<void>
}
