/** Shows two versions of a plan side by side: one row for each shot that differs, as the film shows it in its middle. */
import { type ChosenClip, chosenClips } from '../coordination/chosen-clips.ts'
import type { Asset } from '../domain/asset.ts'
import type { Brief } from '../domain/brief.ts'
import { comparisonId, differingShots } from '../domain/compare-plans.ts'
import { comparisonName } from '../domain/cut.ts'
import type { Failure } from '../domain/failure.ts'
import type { AssetId, BriefId, ShotId } from '../domain/ids.ts'
import type { Size } from '../domain/project.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { cutFrames, PLAIN_FINISH, type Shot } from '../domain/shot.ts'
import type { ShotPlan } from '../domain/shot-plan.ts'
import type { Clock } from '../ports/clock.ts'
import type { Media } from '../ports/media.ts'
import type { Store } from '../ports/store.ts'
import type { LocalFile, Vault } from '../ports/vault.ts'
import { sayAfter, sayBefore } from '../words/comparison.ts'

type Clips = ReadonlyMap<ShotId, ChosenClip>
type Cell = { readonly path: string | null; readonly caption: string }

/** Of a cell, in pixels: smaller where there are many, so that the sheet stays a picture and no poster. */
const CELL_WIDTH = 480
const SMALL_CELL_WIDTH = 280
const MANY_PAIRS = 8

export function createCompareVersions(deps: {
  readonly store: Store
  readonly vault: Vault
  readonly media: Media
  readonly clock: Clock
}) {
  /** A sheet in the vault, drawn when it is first asked for; null when the versions show the same. */
  return async (input: {
    readonly briefId: BriefId
    readonly before: number
    readonly after: number
  }): Promise<Result<Asset | null, Failure>> => {
    const brief = await deps.store.brief(input.briefId)
    if (brief === null) return fail({ type: 'brief-unknown', briefId: input.briefId })
    const before = await deps.store.plan(brief.id, input.before)
    const after = await deps.store.plan(brief.id, input.after)
    const missing = before === null ? input.before : input.after
    if (before === null || after === null)
      return fail({ type: 'version-unknown', version: missing, newest: brief.planVersion })

    const clips = [await chosenClips(deps.store, before), await chosenClips(deps.store, after)] as const
    const shown = differingShots(before, after).flatMap((pair) =>
      [pair.before, pair.after].map((shot, i) => (shot === null ? null : (clips[i]?.get(shot.id)?.clip.id ?? null))),
    )
    if (shown.length === 0) return ok(null)
    const id = comparisonId(brief.id, before.version, after.version, shown)
    const known = await deps.store.asset(id)
    if (known !== null) return ok(known)
    const sheet = await draw(brief, before, after, clips, id)
    if (!sheet.ok) return sheet
    // Of two who ask at one moment the later finds what the earlier kept.
    await deps.store
      .transact((tx) => tx.insertAsset(sheet.value))
      .catch(async (error: unknown) => {
        if ((await deps.store.asset(id)) === null) throw error
      })
    return sheet
  }

  async function draw(
    brief: Brief,
    before: ShotPlan,
    after: ShotPlan,
    [clipsBefore, clipsAfter]: readonly [Clips, Clips],
    id: AssetId,
  ): Promise<Result<Asset, Failure>> {
    await using folder = await deps.vault.workspace()
    const pairs = differingShots(before, after)
    const width = pairs.length > MANY_PAIRS ? SMALL_CELL_WIDTH : CELL_WIDTH
    const cell = { width, height: Math.round((width * brief.size.height) / brief.size.width / 2) * 2 }
    const pictures: Cell[] = []
    for (const pair of pairs) {
      const sides = [
        { shot: pair.before, clips: clipsBefore, say: sayBefore, version: before.version },
        { shot: pair.after, clips: clipsAfter, say: sayAfter, version: after.version },
      ]
      for (const { shot, clips, say, version } of sides) {
        const path = `${folder.path}/${pictures.length}.mp4`
        const drawn = await middleOf(shot, clips, brief, cell, path)
        if (!drawn.ok) return drawn
        pictures.push({ path: drawn.value ? path : null, caption: say(pair, version, drawn.value) })
      }
    }
    const out = `${folder.path}/sheet.jpg`
    const laid = await deps.media.contactSheet({ pictures, columns: 2, cell, out })
    return laid.ok ? await keep(brief, out, comparisonName(brief.title, before.version, after.version), id) : laid
  }

  /** A film of one frame: the shot's middle as its finish shows it. False where there is no clip. */
  async function middleOf(
    shot: Shot | null,
    clips: Clips,
    brief: Brief,
    size: Size,
    out: string,
  ): Promise<Result<boolean, Failure>> {
    const chosen = shot === null ? undefined : clips.get(shot.id)
    if (shot === null || chosen === undefined) return ok(false)
    await using clip: LocalFile = await deps.vault.local(chosen.clip.storageKey)
    const intoClip = shot.finish.inSeconds + (cutFrames(shot, brief.fps) / 2 / brief.fps) * shot.finish.speed
    const { exposure, temperature, saturation } = shot.finish
    const finish = { ...PLAIN_FINISH, exposure, temperature, saturation, inSeconds: intoClip }
    const sources = [{ path: clip.path, durationFrames: 1, finish, label: null }]
    const cut = await deps.media.cut({ sources, size, fps: brief.fps, voiceover: null, music: null, out })
    return cut.ok ? ok(true) : cut
  }

  async function keep(brief: Brief, path: string, name: string, id: AssetId): Promise<Result<Asset, Failure>> {
    const seen = await deps.media.probe(path)
    if (!seen.ok) return seen
    const stored = await deps.vault.putLocal(path, { name })
    if (!stored.ok) return stored
    return ok({
      id,
      projectId: brief.projectId,
      category: 'storyboard',
      scope: 'cinematics',
      name,
      ...stored.value,
      ...seen.value,
      provenance: { from: 'planner', briefId: brief.id },
      createdAt: deps.clock.now(),
    })
  }
}
