/** Draws a board of every planned shot and lays them out on one contact sheet, without any GPU. */
import { type Asset, mediaKind } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import { boardsName } from '../domain/cut.ts'
import { makeId } from '../domain/ids.ts'
import type { Shot } from '../domain/shot.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Boards } from '../ports/boards.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Media } from '../ports/media.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { LocalFile, Vault } from '../ports/vault.ts'

/** The sheet's asset, not yet inserted; null when it could not be drawn: a plan is worth showing without it. */
export type DrawBoards = (
  brief: Brief,
  plan: ShotPlan,
  assets: readonly Asset[],
  signal: AbortSignal,
) => Promise<Asset | null>

const CELL_WIDTH = 480
const COLUMNS = 3

export function createDrawBoards(deps: {
  readonly boards: Boards
  readonly media: Media
  readonly vault: Vault
  readonly clock: Clock
  readonly randomness: Randomness
  readonly log: Log
}): DrawBoards {
  return async (brief, plan, assets, signal) => {
    await using folder = await deps.vault.workspace()
    const cell = { width: CELL_WIDTH, height: Math.round((CELL_WIDTH * brief.size.height) / brief.size.width) }
    const pictures: { path: string; caption: string }[] = []
    for (const shot of plan.shots) {
      signal.throwIfAborted()
      await using local = await firstReference(shot, assets)
      const out = `${folder.path}/board-${shot.index}.png`
      const reference = local === null ? null : await still(local, `${folder.path}/still-${shot.index}.png`)
      const drawn = await deps.boards.draw({ ...shot, reference }, cell, out)
      if (!drawn.ok) return lost(drawn.failure.reason)
      pictures.push({ path: out, caption: `${shot.index + 1}. ${shot.caption}` })
    }
    const sheet = `${folder.path}/boards.jpg`
    const laid = await deps.media.contactSheet({
      pictures,
      columns: Math.min(COLUMNS, pictures.length),
      cell,
      out: sheet,
    })
    if (!laid.ok) return lost(laid.failure.reason)
    const stored = await deps.vault.putLocal(sheet, { name: 'boards.jpg' })
    if (!stored.ok) return lost(stored.failure.type)
    return {
      id: makeId('asset', deps.randomness.uuid()),
      projectId: brief.projectId,
      category: 'storyboard',
      scope: 'cinematics',
      name: boardsName(brief.title, plan.version),
      ...stored.value,
      width: null,
      height: null,
      durationSeconds: null,
      fps: null,
      hasAudio: false,
      provenance: { from: 'planner', briefId: brief.id },
      createdAt: deps.clock.now(),
    }

    function lost(reason: string): null {
      deps.log.warn('boards-not-drawn', { briefId: brief.id, reason })
      return null
    }
  }

  /** The first picture or footage that the shot goes by. */
  async function firstReference(shot: Shot, assets: readonly Asset[]): Promise<LocalReference | null> {
    for (const { assetId, fromSeconds = 0 } of shot.references) {
      const asset = assets.find((a) => a.id === assetId)
      const kind = asset === undefined ? null : mediaKind(asset.mime)
      if (asset === undefined || (kind !== 'picture' && kind !== 'video')) continue
      const file = await deps.vault.local(asset.storageKey)
      return {
        path: file.path,
        fromSeconds,
        isFootage: kind === 'video',
        [Symbol.asyncDispose]: () => file[Symbol.asyncDispose](),
      }
    }
    return null
  }

  /** A picture as it is; of footage the frame with which the shot begins. Null where there is none to be had. */
  async function still(reference: LocalReference, out: string): Promise<string | null> {
    if (!reference.isFootage) return reference.path
    const taken = await deps.media.poster({
      path: reference.path,
      atSeconds: reference.fromSeconds,
      width: CELL_WIDTH * 2,
      out,
    })
    return taken.ok ? out : null
  }
}

type LocalReference = LocalFile & { readonly fromSeconds: number; readonly isFootage: boolean }
