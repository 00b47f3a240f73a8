/** Shows something to who asked alone, by whichever way is open. */
import type { ChatFailure } from '../../src/ports/chat.ts'
import type { Log } from '../../src/ports/log.ts'
import type { BlockKit } from './blocks.ts'
import { post, type SlackClient } from './client.ts'
import { attempt, isForNow } from './failures.ts'
import type { Respond } from './respond.ts'

export type Where = {
  /** Empty outside of any, as in App Home. */
  readonly channel: string
  readonly user: string
  readonly thread: string | null
  /** For a form; null where nothing was pressed. */
  readonly triggerId: string | null
  readonly respond: Respond | null
}

/** Slack shows nothing for now. All else of the request is done, so that `again` is what is left of it. */
export class NotShown extends Error {
  override name = 'NotShown'
  readonly failure: ChatFailure
  readonly again: () => Promise<void>
  constructor(failure: ChatFailure, again: () => Promise<void>) {
    super(`Slack did not show it: ${failure.type}`)
    this.failure = failure
    this.again = again
  }
}

export function createToAsker({
  client,
  log,
  signal,
}: {
  readonly client: SlackClient
  readonly log: Log
  /** Cuts off what still runs when Nora goes. */
  readonly signal: AbortSignal
}) {
  /** Throws `NotShown` while no way is open that may be open later. */
  async function toAsker(shown: BlockKit, where: Where): Promise<void> {
    const { channel, user, thread, respond } = where
    const { text, blocks } = shown
    const byAddress = async () =>
      respond?.({ response_type: 'ephemeral', replace_original: false, text, blocks }, signal)
    const byName = () =>
      attempt(() =>
        channel === ''
          ? post(client, { channel: user, text, blocks })
          : client.chat.postEphemeral({ channel, user, text, blocks, ...inThread(thread) }),
      )
    const failures: ChatFailure[] = []
    // In a thread it is shown there, where the address would show it in the channel.
    for (const way of thread === null ? [byAddress, byName] : [byName, byAddress]) {
      const said = await way()
      if (said?.ok === true) return
      if (said !== undefined) failures.push(said.failure)
    }
    const forNow = failures.find(isForNow)
    if (forNow !== undefined) throw new NotShown(forNow, () => toAsker(shown, where))
    log.warn('slack-answer-lost', { channel, failures: failures.map((f) => f.type) })
  }
  return toAsker
}

export const inThread = (thread: string | null) => (thread === null ? {} : { thread_ts: thread })
