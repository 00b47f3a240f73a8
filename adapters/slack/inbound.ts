/** What every handler of Slack's requests has in hand: who asks, where, once, and how they are answered. */
import type { Asked } from '../../commands/command.ts'
import type { FileInHand } from '../../commands/options.ts'
import type { Nora } from '../../src/nora.ts'
import type { Log } from '../../src/ports/log.ts'
import { card } from '../../src/words/card.ts'
import type { SlackClient } from './client.ts'
import { createDownloads, type Downloads } from './download.ts'
import { createPeople, type People } from './people.ts'
import { blocksOf } from './blocks.ts'
import type { Self } from './self.ts'
import { createShow, type Show, type Where } from './show.ts'
import { mentioned, plain } from './text.ts'
import { createTurns } from './turns.ts'

export type Inbound = {
  readonly nora: Nora
  readonly client: SlackClient
  readonly log: Log
  readonly self: Self
  readonly people: People
  readonly downloads: Downloads
  readonly show: Show
  /** The form of a button that kept what was typed. */
  reopen(value: string, where: Where): Promise<void>
  /** What somebody is, for `Asked`; files come as they are read. */
  ask(o: {
    readonly channel: string
    readonly channelName?: string
    readonly user: string
    readonly userName?: string
    readonly thread: string | null
    readonly requestId: string
    readonly files?: readonly FileInHand[]
  }): Promise<Asked>
  /** What was typed, with people as the house knows them. */
  read(text: string, channel: string): Promise<string>
  /**
   * Does what a request of Slack's asks for once, however often it comes. `isKeyed`: what is done is known by a key of its
   * own, so that doing it again is harmless and nothing must be claimed before.
   */
  once(id: string, work: () => Promise<void>, o?: { readonly isKeyed: boolean }): Promise<void>
  /** For what Slack was already answered. Who asked is told when it breaks. */
  later(where: Where, work: () => Promise<void>): void
  /** All that runs has ended. */
  settled(): Promise<void>
}

/** What failed here may be tried again by Slack, which does so for some minutes. */
const MOST_NOTED = 2000

function note(ids: Set<string>, id: string): void {
  ids.add(id)
  for (const oldest of ids) if (ids.size > MOST_NOTED) ids.delete(oldest)
}

export function createInbound(deps: {
  readonly nora: Nora
  readonly client: SlackClient
  readonly token: string
  readonly apiUrl: string | null
  readonly self: Self
  readonly log: Log
  readonly now: () => number
  readonly signal: AbortSignal
}): Inbound {
  const { nora, client, self, log } = deps
  const people = createPeople({ nora, client, workspace: self.workspace, now: deps.now })
  const { show, reopen, toAsker } = createShow({ client, log })
  const running = new Map<string, Promise<void>>()
  const failed = new Set<string>()
  const done = new Set<string>()
  const tasks = new Set<Promise<void>>()
  const inTurn = createTurns()

  async function claimed(id: string, work: () => Promise<void>, isKeyed: boolean): Promise<void> {
    // What was done here a moment ago need not be looked for.
    if (done.has(id)) return
    if (!isKeyed && !(await nora.claimEvent('slack', id)) && !failed.has(id)) return
    try {
      await work()
      failed.delete(id)
      note(done, id)
    } catch (error) {
      note(failed, id)
      throw error
    }
  }

  return {
    nora,
    client,
    log,
    self,
    people,
    downloads: createDownloads(deps),
    show,
    reopen,

    async ask({ channel, user, thread, requestId, ...o }) {
      const [{ personId, projectId }, facts] = await Promise.all([
        people.meet(user, channel, o.userName),
        people.channel(channel, o.channelName),
      ])
      const place = { platform: 'slack', workspace: self.workspace, channel } as const
      const told = thread === null ? null : await nora.threadAt({ ...place, thread })
      const briefId = told?.briefId ?? null
      return { personId, projectId, briefId, channel: { ...place, name: facts.name }, requestId, files: o.files ?? [] }
    },

    async read(text, channel) {
      const ids = new Map<string, string>()
      for (const user of mentioned(text))
        if (user !== self.botUserId) ids.set(user, (await people.meet(user, channel)).personId)
      return plain(text, (user) => ids.get(user) ?? '')
    },

    once(id, work, o = { isKeyed: false }) {
      const already = running.get(id)
      if (already !== undefined) return already
      const now = claimed(id, work, o.isKeyed).finally(() => running.delete(id))
      running.set(id, now)
      return now
    },

    later(where, work) {
      const task = inTurn(work)
        .catch(async (error: unknown) => {
          log.error('slack-request-failed', { error, channel: where.channel })
          await toAsker(
            blocksOf(card('That did not work', ['Something broke on my side: ask again in a minute.'])),
            where,
          )
        })
        // Nobody waits for it: what is thrown here would end the process.
        .catch((error: unknown) => log.error('slack-answer-lost', { error }))
        .finally(() => tasks.delete(task))
      tasks.add(task)
    },

    async settled() {
      while (tasks.size + running.size > 0) await Promise.allSettled([...tasks, ...running.values()])
    },
  }
}
