/** What GPU time was promised to plans. What they spent stands in their takes. */
import { sql } from 'drizzle-orm'
import { check, doublePrecision, foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { BriefId } from '../../src/domain/ids.ts'
import { moment } from './moment.ts'
import { shotPlans } from './schema-briefs.ts'

/** GPU time that a plan was given at its Go. It counts while the plan is being shot, as far as its takes have not spent it. */
export const gpuReservations = pgTable(
  'gpu_reservations',
  {
    briefId: text('brief_id').$type<BriefId>().notNull(),
    planVersion: integer('plan_version').notNull(),
    reservedMs: doublePrecision('reserved_ms').notNull(),
    at: moment('at').notNull(),
  },
  (t) => [
    // One a plan; a plan that goes on after a failure reserves anew.
    primaryKey({ columns: [t.briefId, t.planVersion] }),
    foreignKey({
      name: 'gpu_reservations_of_plan',
      columns: [t.briefId, t.planVersion],
      foreignColumns: [shotPlans.briefId, shotPlans.version],
    }),
    check('gpu_reservations_positive', sql`${t.reservedMs} >= 0`),
  ],
)
