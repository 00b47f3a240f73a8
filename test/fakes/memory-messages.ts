/** What a transaction in memory changes about platforms: messages, channels, and events already handled. */
import type { Writes } from '../../src/ports/store.ts'
import { expectOne, type Rules } from './memory-rules.ts'
import { keyOf, type Staged } from './memory-tables.ts'

type MessageWrites = Pick<Writes, 'rememberMessage' | 'bindChannel' | 'claimEvent' | 'forgetEvents'>

export const createMessageWrites = (t: Staged, { isThere }: Rules): MessageWrites => ({
  async rememberMessage(m) {
    isThere.brief(m.briefId)
    if (m.deliveryNo !== null) {
      const delivery = t.deliveries.of(m.briefId).find((d) => d.number === m.deliveryNo)
      expectOne(delivery, `delivery ${m.deliveryNo} of ${m.briefId}`)
    }
    const key = keyOf(m.platform, m.workspace, m.channel, m.message)
    if (t.messages.get(key) !== null) return false
    t.messages.put(key, m)
    return true
  },
  async bindChannel({ platform, workspace, channel }, projectId) {
    isThere.project(projectId)
    t.channels.put(keyOf(platform, workspace, channel), projectId)
  },
  async claimEvent(platform, eventId, at) {
    const key = keyOf(platform, eventId)
    if (t.inbox.get(key) !== null) return false
    t.inbox.put(key, { key, at })
    return true
  },
  async forgetEvents(before) {
    const old = t.inbox.all().filter((e) => e.at < before)
    for (const { key } of old) t.inbox.remove(key)
    return old.length
  },
})
