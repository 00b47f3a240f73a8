/** The ids that lie inside json columns, parsed. */
import { z } from 'zod'
import { type IdName, type makeId, parseId } from '../../src/domain/ids.ts'

const id = <N extends IdName>(name: N) =>
  z.custom<ReturnType<typeof makeId<N>>>((v) => typeof v === 'string' && parseId(name, v) !== null, `no ${name} id`)

export const zAssetId = id('asset')
export const zBriefId = id('brief')
export const zNoteId = id('note')
export const zPersonId = id('person')
export const zShotId = id('shot')
export const zTakeId = id('take')
