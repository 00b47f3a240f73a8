/** What a store in memory answers about shots that wait for a GPU, and about the hosts. */
import { MOST_OVERTAKEN, TURN } from '../../src/domain/next-shot.ts'
import type { Reads } from '../../src/ports/store.ts'
import { keyOf, toTake, type View } from './memory-tables.ts'

export function createMemoryQueue(
  v: View,
): Pick<Reads, 'takesByPrompt' | 'shotsToShoot' | 'lately' | 'lastEndings' | 'hosts'> {
  const began = () => v.takes.all().filter((t) => t.outcome !== 'cancelled')
  return {
    takesByPrompt: async (ids) => ids.flatMap((id) => v.takes.of(id).filter((t) => t.promptId === id)).map(toTake),
    shotsToShoot: async () =>
      v.briefs.all().flatMap((b) => {
        if (b.state.stage !== 'shooting') return []
        const { planVersion } = b.state
        const shots = v.plans.get(keyOf(b.id, planVersion))?.shots.filter((s) => s.currentTakeId === null) ?? []
        const open = (id: string) => v.takes.of(b.id).find((t) => t.shotId === id && t.outcome === 'submitting')
        return shots.map((s) => ({
          briefId: b.id,
          planVersion,
          shotId: s.id,
          shotIndex: s.index,
          projectId: b.projectId,
          personId: b.requesterId,
          title: b.title,
          queuedAt: b.queuedAt ?? b.updatedAt,
          bumpedAt: b.bumpedAt,
          isRevision: b.deliveryCount > 0,
          workflow: s.workflow,
          models: s.models,
          durationFrames: s.durationFrames,
          fps: b.fps,
          size: b.size,
          openOn: open(s.id)?.host ?? null,
          openSince: open(s.id)?.createdAt ?? null,
          hasClip: v.takes
            .of(s.fingerprint)
            .some(
              (t) =>
                t.fingerprint === s.fingerprint &&
                t.outcome === 'rendered' &&
                t.assetId !== null &&
                v.briefs.get(t.briefId)?.projectId === b.projectId,
            ),
        }))
      }),
    async lately() {
      const newest = began().toSorted((a, b) => +b.createdAt - +a.createdAt)
      return {
        started: newest.slice(0, 2 * TURN).flatMap((t) => {
          const brief = v.briefs.get(t.briefId)
          return brief ? [{ projectId: brief.projectId, personId: brief.requesterId }] : []
        }),
        latestArrivals: began()
          .flatMap((t) => t.queuedAt ?? [])
          .sort((a, b) => +b - +a)
          .slice(0, MOST_OVERTAKEN),
      }
    },
    lastEndings: async () => {
      const ended = v.takes.all().flatMap(({ host, endedAt }) => (endedAt === null ? [] : [{ host, endedAt }]))
      return new Map(ended.toSorted((a, b) => +a.endedAt - +b.endedAt).map((t) => [t.host, t.endedAt]))
    },
    hosts: async () => v.hosts.all().toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }
}
