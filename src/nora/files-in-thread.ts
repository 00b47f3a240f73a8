/** Takes files that somebody drops into a film's thread: before the film is shot they belong to the brief, later to the vault. */
import type { Asset } from '../domain/asset.ts'
import { MAX_FILES_A_BRIEF } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import type { Failure } from '../domain/failure.ts'
import type { BriefId, PersonId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import { sayDropped } from '../words/review-words.ts'
import type { createNewVoiceover } from './ask-directly.ts'
import type { GivenFile } from './brief-from-chat.ts'
import type { createKeepAsset } from './keep-asset.ts'
import { notAllowed } from './review-door.ts'
import type { createPlanAgain } from './steer-brief.ts'

export type Dropped = {
  readonly kept: readonly Asset[]
  readonly refused: readonly Failure[]
}

export function createFilesInThread(deps: {
  readonly store: Store
  readonly clock: Clock
  readonly keepAsset: ReturnType<typeof createKeepAsset>
  readonly planAgain: ReturnType<typeof createPlanAgain>
  readonly newVoiceover: ReturnType<typeof createNewVoiceover>
}) {
  return async (input: {
    readonly briefId: BriefId
    readonly personId: PersonId
    readonly files: readonly GivenFile[]
    /** What names the message among all: said again, it changes nothing. */
    readonly request: string
  }): Promise<Result<Dropped, Failure>> => {
    const { briefId, personId, request } = input
    const brief = await deps.store.brief(briefId)
    if (brief === null) return fail({ type: 'brief-unknown', briefId })
    const kept: Asset[] = []
    const refused: Failure[] = []
    for (const [nth, file] of input.files.entries()) {
      const named = { ...file, request: `${request}:${nth}` }
      const asset = await deps.keepAsset({ projectId: brief.projectId, personId, ...named, category: null })
      if (asset.ok) kept.push(asset.value)
      else refused.push(asset.failure)
    }
    if (kept.length === 0) return ok({ kept, refused })
    const stage = await join({ briefId, personId, request }, kept)
    if (stage === 'plan-review') await deps.planAgain({ briefId, personId, planVersion: null })
    const voice = kept.findLast((a) => a.category === 'voiceover')
    if (stage === 'in-review' && voice !== undefined)
      await deps.newVoiceover({ briefId, personId, assetId: voice.id, request })
    return ok({ kept, refused })
  }

  /** Answers the stage in which they came; the thread is told what they count for. */
  function join(
    {
      briefId,
      personId,
      request,
    }: { readonly briefId: BriefId; readonly personId: PersonId; readonly request: string },
    kept: readonly Asset[],
  ): Promise<Brief['state']['stage'] | null> {
    return deps.store.transact(async (tx) => {
      const brief = await tx.lockBrief(briefId)
      if (brief === null || (await notAllowed(tx, brief, personId, 'note')) !== null) return null
      const { stage } = brief.state
      // Joined before: only what follows from it may be left to do.
      if (!(await tx.claimKey(personId, `files:${request}`, 'chat', briefId))) return stage
      const isOpen = stage === 'planning' || stage === 'plan-review'
      const assetIds = [...brief.assetIds, ...kept.map((a) => a.id)]
      const joins = isOpen && assetIds.length <= MAX_FILES_A_BRIEF
      if (joins) await tx.saveBrief({ ...brief, assetIds, updatedAt: deps.clock.now() })
      const sounds = stage === 'in-review' && kept.some((a) => a.category === 'voiceover')
      const text = sayDropped(
        kept.map((a) => a.name),
        joins ? 'brief' : sounds ? 'voice' : 'vault',
      )
      await tx.appendEvents(briefId, [{ type: 'Answered', text }], deps.clock.now())
      return joins || !isOpen ? stage : null
    })
  }
}
