/** Makes what a brief wants of its film besides the film itself: other shapes, sizes and containers, with or without sound. */
import type { Asset } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import { variantName } from '../domain/cut.ts'
import { FILM, isSameDeliverable, type Variant } from '../domain/delivery.ts'
import type { Failure } from '../domain/failure.ts'
import { ok, type Result } from '../domain/result.ts'
import { variantMarks } from '../domain/variant-marks.ts'
import type { Media, Ticking } from '../ports/media.ts'
import type { KeepMade } from './keep-made.ts'

export type MakeDeliverables = (
  brief: Brief,
  film: { readonly path: string; readonly frames: number },
  folder: string,
  /** Ticks count the frames of all of them together. */
  ticking: Required<Ticking>,
) => Promise<Result<{ readonly assets: readonly Asset[]; readonly variants: readonly Variant[] }, Failure>>

/** Those of a brief's deliverables that are not the film itself. */
export const variantsWanted = (brief: Pick<Brief, 'deliverables'>): Brief['deliverables'] =>
  brief.deliverables.filter((d) => !isSameDeliverable(d, FILM))

export function createMakeDeliverables(deps: { readonly media: Media; readonly keepMade: KeepMade }): MakeDeliverables {
  return async (brief, film, folder, { signal, tick }) => {
    const wanted = variantsWanted(brief)
    const marks = variantMarks(wanted, brief.size)
    const assets: Asset[] = []
    const variants: Variant[] = []
    for (const [i, deliverable] of wanted.entries()) {
      const { size, fit, audio, container } = deliverable
      const out = `${folder}/variant-${i}.${container}`
      const made = await deps.media.reframe({
        path: film.path,
        size,
        fit,
        audio,
        out,
        signal,
        tick: (done) => tick(i * film.frames + done),
      })
      if (!made.ok) return made
      const name = variantName(brief.title, brief.deliveryCount + 1, marks[i] ?? '', container)
      const asset = await deps.keepMade(brief, out, 'ai_short', name)
      if (!asset.ok) return asset
      assets.push(asset.value)
      variants.push({ assetId: asset.value.id, name, deliverable })
    }
    return ok({ assets, variants })
  }
}
