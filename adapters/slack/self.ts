/** Who Nora is in Slack: asked once, as soon as Slack answers. */
import { ok, type Result } from '../../src/domain/result.ts'
import type { ChatFailure } from '../../src/ports/chat.ts'
import type { SlackClient } from './client.ts'
import { attempt } from './failures.ts'

export type Self = {
  readonly workspace: string
  readonly botUserId: string
  readonly botId: string | null
  /** Of the workspace, with a slash at its end. */
  readonly url: string
}
export type ReadSelf = () => Promise<Result<Self, ChatFailure>>

export function createReadSelf(client: SlackClient): ReadSelf {
  let known: Self | null = null
  return async () => {
    if (known !== null) return ok(known)
    const read = await attempt(() => client.auth.test())
    if (!read.ok) return read
    const { team_id: workspace = '', user_id: botUserId = '', bot_id: botId = null, url = '' } = read.value
    known = { workspace, botUserId, botId, url }
    return ok(known)
  }
}
