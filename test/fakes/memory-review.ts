/** What a transaction in memory changes about deliveries, and about what people say to them. */
import type { Mark } from '../../src/domain/mark.ts'
import type { Writes } from '../../src/ports/store.ts'
import { expectOne, type Rules } from './memory-rules.ts'
import { keyOf, type Staged } from './memory-tables.ts'

type ReviewWrites = Pick<
  Writes,
  | 'insertDelivery'
  | 'insertVerdict'
  | 'revokeVerdict'
  | 'putMark'
  | 'dropMark'
  | 'insertNote'
  | 'saveNote'
  | 'insertAction'
  | 'insertTask'
  | 'closeTasks'
  | 'reopenTask'
>

const markKey = ({ deliveryId, personId, verdict, place: p }: Mark): string =>
  keyOf(deliveryId, personId, verdict, p.platform, p.workspace, p.channel, p.message)

export function createReviewWrites(t: Staged, { hold, isNew, isThere }: Rules, nextNth: () => number): ReviewWrites {
  return {
    async insertDelivery(d) {
      isThere.plan(d.briefId, d.planVersion)
      for (const id of [d.filmAssetId, d.posterAssetId, d.proxyAssetId]) isThere.asset(id)
      isNew('deliveries_pkey', t.deliveries.get(d.id))
      hold('deliveries_by_number', !t.deliveries.of(d.briefId).some((o) => o.number === d.number))
      hold('deliveries_number', d.number >= 1)
      t.deliveries.put(d.id, d)
    },
    async insertVerdict(v, inForce) {
      isThere.delivery(v.deliveryId)
      isThere.person(v.personId)
      const given = t.verdicts.of(v.deliveryId).filter((o) => o.personId === v.personId)
      hold('verdicts_in_force', !inForce || given.every((o) => o.revokedAt !== null))
      const nth = nextNth()
      t.verdicts.put(keyOf(nth), { ...v, nth, revokedAt: inForce ? null : v.at })
    },
    async revokeVerdict(deliveryId, personId, at) {
      for (const v of t.verdicts.of(deliveryId))
        if (v.personId === personId && v.revokedAt === null) t.verdicts.put(keyOf(v.nth), { ...v, revokedAt: at })
    },
    async putMark(m) {
      isThere.delivery(m.deliveryId)
      isThere.person(m.personId)
      t.marks.put(markKey(m), m)
    },
    dropMark: async (m) => t.marks.remove(markKey(m)),
    async insertNote(n) {
      isThere.brief(n.briefId)
      isThere.person(n.personId)
      const isDelivery = t.deliveries.of(n.briefId).some((d) => d.number === n.deliveryNo)
      hold('notes_brief_id_delivery_no_deliveries_brief_id_number_fk', n.deliveryNo === null || isDelivery)
      isNew('notes_pkey', t.notes.get(n.id))
      t.notes.put(n.id, n)
    },
    saveNote: async ({ id, state }) => t.notes.put(id, { ...expectOne(t.notes.get(id), id), state }),
    async insertAction(a) {
      isThere.brief(a.briefId)
      isNew('executive_actions_pkey', t.actions.get(a.id))
      t.actions.put(a.id, a)
    },
    async insertTask(task) {
      isThere.brief(task.briefId)
      isNew('tasks_pkey', t.tasks.get(task.id))
      t.tasks.put(task.id, task)
    },
    async closeTasks(briefId) {
      for (const task of t.tasks.of(briefId)) t.tasks.put(task.id, { ...task, status: 'closed' })
    },
    async reopenTask(briefId) {
      const newest = t.tasks
        .of(briefId)
        .toSorted((a, b) => +a.createdAt - +b.createdAt)
        .at(-1)
      if (newest !== undefined) t.tasks.put(newest.id, { ...newest, status: 'open' })
    },
  }
}
