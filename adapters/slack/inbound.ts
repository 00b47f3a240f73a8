/** What every handler of Slack's requests has in hand: who asks, where, and how they are answered. */
import type { Asked } from '../../commands/command.ts'
import type { FileInHand } from '../../commands/options.ts'
import { takesPeople } from '../../commands/people-named.ts'
import { makeId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import type { Log } from '../../src/ports/log.ts'
import type { SlackClient } from './client.ts'
import { card } from '../../src/words/card.ts'
import { type Askers, createAskers } from './askers.ts'
import { createDownloads, type Downloads } from './download.ts'
import type { Drafts } from './drafts.ts'
import { createPeople, type People } from './people.ts'
import { blocksOf, type BlockKit } from './blocks.ts'
import type { Self } from './self.ts'
import { createShow, type Show, type Where } from './show.ts'
import { escape, mentioned, plain } from './text.ts'

/** Stands for whoever is named, until a command wants to know them. */
const NOBODY = '00000000-0000-4000-8000-000000000000'

export type Inbound = {
  readonly nora: Nora
  readonly client: SlackClient
  readonly log: Log
  /** Cuts off what still runs when Nora goes. */
  readonly signal: AbortSignal
  readonly self: Self
  readonly people: People
  readonly downloads: Downloads
  readonly show: Show
  /** The form of a button that kept what was typed. */
  reopen(value: string, where: Where): Promise<void>
  readonly drafts: Drafts
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
  /** What was typed, with the names of people, `at` before each; a command that takes somebody gets whom the house knows. */
  read(text: string, at?: '@' | ''): Promise<string>
  readonly askers: Askers
  /** Slack says that the thread of a film cannot begin there, or that it has begun. */
  threadBegins(channel: string, isBegun: boolean): Promise<void>
  /** For the asker's eyes alone. */
  toAsker(shown: BlockKit, where: Where): Promise<void>
}

const SHUT_OUT =
  'I may not write in the channel where you asked for it. The film goes on: invite me there with /invite, and its thread begins.'

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
  const askers = createAskers()
  const { show, reopen, toAsker, drafts } = createShow({ client, log, signal: deps.signal })

  return {
    nora,
    client,
    log,
    signal: deps.signal,
    self,
    people,
    askers,
    downloads: createDownloads(deps),
    show,
    reopen,
    drafts,
    toAsker,

    async ask({ channel, user, thread, requestId, ...o }) {
      const [{ personId, projectId }, facts] = await Promise.all([
        people.meet(user, channel, o.userName),
        people.channel(channel, o.channelName),
      ])
      const place = { platform: 'slack', workspace: self.workspace, channel } as const
      const told = thread === null ? null : await nora.threadAt({ ...place, thread })
      const briefId = told?.briefId ?? null
      const named = { ...place, name: facts.name }
      const asked = { personId, projectId, briefId, channel: named, requestId, files: o.files ?? [] }
      askers.asks(asked, user)
      return asked
    },

    async threadBegins(channel, isBegun) {
      if (isBegun) return askers.begun(channel)
      for (const user of askers.take(channel)) {
        const where = { channel: '', user, thread: null, triggerId: null, respond: null }
        await toAsker(blocksOf(card('Your film has no thread yet', [SHUT_OUT])), where).catch((error: unknown) =>
          log.warn('slack-answer-lost', { channel, error }),
        )
      }
    },

    async read(text, at = '') {
      const named = mentioned(text).filter((user) => user !== self.botUserId)
      const anybody = makeId('person', NOBODY)
      const isForCommand = takesPeople(plain(text, (user) => (named.includes(user) ? anybody : '')))
      const called = new Map<string, string>()
      for (const user of named)
        called.set(user, isForCommand ? (await people.meet(user, null)).personId : `${at}${await people.nameOf(user)}`)
      return plain(text, (user) => escape(called.get(user) ?? ''))
    },
  }
}
