/** What a message on a platform is to a brief: its status card, a delivery, a question. A verdict on any message of a delivery counts. */
import type { BriefId, NoteId } from './ids.ts'
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
  /** What somebody said in it, where it was a note. */
  readonly noteId: NoteId | null
  readonly at: Date
}

/** How far a brief's thread is told, so that a crash neither loses nor doubles a message. One a brief. */
export type ChatThread = Channel & {
  readonly briefId: BriefId
  /** Null until it was opened. */
  readonly thread: string | null
  /** The status card; null until it was posted, or when somebody deleted it. */
  readonly statusMessage: string | null
  /** The last event whose messages are all posted; 0 before the first. */
  readonly toldSeq: number
  /** How many steps of the next event are done. */
  readonly stepsDone: number
  /** Keys of what was begun and not recorded, with spaces between: it may be there, so it is looked for first. */
  readonly doing: string | null
  /** Which status card people see, as its hash; null for none. */
  readonly shown: string | null
  readonly shownAt: Date | null
  /** When the next message, or the next edit, has its turn; null where no turn was asked for. */
  readonly turnAt: Date | null
  readonly editTurnAt: Date | null
  /** Since when nothing can be posted; null while it can. */
  readonly failingSince: Date | null
  /** Failures in a row. Some, without a thread and without `failingSince`: the platform refused for good to begin one. */
  readonly tries: number
  /** What the platform took at most, where it said so by refusing; null: as it says itself. */
  readonly maxUploadBytes: number | null
  /** Grows by one with every change. */
  readonly version: number
}

/** Of a brief of which nothing was told there yet. */
export const newThread = (briefId: BriefId, channel: Channel): ChatThread => ({
  platform: channel.platform,
  workspace: channel.workspace,
  channel: channel.channel,
  briefId,
  thread: null,
  statusMessage: null,
  toldSeq: 0,
  stepsDone: 0,
  doing: null,
  shown: null,
  shownAt: null,
  turnAt: null,
  editTurnAt: null,
  failingSince: null,
  tries: 0,
  maxUploadBytes: null,
  version: 1,
})
