/** Which chat platforms does this process speak on? Each is connected by itself, and its threads are told from then on. */
import { createDiscord } from '../adapters/discord/app.ts'
import { SECOND } from '../src/domain/time.ts'
import { createPosting, type Nora } from '../src/nora.ts'
import type { ChatPlatform } from '../src/ports/chat.ts'
import type { Config } from './config.ts'

type Chat = { readonly chat: ChatPlatform; start(): Promise<void>; stop(): Promise<void> }
type Parts = Omit<Parameters<typeof createPosting>[0], 'platforms'> & { readonly nora: Nora }

const AGAIN_MS = 15 * SECOND

/** What a platform refuses for good stops Nora; one that cannot be reached is tried until it can. */
export async function openChats(
  config: Config,
  parts: Parts,
  onStop: (end: () => Promise<unknown>) => void,
): Promise<void> {
  const chats: readonly Chat[] = config.discord === null ? [] : [createDiscord(config.discord, parts)]
  for (const chat of chats) {
    let isOver = false
    let timer: NodeJS.Timeout | null = null
    onStop(async () => {
      isOver = true
      if (timer !== null) clearTimeout(timer)
      await chat.stop()
    })
    const begin = async (): Promise<void> => {
      await chat.start()
      if (!isOver) await createPosting({ ...parts, platforms: [chat.chat] }).begin()
    }
    const beginAgain = (error: unknown): void => {
      if (isOver) return
      parts.log.warn('chat-not-reached', { platform: chat.chat.platform, error })
      timer = setTimeout(again, AGAIN_MS)
    }
    const again = (): void => void begin().catch(beginAgain)
    await begin().catch((error: unknown) => {
      if (error instanceof Error && 'forPeople' in error) throw error
      beginAgain(error)
    })
  }
}
