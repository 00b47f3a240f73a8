/** A delivery as the wire has it: what was shown, what people said of it, and what that comes to. */
import { z } from '@hono/zod-openapi'
import type { BriefState } from '../../src/domain/brief.ts'
import type { Delivery } from '../../src/domain/delivery.ts'
import type { MessagePlace } from '../../src/domain/message.ts'
import { type Verdict, VERDICTS } from '../../src/domain/review.ts'
import type { Nora } from '../../src/nora.ts'
import { toVariantJson, zVariant } from './deliverable-json.ts'

/** `superseded`: a newer one is here. */
const STATES = ['in-review', 'approved', 'changes-requested', 'rejected', 'cancelled', 'superseded'] as const
type State = (typeof STATES)[number]

const zVerdict = z
  .object({
    personId: z.string(),
    verdict: z.enum(VERDICTS),
    text: z.string().nullable(),
    at: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
    inForce: z.boolean().openapi({ description: 'One of each person counts; the others are for the record.' }),
  })
  .openapi('Verdict')

const zMessage = z
  .object({ platform: z.string(), workspace: z.string(), channel: z.string(), message: z.string() })
  .openapi('Message')

export const zDelivery = z
  .object({
    id: z.string(),
    number: z.number(),
    planVersion: z.number(),
    cutAssetId: z.string(),
    proxyAssetId: z.string().nullable(),
    posterAssetId: z.string(),
    variants: z
      .array(zVariant)
      .openapi({ description: 'What else was made of the same cut, as `deliverables` asked.' }),
    state: z.enum(STATES),
    verdicts: z.array(zVerdict).openapi({ description: 'All that were ever given, oldest first.' }),
    messages: z
      .array(zMessage)
      .openapi({ description: 'Where it was shown: a verdict on any of them is one on the delivery.' }),
    createdAt: z.iso.datetime(),
  })
  .openapi('Delivery')

export type GivenVerdicts = Awaited<ReturnType<Nora['listVerdicts']>>

/** `verdicts` and `messages` are those of this delivery. */
export function toDeliveryJson(
  delivery: Delivery,
  verdicts: GivenVerdicts,
  brief: { readonly deliveryCount: number; readonly state: BriefState },
  messages: readonly MessagePlace[],
): z.infer<typeof zDelivery> {
  const inForce = verdicts.filter((v) => v.revokedAt === null).map((v) => v.verdict)
  return {
    id: delivery.id,
    number: delivery.number,
    planVersion: delivery.planVersion,
    cutAssetId: delivery.filmAssetId,
    proxyAssetId: delivery.proxyAssetId,
    posterAssetId: delivery.posterAssetId,
    variants: delivery.variants.map(toVariantJson),
    state: delivery.number < brief.deliveryCount ? 'superseded' : newestState(brief.state, inForce),
    verdicts: verdicts.map((v) => ({
      personId: v.personId,
      verdict: v.verdict,
      text: v.text,
      at: v.at.toISOString(),
      revokedAt: v.revokedAt?.toISOString() ?? null,
      inForce: v.revokedAt === null,
    })),
    messages: messages.map(({ platform, workspace, channel, message }) => ({ platform, workspace, channel, message })),
    createdAt: delivery.createdAt.toISOString(),
  }
}

/** What stage and verdicts say about the newest: work that goes on after it is work on the next one. */
function newestState(state: BriefState, inForce: readonly Verdict[]): State {
  switch (state.stage) {
    case 'in-review':
      return inForce.includes('request-changes') ? 'changes-requested' : 'in-review'
    case 'cancelled':
      return inForce.includes('reject') ? 'rejected' : 'cancelled'
    case 'approved':
      return 'approved'
    case 'failed':
      return newestState(state.from, inForce)
    default:
      return 'changes-requested'
  }
}
