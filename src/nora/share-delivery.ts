/** Shows one delivery to guests by a link: for a while, revocable, without an account. What they say waits for a member. */
import { mayDo, type Verb } from '../domain/access.ts'
import type { Brief } from '../domain/brief.ts'
import type { Delivery } from '../domain/delivery.ts'
import { hashOf, makeSecret } from '../domain/desk-door.ts'
import type { Failure } from '../domain/failure.ts'
import { type BriefId, type CommentId, makeId, type PersonId, type ShareId } from '../domain/ids.ts'
import { MAX_NOTE_CHARACTERS } from '../domain/note.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import {
  type GuestComment,
  isOpenShare,
  MAX_COMMENTS_A_SHARE,
  MAX_GUEST_NAME,
  type Share,
  sharePath,
} from '../domain/share.ts'
import { DAY } from '../domain/time.ts'
import type { Clock } from '../ports/clock.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store, Transaction } from '../ports/store.ts'

type Asked = { readonly briefId: BriefId; readonly personId: PersonId }
export type Shared = { readonly share: Share; readonly brief: Brief; readonly delivery: Delivery }

export function createShareDelivery(deps: {
  readonly store: Store
  readonly clock: Clock
  readonly randomness: Pick<Randomness, 'uuid'>
}) {
  const { store, clock, randomness } = deps

  async function allowed(tx: Transaction, { briefId, personId }: Asked, verb: Verb): Promise<Result<Brief, Failure>> {
    const brief = await tx.brief(briefId)
    if (brief === null) return fail({ type: 'brief-unknown', briefId })
    const may = mayDo({ personId, role: await tx.role(brief.projectId, personId) }, verb, {
      requesterId: brief.requesterId,
      hasReviewers: await tx.hasReviewers(brief.projectId),
    })
    return may.ok ? ok(brief) : may
  }

  /** Null when the link is none, revoked, or too old. */
  const sharedBy = async (secret: string): Promise<Shared | null> => {
    const share = await store.shareByHash(hashOf(secret))
    if (share === null || !isOpenShare(share, clock.now())) return null
    const [brief, deliveries] = await Promise.all([store.brief(share.briefId), store.deliveries(share.briefId)])
    const delivery = deliveries.find((d) => d.number === share.deliveryNo)
    return brief === null || delivery === undefined ? null : { share, brief, delivery }
  }

  return {
    /** For whoever may note. The secret is told once and kept as a hash only. */
    share: (
      input: Asked & { readonly deliveryNo: number; readonly mayComment: boolean; readonly days: number },
    ): Promise<Result<{ readonly share: Share; readonly path: string }, Failure>> =>
      store.transact(async (tx) => {
        const brief = await allowed(tx, input, 'note')
        if (!brief.ok) return brief
        const { briefId, deliveryNo, mayComment, personId } = input
        if (!(await tx.deliveries(briefId)).some((d) => d.number === deliveryNo)) return fail({ type: 'no-delivery' })
        const createdAt = clock.now()
        const secret = makeSecret(randomness.uuid(), randomness.uuid())
        const share: Share = {
          id: makeId('share', randomness.uuid()),
          briefId,
          deliveryNo,
          hash: hashOf(secret),
          mayComment,
          madeBy: personId,
          createdAt,
          expiresAt: new Date(createdAt.getTime() + input.days * DAY),
          revokedAt: null,
        }
        await tx.insertShare(share)
        return ok({ share, path: sharePath(secret) })
      }),

    revokeShare: (input: Asked & { readonly shareId: ShareId }): Promise<Result<void, Failure>> =>
      store.transact(async (tx) => {
        const brief = await allowed(tx, input, 'note')
        if (!brief.ok) return brief
        const share = await tx.share(input.shareId)
        if (share?.briefId === input.briefId) await tx.revokeShare(share.id, clock.now())
        return ok(undefined)
      }),

    openShare: sharedBy,
    listShares: store.shares,
    listGuestComments: store.guestComments,

    /** Null when the link is not open to comments. */
    comment: async (
      secret: string,
      said: { readonly who: string; readonly text: string; readonly timecodeSeconds: number | null },
    ): Promise<Result<GuestComment, Failure> | null> => {
      const shared = await sharedBy(secret)
      if (shared === null || !shared.share.mayComment) return null
      const [who, text] = [said.who.trim().slice(0, MAX_GUEST_NAME), said.text.trim()]
      if (text === '') return fail({ type: 'note-empty' })
      if (text.length > MAX_NOTE_CHARACTERS)
        return fail({ type: 'note-too-long', characters: text.length, maxCharacters: MAX_NOTE_CHARACTERS })
      return store.transact(async (tx) => {
        const before = await tx.guestComments(shared.brief.id)
        if (before.filter((c) => c.shareId === shared.share.id).length >= MAX_COMMENTS_A_SHARE) return null
        const comment: GuestComment = {
          id: makeId('comment', randomness.uuid()),
          shareId: shared.share.id,
          who: who === '' ? 'A guest' : who,
          text,
          timecodeSeconds: said.timecodeSeconds,
          at: clock.now(),
          takenBy: null,
        }
        await tx.insertGuestComment(comment)
        return ok(comment)
      })
    },

    /** The comment, now in the member's hands; null when somebody else has taken it. To be said as a note next. */
    takeOverComment: (
      input: Asked & { readonly commentId: CommentId },
    ): Promise<Result<GuestComment | null, Failure>> =>
      store.transact(async (tx) => {
        const brief = await allowed(tx, input, 'note')
        if (!brief.ok) return brief
        const comment = (await tx.guestComments(input.briefId)).find((c) => c.id === input.commentId)
        if (comment === undefined || !(await tx.takeOverComment(comment.id, input.personId))) return ok(null)
        return ok(comment)
      }),
  }
}
