/** Answers whether a shot is unchanged: a hash of all that its render depends on, and of nothing else. */
import { createHash } from 'node:crypto'
import type { AssetId } from './ids.ts'
import type { Size } from './project.ts'
import type { Shot } from './shot.ts'

/** What a render depends on. Not in it: id, index, finish, locked. Files count by their bytes, so the same picture sent twice is one. */
export type RenderedFrom = Pick<
  Shot,
  | 'prompt'
  | 'negative'
  | 'caption'
  | 'cameraMove'
  | 'lens'
  | 'framing'
  | 'durationFrames'
  | 'references'
  | 'workflow'
  | 'models'
  | 'strengths'
  | 'seed'
  | 'loop'
>

/** `sha256` answers for every reference of the shot. 64 hexadecimal digits. */
export function fingerprint(
  shot: RenderedFrom,
  film: { readonly fps: number; readonly size: Size },
  sha256: (id: AssetId) => string,
): string {
  const facts = {
    prompt: shot.prompt,
    negative: shot.negative,
    caption: shot.caption,
    cameraMove: shot.cameraMove,
    lens: shot.lens,
    framing: shot.framing,
    durationFrames: shot.durationFrames,
    fps: film.fps,
    width: film.size.width,
    height: film.size.height,
    references: shot.references.map((r) => [sha256(r.assetId), r.role, r.fromSeconds ?? 0]),
    workflow: shot.workflow,
    models: sorted(shot.models),
    // Left out where there are none, so that shots of earlier plans keep their fingerprints.
    ...(Object.keys(shot.strengths).length === 0 ? {} : { strengths: sorted(shot.strengths) }),
    seed: shot.seed,
    loop: shot.loop,
  }
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}

const sorted = (by: Readonly<Record<string, string | number>>) =>
  Object.entries(by).sort(([a], [b]) => (a < b ? -1 : 1))
