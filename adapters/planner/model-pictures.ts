/** What a model is shown of a brief's files: pictures made small, boards on one sheet, footage as a sheet of its frames; sound is told. */
import { readFile } from 'node:fs/promises'
import { type Asset, mediaKind } from '../../src/domain/asset.ts'
import type { PlanProvenance } from '../../src/domain/shot-plan.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Media } from '../../src/ports/media.ts'
import type { Vault } from '../../src/ports/vault.ts'

/** A file and the name by which the model speaks of it; it hears of no other. */
export type Handled = { readonly handle: string; readonly asset: Asset }

export type Shown = {
  readonly pictures: readonly { readonly label: string; readonly dataUrl: string }[]
  readonly sent: PlanProvenance['sent']
}

/** JPEG pixels on the longer side: what the usual models look at anyway. */
const MAX_SIDE = 1024
const MAX_PICTURES = 12
const KEYFRAMES = 6
const SHEET_COLUMNS = 3
const CELL_WIDTH = 320

export const handlesOf = (assets: readonly Asset[]): readonly Handled[] =>
  assets.map((asset, at) => ({ handle: `A${at + 1}`, asset }))

export type ShowDeps = {
  readonly media: Pick<Media, 'poster' | 'contactSheet'>
  readonly vault: Pick<Vault, 'local' | 'workspace'>
  readonly log: Log
}

export function createShowFiles(deps: ShowDeps) {
  return async (files: readonly Handled[], signal: AbortSignal): Promise<Shown> => {
    await using folder = await deps.vault.workspace()
    const boards = files.filter(({ asset }) => asset.category === 'storyboard' && isPicture(asset))
    const single = files.filter(
      (f) => !(boards.length > 1 && boards.includes(f)) && (isPicture(f.asset) || isVideo(f.asset)),
    )
    const pictures: { label: string; dataUrl: string }[] = []
    const seen = new Map<Handled, 'picture' | 'keyframes'>()
    const keep = async (label: string, of: readonly Handled[], how: 'picture' | 'keyframes', make: Make) => {
      signal.throwIfAborted()
      if (pictures.length >= MAX_PICTURES) return
      const out = `${folder.path}/${pictures.length}-${of[0]?.handle}.jpg`
      if (!(await make(out))) return deps.log.warn('file-not-shown', { assets: of.map((f) => f.asset.id) })
      pictures.push({ label, dataUrl: `data:image/jpeg;base64,${(await readFile(out)).toString('base64')}` })
      for (const file of of) seen.set(file, how)
    }

    if (boards.length > 1)
      await keep(`Storyboards ${boards.map((b) => b.handle).join(', ')}`, boards, 'keyframes', (out) =>
        sheet(
          boards.map((b) => ({ file: b, atSeconds: 0, caption: b.handle })),
          folder.path,
          out,
        ),
      )
    for (const file of single) {
      const { handle, asset } = file
      if (isPicture(asset)) await keep(handle, [file], 'picture', (out) => poster(file, 0, widthOf(asset), out))
      else
        await keep(`${handle}, frames of it with their seconds`, [file], 'keyframes', (out) =>
          sheet(keyframesOf(file), folder.path, out),
        )
    }
    const sent = files.map((file) => {
      const how = seen.get(file) ?? (file.asset.durationSeconds === null ? ('name' as const) : ('duration' as const))
      return { assetId: file.asset.id, how }
    })
    return { pictures, sent }
  }

  /** Drawn anew, so that nothing that is written into a file's metadata goes along. */
  async function poster({ asset }: Handled, atSeconds: number, width: number, out: string): Promise<boolean> {
    await using file = await deps.vault.local(asset.storageKey)
    return (await deps.media.poster({ path: file.path, atSeconds, width, out })).ok
  }

  async function sheet(frames: readonly KeyFrame[], folder: string, out: string): Promise<boolean> {
    const cells: { path: string; caption: string }[] = []
    for (const [at, { file, atSeconds, caption }] of frames.entries()) {
      const path = `${folder}/${file.handle}-${at}.jpg`
      if (await poster(file, atSeconds, CELL_WIDTH, path)) cells.push({ path, caption })
    }
    const { width, height } = frames[0]?.file.asset ?? {}
    const cell = { width: CELL_WIDTH, height: Math.round((CELL_WIDTH * (height ?? 9)) / (width ?? 16)) }
    const columns = Math.min(SHEET_COLUMNS, cells.length)
    return cells.length > 0 && (await deps.media.contactSheet({ pictures: cells, columns, cell, out })).ok
  }
}

type Make = (out: string) => Promise<boolean>
type KeyFrame = { readonly file: Handled; readonly atSeconds: number; readonly caption: string }

const isPicture = (asset: Asset): boolean => mediaKind(asset.mime) === 'picture'
const isVideo = (asset: Asset): boolean => mediaKind(asset.mime) === 'video'

/** In the middle of equal parts, so that neither a black first frame nor a fade at the end is among them. */
function keyframesOf(file: Handled): readonly KeyFrame[] {
  const seconds = file.asset.durationSeconds ?? 0
  return Array.from({ length: KEYFRAMES }, (_, i) => {
    const atSeconds = ((i + 0.5) * seconds) / KEYFRAMES
    return { file, atSeconds, caption: `${atSeconds.toFixed(1)} s` }
  })
}

/** Never larger than it is. */
function widthOf({ width, height }: Asset): number {
  if (width === null || height === null) return MAX_SIDE
  return Math.max(1, Math.round(width * Math.min(1, MAX_SIDE / Math.max(width, height))))
}
