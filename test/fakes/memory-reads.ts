/** What a store in memory answers: every reading of the port, over what is committed or what a transaction has staged. */
import type { LoggedEvent } from '../../src/domain/event.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import type { GivenVerdict } from '../../src/domain/review.ts'
import type { Take } from '../../src/domain/take.ts'
import type { Reads } from '../../src/ports/store.ts'
import { createMemoryQueue } from './memory-queue.ts'
import { pageOf } from './memory-page.ts'
import { keyOf, type View } from './memory-tables.ts'

/** As many takes as the real store takes the mean of. */
const RECENT = 20

/** Stable: what is of one millisecond stays in the order in which it came. */
const byTime = (a: { readonly at: Date }, b: { readonly at: Date }) => +a.at - +b.at

type Stored<T extends keyof View> = ReturnType<View[T]['all']>[number]

function toTake(stored: Stored<'takes'>): Take {
  const { workflow: _, durationFrames: __, queuedAt: ___, ...take } = stored
  return take
}

function toGiven(stored: Stored<'verdicts'>): GivenVerdict {
  const { nth: _, revokedAt: __, ...given } = stored
  return given
}

export function eventsAfter(v: View, briefId: BriefId, after: number, limit: number): readonly LoggedEvent[] {
  const found: LoggedEvent[] = []
  while (found.length < limit) {
    const next = v.events.get(keyOf(briefId, after + found.length + 1))
    if (!next) break
    found.push(next)
  }
  return found
}

export function createMemoryReads(v: View): Reads {
  const rendered = (group: string) => v.takes.of(group).filter((t) => t.outcome === 'rendered')
  const first = (take: Stored<'takes'> | undefined) => (take ? toTake(take) : null)
  return {
    project: async (id) => v.projects.get(id),
    projects: async (o) => pageOf(v.projects.all(), o),
    role: async (projectId, personId) => v.members.get(keyOf(projectId, personId))?.role ?? null,
    person: async (id) => v.people.get(id),
    members: async (projectId) =>
      v.members
        .of(projectId)
        .map(({ personId, role }) => ({ personId, name: v.people.get(personId)?.name ?? '', role }))
        .toSorted((a, b) => a.name.localeCompare(b.name)),
    asset: async (id) => v.assets.get(id),
    assetsById: async (ids) => ids.flatMap((id) => v.assets.get(id) ?? []),
    assets: async (projectId, o) => pageOf(v.assets.of(projectId), o),
    brief: async (id) => v.briefs.get(id),
    async briefs({ projectId, stage, ...o }) {
      const briefs = projectId === undefined ? v.briefs.all() : v.briefs.of(projectId)
      return pageOf(stage === undefined ? briefs : briefs.filter((b) => b.state.stage === stage), o)
    },
    briefByKey: async (personId, key) => v.keys.get(keyOf(personId, key)),
    plan: async (briefId, version) => v.plans.get(keyOf(briefId, version)),
    async take(id) {
      const take = v.takes.get(id)
      return take && toTake(take)
    },
    async takes(briefId) {
      const takes = v.takes.of(briefId)
      return takes.toSorted((a, b) => +a.createdAt - +b.createdAt || (a.id < b.id ? -1 : 1)).map(toTake)
    },
    takeByFingerprint: async (projectId, fingerprint) =>
      first(
        rendered(fingerprint)
          .filter((t) => t.fingerprint === fingerprint && t.assetId !== null)
          .filter((t) => v.briefs.get(t.briefId)?.projectId === projectId)
          .sort((a, b) => +b.createdAt - +a.createdAt)[0],
      ),
    openTake: async (briefId, shotId) =>
      first(v.takes.of(briefId).find((t) => t.shotId === shotId && t.outcome === 'submitting')),
    ...createMemoryQueue(v),
    async gpuMsPerFrame(workflow) {
      const recent = rendered(workflow)
        .filter((t) => t.workflow === workflow && t.gpuMs !== null)
        .sort((a, b) => Number(b.endedAt) - Number(a.endedAt))
        .slice(0, RECENT)
      const frames = recent.reduce((sum, t) => sum + t.durationFrames, 0)
      return frames === 0 ? null : recent.reduce((sum, t) => sum + (t.gpuMs ?? 0), 0) / frames
    },
    async verdictsInForce(deliveryId) {
      const inForce = v.verdicts.of(deliveryId).filter((g) => g.revokedAt === null)
      return inForce.map(toGiven).sort(byTime)
    },
    verdicts: async (briefId) =>
      v.deliveries
        .of(briefId)
        .flatMap((d) => v.verdicts.of(d.id).map((g) => ({ g, deliveryNo: d.number })))
        .sort((a, b) => byTime(a.g, b.g) || a.g.nth - b.g.nth)
        .map(({ g, deliveryNo }) => ({ ...toGiven(g), deliveryNo, revokedAt: g.revokedAt })),
    hasReviewers: async (projectId) => v.members.of(projectId).some((m) => m.role === 'reviewer'),
    notes: async (briefId) => v.notes.of(briefId).toSorted(byTime),
    note: async (id) => v.notes.get(id),
    async personOf({ platform, workspace, userId }) {
      const personId = v.identities.get(keyOf(platform, workspace, userId))
      return personId && v.people.get(personId)
    },
    deliveries: async (briefId) => v.deliveries.of(briefId).toSorted((a, b) => a.number - b.number),
    actions: async (briefId) => v.actions.of(briefId).toSorted(byTime),
    tasks: async (briefId) => v.tasks.of(briefId).toSorted((a, b) => +a.createdAt - +b.createdAt),
    messageAt: async (at) => v.messages.get(keyOf(at.platform, at.workspace, at.channel, at.message)),
    messages: async (briefId) => v.messages.of(briefId).toSorted(byTime),
    projectOfChannel: async (at) => v.channels.get(keyOf(at.platform, at.workspace, at.channel)),
    agents: async () => v.agents.all().toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1)),
    events: async (briefId, after, limit) => eventsAfter(v, briefId, after, limit),
  }
}
