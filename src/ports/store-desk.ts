/** What the desk needs remembered: who is signed in, and what guests were shown and said. Part of the store. */
import type { DeskLink, DeskSession } from '../domain/desk-door.ts'
import type { AssetId, BriefId, CommentId, PersonId, ShareId } from '../domain/ids.ts'
import type { GuestComment, Share } from '../domain/share.ts'

export interface DeskReads {
  deskLink(hash: string): Promise<DeskLink | null>
  deskSession(hash: string): Promise<DeskSession | null>
  /** The poster of the newest delivery of each brief that has one. */
  posters(ids: readonly BriefId[]): Promise<ReadonlyMap<BriefId, AssetId>>
  shareByHash(hash: string): Promise<Share | null>
  share(id: ShareId): Promise<Share | null>
  /** Newest first. */
  shares(briefId: BriefId): Promise<readonly Share[]>
  /** Of all shares of a brief, oldest first. */
  guestComments(briefId: BriefId): Promise<readonly GuestComment[]>
}

export interface DeskWrites {
  insertDeskLink(link: DeskLink): Promise<void>
  /** False when it is not there: of two that use it at once, one gets it. */
  deleteDeskLink(hash: string): Promise<boolean>
  insertDeskSession(session: DeskSession): Promise<void>
  deleteDeskSession(hash: string): Promise<void>
  /** Forgets links and sessions that ended before a moment. */
  forgetDeskDoors(before: Date): Promise<void>
  renamePerson(id: PersonId, name: string): Promise<void>
  renameAsset(id: AssetId, name: string): Promise<void>
  insertShare(share: Share): Promise<void>
  revokeShare(id: ShareId, at: Date): Promise<void>
  insertGuestComment(comment: GuestComment): Promise<void>
  /** False when it was taken over before. */
  takeOverComment(id: CommentId, by: PersonId): Promise<boolean>
}
