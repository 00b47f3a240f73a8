/** Everything of one delivery to take away: film, variants, poster, shots, the edit for other programs, and where it all came from. */
import { chosenClips } from '../coordination/chosen-clips.ts'
import { type Asset, cleanName } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import { filmName, shotFileName } from '../domain/cut.ts'
import type { Delivery } from '../domain/delivery.ts'
import { writeEdl } from '../domain/edl.ts'
import type { Failure } from '../domain/failure.ts'
import type { AssetId, BriefId } from '../domain/ids.ts'
import {
  editOf,
  type Packaged,
  type PackagedShot,
  planDocument,
  provenanceDocument,
} from '../domain/package-documents.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Archive, ArchiveEntry } from '../ports/archive.ts'
import type { Store } from '../ports/store.ts'
import type { Vault } from '../ports/vault.ts'

export type Package = {
  readonly name: string
  /** A zip, made while it is read; to be read once. */
  readonly bytes: AsyncIterable<Uint8Array>
}

export function createPackageDelivery(deps: {
  readonly store: Store
  readonly vault: Vault
  readonly archive: Archive
}) {
  /** `deliveryNo` null: the newest. */
  return async (input: {
    readonly briefId: BriefId
    readonly deliveryNo: number | null
  }): Promise<Result<Package, Failure>> => {
    const brief = await deps.store.brief(input.briefId)
    if (brief === null) return fail({ type: 'brief-unknown', briefId: input.briefId })
    const deliveries = await deps.store.deliveries(brief.id)
    const newest = deliveries.at(-1)
    if (newest === undefined) return fail({ type: 'no-delivery' })
    const deliveryNo = input.deliveryNo ?? newest.number
    const delivery = deliveries.find((d) => d.number === deliveryNo)
    if (delivery === undefined) return fail({ type: 'stale-delivery', deliveryNo, newest: newest.number })
    const plan = await deps.store.plan(brief.id, delivery.planVersion)
    if (plan === null) return fail({ type: 'internal', reason: `plan ${delivery.planVersion} is gone` })

    const files = await deliveredFiles(delivery)
    if (!files.ok) return files
    const shots = await packagedShots(plan)
    const requester = await deps.store.person(brief.requesterId)
    const packaged: Packaged = { brief, delivery, plan, files: files.value, shots, requester }
    const clips = shots.flatMap(({ from }) => (from === null ? [] : [{ asset: from.clip, file: from.file }]))
    return ok({
      name: filmName(brief.title, delivery.number, 'zip'),
      bytes: deps.archive.pack([
        ...documents(brief, packaged),
        ...[...files.value, ...clips].map(({ asset, file }) => fileEntry(asset, file)),
      ]),
    })
  }

  async function deliveredFiles({
    filmAssetId,
    posterAssetId,
    variants,
  }: Delivery): Promise<Result<Packaged['files'], Failure>> {
    const roles: ReadonlyMap<AssetId, Packaged['files'][number]['role']> = new Map([
      [filmAssetId, 'film'],
      [posterAssetId, 'poster'],
      ...variants.map((v) => [v.assetId, 'variant'] as const),
    ])
    const assets = await deps.store.assetsById([...roles.keys()])
    for (const [assetId] of roles) {
      const asset = assets.find((a) => a.id === assetId)
      // Looked for before the first byte is sent, since a broken zip says nothing.
      if (!asset || (await deps.vault.size(asset.storageKey)) === null) return fail({ type: 'asset-lost', assetId })
    }
    return ok(assets.map((asset) => ({ role: roles.get(asset.id) ?? 'variant', asset, file: cleanName(asset.name) })))
  }

  /** A clip that retention took is left out: the film still shows the shot. */
  async function packagedShots(plan: ShotPlan): Promise<readonly PackagedShot[]> {
    const chosen = await chosenClips(deps.store, plan)
    const shots: PackagedShot[] = []
    for (const shot of plan.shots) {
      const from = chosen.get(shot.id)
      const there = from !== undefined && (await deps.vault.size(from.clip.storageKey)) !== null
      const file = there ? `shots/${shotFileName(shot.index, shot.caption, extensionOf(from.clip.mime))}` : ''
      shots.push({ shot, from: there ? { ...from, file } : null })
    }
    return shots
  }

  function fileEntry(asset: Asset, name: string): ArchiveEntry {
    const { bytes, createdAt: at, storageKey } = asset
    return { name, bytes, at, squeeze: false, read: () => deps.vault.read(storageKey) }
  }
}

function documents(brief: Brief, packaged: Packaged): readonly ArchiveEntry[] {
  const { number, createdAt } = packaged.delivery
  const entry = (name: string, text: string): ArchiveEntry => {
    const bytes = new TextEncoder().encode(text)
    return { name, bytes: bytes.length, at: createdAt, squeeze: true, read: () => once(bytes) }
  }
  const json = (document: object): string => `${JSON.stringify(document, null, 2)}\n`
  return [
    entry('plan.json', json(planDocument(packaged))),
    entry('provenance.json', json(provenanceDocument(packaged))),
    entry(filmName(brief.title, number, 'edl'), writeEdl(brief.title, brief.fps, editOf(packaged))),
  ]
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function extensionOf(mime: string): string {
  const known: Readonly<Record<string, string>> = {
    'video/quicktime': 'mov',
    'video/webm': 'webm',
    'video/matroska': 'mkv',
  }
  return known[mime] ?? 'mp4'
}
