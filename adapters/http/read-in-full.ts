/** Reads a brief with everything that the wire shows of it, its output files included. */
import type { BriefId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import { toBriefJson } from './brief-json.ts'
import { orRefuse } from './problem.ts'

export type ReadInFull = ReturnType<typeof createReadInFull>

export const createReadInFull =
  (deps: { readonly nora: Pick<Nora, 'readBrief' | 'readPlace' | 'listVerdicts' | 'listNotes' | 'readAsset'> }) =>
  async (briefId: BriefId): Promise<ReturnType<typeof toBriefJson>> => {
    const full = orRefuse(await deps.nora.readBrief(briefId))
    const [verdicts, notes] = await Promise.all([deps.nora.listVerdicts(briefId), deps.nora.listNotes(briefId)])
    const outputs = await Promise.all(full.brief.outputAssetIds.map((id) => deps.nora.readAsset(id)))
    const queue = full.brief.state.stage === 'shooting' ? await deps.nora.readPlace(briefId) : null
    return toBriefJson(
      full,
      queue,
      { verdicts, notes },
      outputs.flatMap((asset) => (asset.ok ? [asset.value] : [])),
    )
  }
