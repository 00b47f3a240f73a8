/** What a transaction in memory changes about platforms: messages, channels and threads. */
import { StaleVersion } from '../../src/domain/failure.ts'
import type { Writes } from '../../src/ports/store.ts'
import { expectOne, type Rules } from './memory-rules.ts'
import { keyOf, type Staged } from './memory-tables.ts'

type MessageWrites = Pick<
  Writes,
  'rememberMessage' | 'saveMessageNote' | 'bindChannel' | 'insertChatThread' | 'saveChatThread' | 'takeTurn'
>

export const createMessageWrites = (t: Staged, { isThere, isNew }: Rules): MessageWrites => ({
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
  async saveMessageNote(at, noteId) {
    const key = keyOf(at.platform, at.workspace, at.channel, at.message)
    const message = t.messages.get(key)
    if (message) t.messages.put(key, { ...message, noteId })
  },
  async bindChannel({ platform, workspace, channel }, projectId) {
    isThere.project(projectId)
    t.channels.put(keyOf(platform, workspace, channel), { at: { platform, workspace, channel }, projectId })
  },
  async insertChatThread(thread) {
    isThere.brief(thread.briefId)
    isNew('chat_threads_pkey', t.threads.get(thread.briefId))
    t.threads.put(thread.briefId, thread)
  },
  async saveChatThread(thread) {
    if (t.threads.get(thread.briefId)?.version !== thread.version) throw new StaleVersion(thread.briefId)
    t.threads.put(thread.briefId, { ...thread, version: thread.version + 1 })
  },
  async takeTurn(platform, place, at, everyMs) {
    const key = keyOf(platform, place)
    const turn = new Date(Math.max(t.turns.get(key)?.getTime() ?? 0, at.getTime()))
    t.turns.put(key, new Date(turn.getTime() + everyMs))
    return turn
  },
})
