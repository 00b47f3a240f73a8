/** Changes that need no words to be understood: new seeds for shots, another voice-over. They begin at once. */
import type { Brief } from '../domain/brief.ts'
import type { Change } from '../domain/change.ts'
import type { Failure } from '../domain/failure.ts'
import { type AssetId, type BriefId, makeId, makeIdFor, type PersonId } from '../domain/ids.ts'
import type { Note } from '../domain/note.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Clock } from '../ports/clock.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store, Transaction } from '../ports/store.ts'
import { notAllowed, refuse } from './review-door.ts'
import { takeUp } from './settle-notes.ts'
import { tellTaken } from './noted.ts'

type Deps = { readonly store: Store; readonly clock: Clock; readonly randomness: Randomness }
type Asked = {
  readonly briefId: BriefId
  readonly personId: PersonId
  /** What names this request among all: carried out again, it changes nothing. */
  readonly request?: string | undefined
}
/** The change, and the same in words for the thread. */
type Wish = { readonly text: string; readonly change: Change }

export type Reroll = Asked & {
  /** Counted from 0; null for all that are not locked. */
  readonly shotIndices: readonly number[] | null
}

export const createReroll = (deps: Deps) => (input: Reroll) =>
  begin(deps, input, 'reroll', async (_tx, _brief, plan) => {
    const { shotIndices } = input
    const named = plan.shots.filter((s) => (shotIndices === null ? !s.locked : shotIndices.includes(s.index)))
    if (named.length === 0 || named.length < (shotIndices?.length ?? 0))
      return fail({
        type: 'cannot-revise',
        reason: `the film has shots 1 to ${plan.shots.length}, and some may be locked`,
      })
    const numbers = named.map((s) => s.index + 1).join(', ')
    return ok({
      text: shotIndices === null ? 'Try every shot again.' : `Try shot ${numbers} again.`,
      change: { type: 'reroll', shotIds: named.map((s) => s.id) },
    })
  })

/** What is locked is kept as it is by every revision, until it is unlocked. */
export const createLockShots =
  (deps: Deps) =>
  (
    input: Asked & { readonly shotIndices: readonly number[]; readonly locked: boolean },
  ): Promise<Result<Brief, Failure>> =>
    begin(deps, input, 'lock', async (_tx, _brief, plan) => {
      const named = plan.shots.filter((s) => input.shotIndices.includes(s.index))
      if (named.length < input.shotIndices.length) return noSuchShot(plan)
      const shots = named.length === 1 ? 'shot' : 'shots'
      return ok({
        text: `${input.locked ? 'Lock' : 'Unlock'} ${shots} ${named.map((s) => s.index + 1).join(', ')}.`,
        change: { type: 'lock', shotIds: named.map((s) => s.id), locked: input.locked },
      })
    })

/** `takeNo` counts from 1 in the order in which the shot's takes were rendered. */
export const createUseTake =
  (deps: Deps) =>
  (input: Asked & { readonly shotIndex: number; readonly takeNo: number }): Promise<Result<Brief, Failure>> =>
    begin(deps, input, 'use-take', async (tx, brief, plan) => {
      const shot = plan.shots.find((s) => s.index === input.shotIndex)
      if (shot === undefined) return noSuchShot(plan)
      const takes = (await tx.takes(brief.id)).filter((t) => t.shotId === shot.id && t.outcome === 'rendered')
      if (input.takeNo > takes.length)
        return fail({ type: 'cannot-revise', reason: `shot ${shot.index + 1} has ${takes.length} takes` })
      return ok({
        text: `Use take ${input.takeNo} of shot ${shot.index + 1}.`,
        change: { type: 'use-take', shotId: shot.id, takeNo: input.takeNo },
      })
    })

const noSuchShot = (plan: ShotPlan) =>
  fail({ type: 'cannot-revise', reason: `the film has shots 1 to ${plan.shots.length}` } as const)

/** Null takes the voice-over away. */
export const createNewVoiceover = (deps: Deps) => (input: Asked & { readonly assetId: AssetId | null }) =>
  begin(deps, input, 'voiceover', async (tx, brief) => {
    const { assetId } = input
    const asset = assetId === null ? null : await tx.asset(assetId)
    if (assetId !== null && (asset?.projectId !== brief.projectId || asset.category !== 'voiceover'))
      return fail({ type: 'asset-unknown', assetId })
    return ok({
      text: asset === null ? 'Without the voice-over.' : `With ${asset.name} as the voice-over.`,
      change: { type: 'voiceover', assetId },
    })
  })

function begin(
  deps: Deps,
  input: Asked,
  event: string,
  wish: (tx: Transaction, brief: Brief, plan: ShotPlan) => Promise<Result<Wish, Failure>>,
): Promise<Result<Brief, Failure>> {
  return deps.store.transact(async (tx) => {
    const at = deps.clock.now()
    const brief = await tx.lockBrief(input.briefId)
    if (brief === null) return fail({ type: 'brief-unknown', briefId: input.briefId })
    const { request } = input
    const id = request === undefined ? makeId('note', deps.randomness.uuid()) : makeIdFor('note', request)
    if (request !== undefined && (await tx.note(id)) !== null) return ok(brief)
    const refused = await notAllowed(tx, brief, input.personId, event === 'lock' ? 'lock' : 'note')
    if (refused !== null) return refuse(tx, brief, { ...input, verb: event, failure: refused, deliveryNo: null }, at)
    const { stage } = brief.state
    const plan = await tx.plan(brief.id, brief.planVersion)
    if (plan === null || stage !== 'in-review') return fail({ type: 'stale-event', stage, event })
    const wished = await wish(tx, brief, plan)
    if (!wished.ok) return wished
    const note: Note = {
      id,
      briefId: brief.id,
      deliveryNo: brief.deliveryCount,
      personId: input.personId,
      text: wished.value.text,
      at,
      state: { is: 'waiting', changes: [wished.value.change] },
    }
    await tx.insertNote(note)
    await tellTaken(tx, brief, note, [], at)
    return ok((await takeUp(tx, brief, at, false)) ?? brief)
  })
}
