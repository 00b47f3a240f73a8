/** What a guest's link is: one delivery to see, and perhaps to comment, for a while and without an account. */
import type { BriefId, CommentId, PersonId, ShareId } from './ids.ts'

export type Share = {
  readonly id: ShareId
  readonly briefId: BriefId
  readonly deliveryNo: number
  /** Of the secret that the link carries. */
  readonly hash: string
  readonly mayComment: boolean
  readonly madeBy: PersonId
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly revokedAt: Date | null
}

/** What a guest said. It is no note, and changes nothing, until a member takes it over. */
export type GuestComment = {
  readonly id: CommentId
  readonly shareId: ShareId
  readonly who: string
  readonly text: string
  readonly timecodeSeconds: number | null
  readonly at: Date
  /** The member who took it over; null while nobody did. */
  readonly takenBy: PersonId | null
}

/** A guest who says more than this is a program. */
export const MAX_COMMENTS_A_SHARE = 200
export const MAX_GUEST_NAME = 60

export const isOpenShare = (share: Share, at: Date): boolean => share.revokedAt === null && share.expiresAt > at

/** Where a guest's link leads, below Nora's public URL. */
export const sharePath = (secret: string): string => `/s/${secret}`
