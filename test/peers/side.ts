/** A chat platform as a test of whole lives sees it: what people do there, what Nora is told of it, and what is to be read. */
import type { Nora } from '../../src/nora.ts'
import type { ChatPlatform, VerdictMark } from '../../src/ports/chat.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Card } from '../../src/words/card.ts'
import type { FaultProxy } from './fault-proxy.ts'

/** Tells Nora once of something that happened; false when she did not take it. */
export type Tell = () => Promise<boolean>

export type Seen = {
  readonly message: string
  /** The thread it was written into; null for one of the channel's own. */
  readonly thread: string | null
  /** People see it in the channel's list. */
  readonly isInChannel: boolean
  readonly isOurs: boolean
  /** The first line of a card, or the words of what is none. */
  readonly title: string
  readonly files: readonly string[]
  /** Said to somebody who asked, not told from a film's log. */
  readonly isAnswer: boolean
  /** Nora's own, each as often as it is there. */
  readonly marks: readonly string[]
}

export type Side = {
  readonly platform: ChatPlatform['platform']
  readonly proxy: FaultProxy
  /** Nora's marks under a delivery, in their order. */
  readonly marks: readonly string[]
  /** Requests that never break: a client of others answers for those, and takes its time. */
  isSpared(method: string): boolean
  /** For how many seconds it limits who may wait so long. */
  limit(seconds: number): number
  /** Makes a channel with Nora in it. */
  makeChannel(): Promise<string>
  /** Nora comes to this platform. */
  open(deps: { readonly nora: Nora; readonly log: Log; readonly now: () => number }): Promise<{
    readonly chat: ChatPlatform
    /** False while the platform cannot be reached. */
    start(): Promise<boolean>
    stop(): Promise<void>
  }>
  mention(channel: string, text: string, picture: { readonly name: string; readonly bytes: Uint8Array }): Promise<Tell>
  say(channel: string, thread: string, text: string): Promise<Tell>
  react(channel: string, on: Seen, mark: VerdictMark): Promise<Tell>
  unreact(channel: string, on: Seen, mark: VerdictMark): Promise<Tell>
  /** The connection through which the platform tells Nora breaks, where there is one. */
  hangUp(): void
  /** All that Nora was told has reached her. */
  heard(): Promise<void>
  /** What a whole Nora is told of this platform; once she is there, at `url`, people are heard. */
  readonly env: Readonly<Record<string, string>>
  joined(url: string): void
  /** What people get who open a file. */
  download(channel: string, on: Seen, name: string): Promise<Uint8Array>
  /** All messages of a channel and its threads, oldest first. */
  seen(channel: string): Promise<readonly Seen[]>
  /** What a card's first line becomes there. */
  titleOf(card: Card): string
  /** All that is to be read of a card there, to tell one from another. */
  textOf(card: Card): string
  textAt(channel: string, message: string, thread?: string | null): Promise<string>
  close(): Promise<void>
}
