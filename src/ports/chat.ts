/** What Nora needs from a chat platform, in whole cards: what fits into a message there is its adapter's affair. */
import type { Channel, MessagePlace, ThreadRef } from '../domain/message.ts'
import type { Result } from '../domain/result.ts'
import type { Card } from '../words/card.ts'

export type ChatFailure =
  /** Nothing was done. */
  | { readonly type: 'rate-limited'; readonly afterMs: number }
  /** Deleted, archived, or out of our sight for good. */
  | { readonly type: 'gone'; readonly what: 'message' | 'thread' | 'channel' }
  /** `missing`: what somebody must give us, in the platform's own words (`files:write`, `Attach Files`, `not in the channel`). */
  | { readonly type: 'forbidden'; readonly missing: string }
  /** `maxBytes` null where the platform does not say. */
  | { readonly type: 'too-large'; readonly maxBytes: number | null }
  /** Nobody knows whether it was done. `mayFollow`: it was sent and never answered, so that it may be done yet. */
  | { readonly type: 'unreachable'; readonly reason: string; readonly mayFollow?: true }
  /** The request itself was wrong: the same again would be refused again. */
  | { readonly type: 'refused'; readonly reason: string }

export type ChatFile = {
  readonly name: string
  readonly mime: string
  readonly bytes: number
  /** From the vault, each time from its beginning. */
  read(): AsyncIterable<Uint8Array>
}

export type ChatMessageToPost = {
  /** Its `pictures` and `files` are assets and come apart: the pictures here, the files by `upload`. */
  readonly card: Card
  /** Shown with the card where the platform can; where it cannot, the card goes without them. */
  readonly pictures: readonly ChatFile[]
  /** Users of the platform who must act: mention them, and nobody else whatever the text says. */
  readonly mentions: readonly string[]
  /** Shown in the channel too, not in the thread alone. */
  readonly alsoInChannel: boolean
}

/**
 * `key` names the effect for good, in at most 100 plain characters. `isRepeat`: an earlier call with this key may have
 * been carried out, perhaps in part, by a process that died. Then what is there is looked for first, only what is
 * missing is done, and the answer is as if all was done now.
 */
export type Once = { readonly key: string; readonly isRepeat: boolean }

/** Every message in which it is shown, the one to react to first; empty only where the platform does not tell. */
export type Shown = { readonly messages: readonly MessagePlace[] }

export type Opened = { readonly thread: ThreadRef; readonly status: MessagePlace }

/** How fast Nora may go; the platform's own limits are further out. */
export type Pace = {
  /** Between two edits of one message. */
  readonly editEveryMs: number
  /** Between two edits anywhere in a workspace. */
  readonly workspaceEditEveryMs: number
  /** Between two messages in a channel and its threads, uploads and reactions included. */
  readonly channelPostEveryMs: number
  /** How much later a message that was never answered may still come; 0 where the platform knows ours, and shows none twice. */
  readonly latePostMs: number
  /** The same of an edit, which would show again what is over. */
  readonly lateEditMs: number
}

export type VerdictMark = 'approve' | 'request-changes' | 'reject'

export type MarksShown = {
  readonly marks: readonly {
    readonly mark: VerdictMark
    readonly userId: string
    /** What they are called, where the platform says it with the mark. */
    readonly name?: string
  }[]
  /** False where the platform does not name everybody: who is missing may be there. */
  readonly isWhole: boolean
}

export interface ChatPlatform {
  readonly platform: Channel['platform']
  /** For people: "Slack". */
  readonly name: string
  readonly pace: Pace

  /** Posts the status card into the channel and begins a thread on it. */
  openThread(channel: Channel, card: Card, title: string, once: Once): Promise<Result<Opened, ChatFailure>>

  post(thread: ThreadRef, message: ChatMessageToPost, once: Once): Promise<Result<Shown, ChatFailure>>

  /** Shows another card in a message. The same twice is harmless. */
  edit(message: MessagePlace, card: Card): Promise<Result<void, ChatFailure>>

  /** Files as a message of the thread, the first being the film; none is larger than `maxUploadBytes`. */
  upload(
    thread: ThreadRef,
    files: readonly ChatFile[],
    o: Once & { readonly alsoInChannel: boolean },
  ): Promise<Result<Shown, ChatFailure>>

  /** Of one file, as far as the platform has told. */
  maxUploadBytes(thread: ThreadRef): Promise<Result<number, ChatFailure>>

  /** Nora's own marks, to be pressed by people: ✅ 🔁 ❌ in this order. Those that are there stay. */
  seedMarks(message: MessagePlace, marks: readonly VerdictMark[]): Promise<Result<void, ChatFailure>>

  /** Every mark of people on a message, Nora's own left out; to catch up after a time away. */
  readMarks(message: MessagePlace): Promise<Result<MarksShown, ChatFailure>>
}
