/** What a store in memory answers: every reading of the port, over what is committed or what a transaction has staged. */
import type { LoggedEvent } from '../../src/domain/event.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import type { GivenVerdict } from '../../src/domain/review.ts'
import type { Take } from '../../src/domain/take.ts'
import type { Reads } from '../../src/ports/store.ts'
import { createDeskReads } from './memory-desk.ts'
import { createDraftReads } from './memory-drafts.ts'
import { createMemoryQueue } from './memory-queue.ts'
import { pageOf } from './memory-page.ts'
import { keyOf, toTake, type View } from './memory-tables.ts'

/** Stable: what is of one millisecond stays in the order in which it came. */
const byTime = (a: { readonly at: Date }, b: { readonly at: Date }) => +a.at - +b.at

type Stored<T extends keyof View> = ReturnType<View[T]['all']>[number]

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

const costOf = (takes: readonly Take[]): number => takes.reduce((sum, t) => sum + (t.gpuMs ?? 0), 0)

export const spentBy = (v: Pick<View, 'takes'>, briefId: BriefId, planVersion: number): number =>
  costOf(v.takes.of(briefId).filter((t) => t.briefId === briefId && t.planVersion === planVersion))

function gpuLeft(v: View, briefId: BriefId, planVersion: number): number | null {
  const reserved = v.reservations.get(keyOf(briefId, planVersion))
  return reserved === null ? null : Math.max(0, reserved.reservedMs - spentBy(v, briefId, planVersion))
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
    projectWorkflows: async (projectId) =>
      v.workflows.of(projectId).toSorted((a, b) => (a.document.name < b.document.name ? -1 : 1)),
    asset: async (id) => v.assets.get(id),
    assetsById: async (ids) => ids.flatMap((id) => v.assets.get(id) ?? []),
    isStored: async (storageKey) => v.assets.all().some((a) => a.storageKey === storageKey),
    idleClips: async (projectId, before) =>
      v.assets
        .of(projectId)
        .filter((a) => a.category === 'shot_clip' && a.createdAt < before)
        .toSorted((a, b) => +a.createdAt - +b.createdAt)
        .flatMap((clip) => v.takes.of(clip.id).map((take) => ({ clip, take })))
        .filter(({ take }) => v.briefs.get(take.briefId)?.state.stage !== 'approved')
        .filter(({ take }) => !v.plans.all().some((p) => p.shots.some((s) => s.currentTakeId === take.id)))
        .map(({ clip, take }) => ({ clip, briefId: take.briefId })),
    ...createDeskReads(v),
    ...createDraftReads(v),
    assets: async (projectId, { category, named, ...o }) =>
      pageOf(
        v.assets
          .of(projectId)
          .filter((a) => category === undefined || a.category === category)
          .filter((a) => named === undefined || a.name.toLowerCase().includes(named.toLowerCase())),
        o,
      ),
    brief: async (id) => v.briefs.get(id),
    async briefs({ projectId, stage, ...o }) {
      const briefs = projectId === undefined ? v.briefs.all() : v.briefs.of(projectId)
      return pageOf(stage === undefined ? briefs : briefs.filter((b) => b.state.stage === stage), o)
    },
    countBriefs: async () =>
      [...Map.groupBy(v.briefs.all(), (b) => b.state.stage)].map(([stage, of]) => ({ stage, briefs: of.length })),
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
    takeSamples: async (workflow, { isAnimatic, limit }) =>
      rendered(workflow)
        .filter((t) => t.workflow === workflow && t.load?.isAnimatic === isAnimatic)
        .sort((a, b) => Number(b.endedAt) - Number(a.endedAt))
        .flatMap(({ load, host, gpuMs }) => {
          if (load === null || gpuMs === null) return []
          const { isAnimatic: _, ...of } = load
          return [{ ...of, workflow, host, gpuMs }]
        })
        .slice(0, limit),
    async gpuUse(projectId, since) {
      const briefs = v.briefs.of(projectId)
      const ended = briefs.flatMap((b) => v.takes.of(b.id)).filter((t) => t.endedAt !== null && t.endedAt >= since)
      const shooting = briefs.filter((b) => b.state.stage === 'shooting')
      return {
        usedMs: costOf(ended),
        reservedMs: shooting.reduce((sum, b) => sum + (gpuLeft(v, b.id, b.planVersion) ?? 0), 0),
      }
    },
    gpuLeft: async (briefId, planVersion) => gpuLeft(v, briefId, planVersion),
    async verdictsInForce(deliveryId) {
      const inForce = v.verdicts.of(deliveryId).filter((g) => g.revokedAt === null)
      return inForce.map(toGiven).sort(byTime)
    },
    marks: async (deliveryId) => v.marks.of(deliveryId),
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
      const known = v.identities.get(keyOf(platform, workspace, userId))
      return known && v.people.get(known.personId)
    },
    identitiesOf: async (personId) => v.identities.of(personId).map((i) => i.identity),
    deliveries: async (briefId) => v.deliveries.of(briefId).toSorted((a, b) => a.number - b.number),
    actions: async (briefId) => v.actions.of(briefId).toSorted(byTime),
    tasks: async (briefId) => v.tasks.of(briefId).toSorted((a, b) => +a.createdAt - +b.createdAt),
    messageAt: async (at) => v.messages.get(keyOf(at.platform, at.workspace, at.channel, at.message)),
    messages: async (briefId) => v.messages.of(briefId).toSorted(byTime),
    projectOfChannel: async (at) => v.channels.get(keyOf(at.platform, at.workspace, at.channel))?.projectId ?? null,
    boundChannels: async (platform) =>
      v.channels
        .all()
        .map((c) => c.at)
        .filter((at) => at.platform === platform),
    chatThread: async (briefId) => v.threads.get(briefId),
    threadAt: async (at) => v.threads.of(keyOf(at.platform, at.workspace, at.channel, at.thread))[0] ?? null,
    threadsBehind: async (platform) =>
      v.threads
        .all()
        .filter((t) => t.platform === platform && (v.counts.get(t.briefId) ?? 0) > t.toldSeq)
        .map((t) => t.briefId),
    agents: async () => v.agents.all().toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1)),
    preview: async (briefId) => v.previews.get(briefId),
    events: async (briefId, after, limit) => eventsAfter(v, briefId, after, limit),
  }
}
