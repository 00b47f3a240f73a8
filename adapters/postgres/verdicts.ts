/** Verdicts: those in force, and all that were ever given. */
import { and, asc, eq, getTableColumns, isNull } from 'drizzle-orm'
import type { BriefId, DeliveryId, PersonId } from '../../src/domain/ids.ts'
import type { GivenVerdict } from '../../src/domain/review.ts'
import type { Queries } from './queries.ts'
import { deliveries, verdicts } from './schema-review.ts'

const { id: _, revokedAt, ...given } = getTableColumns(verdicts)

/** By `verdicts_in_force`. */
export const verdictsInForce = async (db: Queries, deliveryId: DeliveryId): Promise<readonly GivenVerdict[]> =>
  db
    .select(given)
    .from(verdicts)
    .where(and(eq(verdicts.deliveryId, deliveryId), isNull(verdicts.revokedAt)))
    .orderBy(asc(verdicts.at), asc(verdicts.id))

/** The brief's deliveries by `deliveries_by_number`, then `verdicts_of_delivery`. */
export const listVerdicts = async (
  db: Queries,
  briefId: BriefId,
): Promise<readonly (GivenVerdict & { readonly deliveryNo: number; readonly revokedAt: Date | null })[]> =>
  db
    .select({ ...given, revokedAt, deliveryNo: deliveries.number })
    .from(verdicts)
    .innerJoin(deliveries, eq(deliveries.id, verdicts.deliveryId))
    .where(eq(deliveries.briefId, briefId))
    .orderBy(asc(verdicts.at), asc(verdicts.id))

/** One that is not in force is revoked from its first moment; `verdicts_in_force` refuses a second that is. */
export async function insertVerdict(db: Queries, verdict: GivenVerdict, inForce: boolean): Promise<void> {
  await db.insert(verdicts).values({ ...verdict, revokedAt: inForce ? null : verdict.at })
}

/** By `verdicts_in_force`. */
export async function revokeVerdict(db: Queries, deliveryId: DeliveryId, personId: PersonId, at: Date): Promise<void> {
  await db
    .update(verdicts)
    .set({ revokedAt: at })
    .where(and(eq(verdicts.deliveryId, deliveryId), eq(verdicts.personId, personId), isNull(verdicts.revokedAt)))
}
