/** What a store in memory keeps for the desk: sessions, links, guests' comments, and names. */
import type { DeskReads, DeskWrites } from '../../src/ports/store-desk.ts'
import { expectOne, type Rules } from './memory-rules.ts'
import type { Staged, View } from './memory-tables.ts'

export const createDeskReads = (v: View): DeskReads => ({
  deskLink: async (hash) => v.deskLinks.get(hash),
  deskSession: async (hash) => v.deskSessions.get(hash),
  posters: async (ids) =>
    new Map(
      ids.flatMap((id) => {
        const newest = v.deliveries.of(id).toSorted((a, b) => b.number - a.number)[0]
        return newest === undefined ? [] : [[id, newest.posterAssetId]]
      }),
    ),
  shareByHash: async (hash) => v.shares.all().find((s) => s.hash === hash) ?? null,
  share: async (id) => v.shares.get(id),
  shares: async (briefId) => v.shares.of(briefId).toSorted((a, b) => +b.createdAt - +a.createdAt),
  guestComments: async (briefId) =>
    v.shares
      .of(briefId)
      .flatMap((s) => v.guestComments.of(s.id))
      .toSorted((a, b) => +a.at - +b.at),
})

export const createDeskWrites = (t: Staged, { isThere, isNew }: Rules): DeskWrites => ({
  async insertDeskLink(link) {
    isThere.person(link.personId)
    t.deskLinks.put(link.hash, link)
  },
  async deleteDeskLink(hash) {
    const wasThere = t.deskLinks.get(hash) !== null
    if (wasThere) t.deskLinks.remove(hash)
    return wasThere
  },
  async insertDeskSession(session) {
    isThere.person(session.personId)
    t.deskSessions.put(session.hash, session)
  },
  async deleteDeskSession(hash) {
    if (t.deskSessions.get(hash) !== null) t.deskSessions.remove(hash)
  },
  async forgetDeskDoors(before) {
    for (const rows of [t.deskLinks, t.deskSessions])
      for (const { hash } of rows.all().filter((r) => r.expiresAt < before)) rows.remove(hash)
  },
  renamePerson: async (id, name) => t.people.put(id, { ...expectOne(t.people.get(id), id), name }),
  renameAsset: async (id, name) => t.assets.put(id, { ...expectOne(t.assets.get(id), id), name }),
  async insertShare(share) {
    isThere.brief(share.briefId)
    isThere.person(share.madeBy)
    isNew('shares_pkey', t.shares.get(share.id))
    t.shares.put(share.id, share)
  },
  async revokeShare(id, revokedAt) {
    const share = t.shares.get(id)
    if (share !== null && share.revokedAt === null) t.shares.put(id, { ...share, revokedAt })
  },
  async insertGuestComment(comment) {
    expectOne(t.shares.get(comment.shareId), comment.shareId)
    t.guestComments.put(comment.id, comment)
  },
  async takeOverComment(id, takenBy) {
    const comment = t.guestComments.get(id)
    if (comment === null || comment.takenBy !== null) return false
    t.guestComments.put(id, { ...comment, takenBy })
    return true
  },
})
