/** Forms that come back: the command that they stand for is run with what was filled in, once. */
import { commandNamed } from '../../commands/catalogue.ts'
import { runCommand } from '../../commands/run.ts'
import { suggest, type Suggestion } from '../../commands/suggest.ts'
import { begin } from './asking.ts'
import { readFields, readMeta } from './form.ts'
import type { Inbound } from './inbound.ts'
import { SLACK } from './limits.ts'
import { zSuggest, zView } from './payloads.ts'
import type { Where } from './show.ts'

export function onSubmission(inbound: Inbound, payload: unknown): void {
  const { user, view } = zView.parse(payload)
  const meta = readMeta(view.private_metadata)
  if (meta === null) return
  const filled = readFields(view.state.values)
  const channel = filled.channel ?? meta.channel ?? ''
  const where: Where = { channel, user: user.id, thread: meta.thread, triggerId: null, respond: null }
  const isBrief = meta.command === 'brief'
  inbound.later(where, () =>
    inbound.once(
      `view:${view.id}`,
      async () => {
        const command = commandNamed(meta.command)
        if (command === null) return
        const given: Record<string, unknown> = { ...meta.given, ...filled.given }
        for (const [name, userId] of Object.entries(filled.people))
          given[name] = (await inbound.people.meet(userId, channel)).personId
        const files = await inbound.downloads([...meta.files.map((id) => ({ id })), ...filled.files])
        const { thread } = meta
        const asked = await inbound.ask({ channel, user: user.id, thread, requestId: `view:${view.id}`, files })
        const answer = isBrief
          ? await begin(inbound, asked, given)
          : await runCommand(inbound.nora, command, asked, given)
        await inbound.show(answer, where)
      },
      { isKeyed: isBrief },
    ),
  )
}

/** What a field of a form may be completed to. */
export async function onSuggest(inbound: Inbound, payload: unknown): Promise<readonly Suggestion[]> {
  const { value, block_id: option, view } = zSuggest.parse(payload)
  const meta = readMeta(view?.private_metadata ?? '')
  const command = meta === null ? null : commandNamed(meta.command)
  if (meta === null || command === null) return []
  const { workspace } = inbound.self
  const projectId =
    meta.channel === null
      ? null
      : await inbound.nora.projectOfChannel({ platform: 'slack', workspace, channel: meta.channel })
  return (await suggest(inbound.nora, command, option, value ?? '', { projectId })).slice(0, SLACK.options)
}
