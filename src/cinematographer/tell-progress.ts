/** Tells how far a shot's render is and at which node, and keeps a picture of it where the project wants that. */
import type { StatusReport } from '../coordination/agents.ts'
import type { Brief } from '../domain/brief.ts'
import type { AgentStatus } from '../domain/event.ts'
import type { BriefId } from '../domain/ids.ts'
import { MOST_PREVIEW_BYTES } from '../domain/preview.ts'
import type { Shot } from '../domain/shot.ts'
import type { Take } from '../domain/take.ts'
import { SECOND } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { Watch } from '../ports/gpu-host.ts'
import type { Log } from '../ports/log.ts'
import type { Store } from '../ports/store.ts'

/** Of one brief, whichever of its shots it shows. */
const PREVIEW_EVERY_MS = 3 * SECOND
const BY = 'master_cinematographer'

export type TellProgress = (brief: Brief, shot: Shot, take: Pick<Take, 'host' | 'planVersion'>) => Promise<Watch>

export function createTellProgress(deps: {
  readonly store: Pick<Store, 'project' | 'transact'>
  readonly report: StatusReport
  readonly clock: Clock
  readonly log: Log
}): TellProgress {
  const keptAt = new Map<BriefId, number>()

  /** True once in a while for each brief. */
  function isDue(briefId: BriefId): boolean {
    const now = deps.clock.now().getTime()
    for (const [id, at] of keptAt) if (now - at >= PREVIEW_EVERY_MS) keptAt.delete(id)
    if (keptAt.has(briefId)) return false
    keptAt.set(briefId, now)
    return true
  }

  return async (brief, shot, take) => {
    const wantsPreviews = (await deps.store.project(brief.projectId))?.settings.previews === true
    let status = {
      at: 'rendering',
      shotIndex: shot.index,
      host: take.host,
      done: 0,
      of: 0,
      node: null,
      previewAt: null,
    } as Extract<AgentStatus, { at: 'rendering' }>
    return {
      // Only ever a hint: it never holds up the render.
      onProgress(progress) {
        status = { ...status, ...progress }
        void deps.report(brief.id, BY, status)
      },
      ...(wantsPreviews && {
        onPreview(bytes, mime) {
          if (bytes.byteLength === 0 || bytes.byteLength > MOST_PREVIEW_BYTES || !isDue(brief.id)) return
          const at = deps.clock.now()
          const told = { ...status, previewAt: at.toISOString() }
          void deps.store
            .transact(async (tx) => {
              const now = (await tx.lockBrief(brief.id))?.state
              if (now?.stage !== 'shooting' || now.planVersion !== take.planVersion) return
              await tx.keepPreview({ briefId: brief.id, shotIndex: shot.index, mime, bytes, at })
              await tx.appendEvents(brief.id, [{ type: 'AgentStatusUpdate', agent: BY, status: told }], at)
            })
            .catch((error: unknown) => deps.log.warn('preview-dropped', { briefId: brief.id, error }))
        },
      }),
    }
  }
}
