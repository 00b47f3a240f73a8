/** What people said in the threads of open films while nobody listened is read from there, and heard as if it came now. */
import { type APIMessage, Routes } from 'discord.js'
import type { ThreadRef } from '../../src/domain/message.ts'
import { DAY } from '../../src/domain/time.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Nora } from '../../src/nora.ts'
import { LIMITS } from './limits.ts'
import type { Api } from './send.ts'
import { attempt } from './trouble.ts'

/** What is older was either heard, or nobody waits for it any more. Shorter than events are known to be handled. */
const LOOK_BACK_MS = DAY
/** Discord's ids begin with the time, in ms since then. */
const DISCORD_EPOCH = 1_420_070_400_000n
const TIME_BITS = 22n
const PAGES = 5

export function createCatchUp(deps: {
  readonly nora: Pick<Nora, 'openThreads'>
  readonly api: Pick<Api, 'get'>
  readonly log: Log
  readonly now: () => number
  /** Twice for the same message is harmless. */
  readonly hear: (raw: unknown) => Promise<void>
}) {
  let isWanted = false
  let reading: Promise<void> | null = null

  /** One at a time: whoever asks meanwhile waits for another one, which they share. */
  return (): Promise<void> => {
    isWanted = true
    reading ??= readWhileWanted().finally(() => (reading = null))
    return reading
  }

  async function readWhileWanted(): Promise<void> {
    while (isWanted) {
      isWanted = false
      await read()
    }
  }

  async function read(): Promise<void> {
    const since = idOf(deps.now() - LOOK_BACK_MS)
    for (const thread of await deps.nora.openThreads('discord')) {
      const said = await attempt('Read Message History', () => saidIn(thread, since), 'thread')
      if (!said.ok) deps.log.warn('discord-thread-not-read', { thread: thread.thread, failure: said.failure.type })
      else for (const message of said.value) await deps.hear({ ...message, guild_id: thread.workspace })
    }
  }

  /** Oldest first. */
  async function saidIn({ thread }: ThreadRef, since: string): Promise<readonly APIMessage[]> {
    const all: APIMessage[] = []
    let after = since
    for (let page = 0; page < PAGES; page++) {
      const query = new URLSearchParams({ limit: String(LIMITS.messagesPage), after })
      const found = (await deps.api.get(Routes.channelMessages(thread), { query })) as APIMessage[]
      all.push(...found.toReversed())
      const [newest] = found
      if (newest === undefined || found.length < LIMITS.messagesPage) break
      after = newest.id
    }
    return all
  }
}

const idOf = (ms: number): string => String((BigInt(ms) - DISCORD_EPOCH) << TIME_BITS)
