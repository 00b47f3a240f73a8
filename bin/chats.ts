/** Which chat platforms does this process speak on? Each is connected by itself, and its threads are told from then on. */
import type { RequestListener } from 'node:http'
import { SECOND } from '../src/domain/time.ts'
import { createPosting, type Nora } from '../src/nora.ts'
import type { ChatPlatform } from '../src/ports/chat.ts'
import type { Config } from './config.ts'
import { deadLinks } from './dead-links.ts'

type Chat = {
  readonly chat: ChatPlatform
  /** What Nora's own server hands on as it came; null where the platform does not call. */
  readonly mount: Mount | null
  start(): Promise<void>
  stop(): Promise<void>
}
type Mount = { readonly path: string; readonly listener: RequestListener }
type Parts = Omit<Parameters<typeof createPosting>[0], 'platforms'> & { readonly nora: Nora }

const AGAIN_MS = 15 * SECOND

export async function createChats(config: Config, parts: Parts) {
  const chats = config.roles.includes('chat') ? await chatsOf(config, parts) : []
  return {
    mounts: chats.flatMap((c) => c.mount ?? []),

    /** What a platform refuses for good stops Nora; one that cannot be reached is tried until it can. */
    async talk(onStop: (end: () => Promise<unknown>) => void): Promise<void> {
      const dead = deadLinks(config.http.publicUrl)
      if (chats.length > 0 && dead !== null) parts.log.warn('chat-links-dead', { hint: dead })
      await Promise.all(chats.map((chat) => begin(chat, parts, onStop)))
    },
  }
}

/** SDKs are loaded where they are needed only: they are large. */
async function chatsOf(config: Config, parts: Parts): Promise<readonly Chat[]> {
  const chats: Chat[] = []
  if (config.slack !== null) {
    const { createSlack } = await import('../adapters/slack/slack.ts')
    chats.push(createSlack({ ...parts, settings: config.slack, now: () => parts.clock.now().getTime() }))
  }
  if (config.discord !== null) {
    const { createDiscord } = await import('../adapters/discord/app.ts')
    chats.push({ ...createDiscord(config.discord, parts), mount: null })
  }
  return chats
}

async function begin(chat: Chat, parts: Parts, onStop: (end: () => Promise<unknown>) => void): Promise<void> {
  let isOver = false
  let isConnected = false
  let timer: NodeJS.Timeout | null = null
  // Posts that run are put down before the queue is closed.
  onStop(parts.jobs.stop)
  onStop(async () => {
    isOver = true
    if (timer !== null) clearTimeout(timer)
    await chat.stop()
  })
  const start = async (): Promise<void> => {
    if (!isConnected) await chat.start()
    isConnected = true
    if (!isOver) await createPosting({ ...parts, platforms: [chat.chat] }).begin()
  }
  const once = (): void => void start().catch(startAgain)
  const startAgain = (error: unknown): void => {
    if (isOver) return
    parts.log.warn('chat-not-reached', { platform: chat.chat.platform, error })
    timer = setTimeout(once, AGAIN_MS)
  }
  await start().catch((error: unknown) => {
    if (error instanceof Error && 'forPeople' in error) throw error
    startAgain(error)
  })
}
