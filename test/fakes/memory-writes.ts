/** What a transaction in memory changes: projects, people, assets, briefs, agents and the log. */
import { StaleVersion } from '../../src/domain/failure.ts'
import type { Writes } from '../../src/ports/store.ts'
import { createDeskWrites } from './memory-desk.ts'
import { createDraftWrites } from './memory-drafts.ts'
import { createInboxWrites } from './memory-inbox.ts'
import { createMessageWrites } from './memory-messages.ts'
import { spentBy } from './memory-reads.ts'
import { createReviewWrites } from './memory-review.ts'
import { expectOne, isUsed, type Rules } from './memory-rules.ts'
import { createShotWrites } from './memory-shots.ts'
import { keyOf, type Staged } from './memory-tables.ts'

/** `nextNth` numbers what must stay in its order of arrival. */
export function createMemoryWrites(t: Staged, rules: Rules, nextNth: () => number): Writes {
  const { isNew, isThere } = rules
  return {
    ...createShotWrites(t, rules),
    ...createReviewWrites(t, rules, nextNth),
    async insertProject(p) {
      isNew('projects_pkey', t.projects.get(p.id))
      t.projects.put(p.id, p)
    },
    async ensureProject(p) {
      if (!t.projects.get(p.id)) t.projects.put(p.id, p)
    },
    async saveProject(id, change) {
      if (Object.keys(change).length === 0) return
      t.projects.put(id, { ...expectOne(t.projects.get(id), id), ...change })
    },
    async ensurePerson(p) {
      if (!t.people.get(p.id)) t.people.put(p.id, p)
    },
    async setRole(projectId, personId, role) {
      isThere.project(projectId)
      isThere.person(personId)
      t.members.put(keyOf(projectId, personId), { projectId, personId, role })
    },
    async addIdentity(identity, personId) {
      isThere.person(personId)
      const key = keyOf(identity.platform, identity.workspace, identity.userId)
      if (!t.identities.get(key)) t.identities.put(key, { identity, personId })
    },
    // Transactions come one after the other: nobody else takes of it meanwhile.
    lockBudget: async (id) => isThere.project(id),
    async reserveGpu({ briefId, planVersion, ms }) {
      isThere.plan(briefId, planVersion)
      const reservedMs = ms + spentBy(t, briefId, planVersion)
      t.reservations.put(keyOf(briefId, planVersion), { briefId, planVersion, reservedMs })
    },
    async insertWorkflow(w) {
      isThere.project(w.projectId)
      isThere.person(w.by)
      const key = keyOf(w.projectId, w.document.name)
      if (t.workflows.get(key) !== null) return false
      t.workflows.put(key, w)
      return true
    },
    async deleteWorkflow(projectId, name) {
      const key = keyOf(projectId, name)
      const isKept = t.workflows.get(key) !== null
      if (isKept) t.workflows.remove(key)
      return isKept
    },
    async insertAsset(a) {
      isThere.project(a.projectId)
      isNew('project_assets_pkey', t.assets.get(a.id))
      t.assets.put(a.id, a)
    },
    async deleteAsset(id) {
      const asset = t.assets.get(id)
      if (!asset || isUsed(t, asset)) return false
      for (const take of t.takes.of(id)) t.takes.put(take.id, { ...take, assetId: null })
      t.assets.remove(id)
      return true
    },
    async insertBrief(b) {
      isThere.project(b.projectId)
      isThere.person(b.requesterId)
      isNew('cinematic_briefs_pkey', t.briefs.get(b.id))
      t.briefs.put(b.id, b)
    },
    // Transactions come one after the other: the brief is locked already.
    lockBrief: async (id) => t.briefs.get(id),
    async saveBrief(b) {
      if (t.briefs.get(b.id)?.version !== b.version) throw new StaleVersion(b.id)
      t.briefs.put(b.id, { ...b, version: b.version + 1 })
    },
    async claimKey(personId, key, bodyHash, briefId) {
      isThere.person(personId)
      if (t.keys.get(keyOf(personId, key))) return false
      t.keys.put(keyOf(personId, key), { briefId, bodyHash })
      return true
    },
    saveHost: async (host) =>
      t.hosts.put(host.name, { pausedBy: null, pausedAt: null, isDriven: false, ...t.hosts.get(host.name), ...host }),
    async pauseHost(name, pausedBy, pausedAt) {
      const host = t.hosts.get(name)
      if (host) t.hosts.put(name, { ...host, pausedBy, pausedAt })
      return host !== null
    },
    async keepPreview(p) {
      isThere.brief(p.briefId)
      t.previews.put(p.briefId, p)
    },
    async dropPreview(briefId) {
      if (t.previews.get(briefId) !== null) t.previews.remove(briefId)
    },
    registerAgent: async (a) => t.agents.put(a.agentId, a),
    ...createMessageWrites(t, rules),
    ...createInboxWrites(t),
    ...createDeskWrites(t, rules),
    ...createDraftWrites(t),
    async appendEvents(briefId, events, at) {
      if (events.length === 0) return
      expectOne(t.briefs.get(briefId), briefId)
      let seq = t.counts.get(briefId) ?? 0
      for (const event of events) t.events.put(keyOf(briefId, ++seq), { seq, briefId, at, event })
      t.counts.put(briefId, seq)
    },
  }
}
