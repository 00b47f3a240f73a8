/** What a message on a platform is to a brief: its status card, a delivery, a question. A verdict on any message of a delivery counts. */
import type { BriefId } from './ids.ts'
import type { Identity } from './project.ts'

export const MESSAGE_ROLES = ['status-card', 'plan', 'delivery', 'question', 'failure', 'note'] as const
export type MessageRole = (typeof MESSAGE_ROLES)[number]

/** Where people of a platform talk; `workspace` is empty where a platform has none. */
export type Channel = {
  readonly platform: Identity['platform']
  readonly workspace: string
  readonly channel: string
}

/** A thread of a channel: on Slack the ts of its first message, on Discord the id of the thread. */
export type ThreadRef = Channel & { readonly thread: string }

export type MessagePlace = Channel & { readonly message: string }

export type ChatMessage = MessagePlace & {
  readonly briefId: BriefId
  readonly role: MessageRole
  /** Of a delivery's messages only. */
  readonly deliveryNo: number | null
  readonly at: Date
}
