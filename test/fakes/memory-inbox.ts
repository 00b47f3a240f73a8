/** What a store in memory keeps of what platforms asked for. */
import type { InboxDoor, InboxWrites } from '../../src/ports/store-inbox.ts'
import { keyOf, type Staged } from './memory-tables.ts'

export function createInboxDoor({ inbox }: Pick<Staged, 'inbox'>): InboxDoor {
  return {
    async receiveRequests(of, requests, { at, until }) {
      const received: string[] = []
      for (const { id, payload } of requests) {
        const key = keyOf(of.platform, of.workspace, id)
        if (inbox.get(key) !== null) continue
        inbox.put(key, { of, id, payload: toJson(payload), receivedAt: at, tries: 1, takenUntil: until })
        received.push(id)
      }
      return received
    },
  }
}

export function createInboxWrites({ inbox }: Pick<Staged, 'inbox'>): InboxWrites {
  return {
    async takeRequests({ platform, workspace }, { at, until, limit }) {
      const free = inbox
        .all()
        .filter((r) => r.of.platform === platform && r.of.workspace === workspace)
        .filter((r) => r.takenUntil !== null && r.takenUntil < at)
        .toSorted((a, b) => +a.receivedAt - +b.receivedAt)
        .slice(0, limit)
      return free.map((r) => {
        const { of: _, takenUntil: __, ...taken } = { ...r, tries: r.tries + 1 }
        inbox.put(keyOf(platform, workspace, r.id), { ...r, tries: taken.tries, takenUntil: until })
        return taken
      })
    },
    async holdRequests({ platform, workspace }, held, until) {
      for (const { id, tries } of held) {
        const key = keyOf(platform, workspace, id)
        const row = inbox.get(key)
        if (row?.tries === tries && row.takenUntil !== null) inbox.put(key, { ...row, takenUntil: until })
      }
    },
    async settleRequest({ platform, workspace }, { id, tries }) {
      const key = keyOf(platform, workspace, id)
      const row = inbox.get(key)
      if (row?.tries !== tries || row.takenUntil === null) return false
      inbox.put(key, { ...row, payload: null, takenUntil: null })
      return true
    },
    async forgetRequests(before) {
      const old = inbox.all().filter((r) => r.receivedAt < before)
      for (const { of, id } of old) inbox.remove(keyOf(of.platform, of.workspace, id))
      return old.length
    },
  }
}

/** What comes back is no more than what was written down. */
const toJson = (payload: unknown): unknown => JSON.parse(JSON.stringify(payload))
