/** Forms that come back: what is wrong is said at its field, else the command that they stand for is run with what was filled in, once. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Problems } from '../../commands/problems.ts'
import { runCommand } from '../../commands/run.ts'
import { suggest, type Suggestion } from '../../commands/suggest.ts'
import { commandNamed } from '../../commands/catalogue.ts'
import { begin } from './asking.ts'
import type { Draft } from './drafts.ts'
import { type FormMeta, readMeta } from './form.ts'
import { CHANNEL } from './form-fields.ts'
import { type Filled, readFields } from './form-values.ts'
import type { Inbound } from './inbound.ts'
import { SLACK } from './limits.ts'
import { type View, zSuggest, zView } from './payloads.ts'
import { kind } from './request.ts'
import type { Where } from './show.ts'

/** A form is answered in three seconds or is said to have failed. */
const LONGEST_LOOK_MS = 1500
const NOT_THERE = 'I am not in this channel: invite me there with /invite, then send this again.'

/** By block. Null where it can be begun; what must be looked up is told later. */
export async function problemsIn(inbound: Inbound, payload: unknown): Promise<Problems | null> {
  const { view } = zView.parse(payload)
  const meta = readMeta(view.private_metadata)
  const command = meta === null ? null : commandNamed(meta.command)
  if (meta === null || command === null) return null
  const filled = readFields(view.state.values)
  const hasFiles = meta.files.length + filled.files.length > 0
  const problems: Record<string, string> = { ...command.problems({ ...meta.given, ...filled.given }, { hasFiles }) }
  for (const name of Object.keys(filled.people)) delete problems[name]
  if (filled.channel !== null && !(await mayBeIn(inbound, filled.channel))) problems[CHANNEL] = NOT_THERE
  // Slack wants a field of the form for each.
  const blocks = Object.keys(view.state.values)
  const at = (name: string): string => (blocks.includes(name) ? name : (blocks[0] ?? name))
  const found = Object.entries(problems).map(([name, line]) => [at(name), line])
  return found.length === 0 ? null : (Object.fromEntries(found) as Problems)
}

async function mayBeIn({ people }: Inbound, channel: string): Promise<boolean> {
  const facts = await Promise.race([people.channel(channel), pause(LONGEST_LOOK_MS, null, { ref: false })])
  return facts?.isMember !== false
}

const read = ({ view }: View) => ({ meta: readMeta(view.private_metadata), filled: readFields(view.state.values) })

function whereOf(p: View): Where {
  const { meta, filled } = read(p)
  const channel = filled.channel ?? meta?.channel ?? ''
  return { channel, user: p.user.id, thread: meta?.thread ?? null, triggerId: null, respond: null }
}

export const submission = kind<View>({
  schema: zView,
  whereOf,
  idOf: (p) => (read(p).meta === null ? null : `view:${p.view.id}`),
  changes: () => true,
  aboutOf: () => null,

  async carryOut(p, inbound) {
    const { meta, filled } = read(p)
    const command = meta === null ? null : commandNamed(meta.command)
    if (meta === null || command === null) return
    const where = whereOf(p)
    const { channel, user, thread } = where
    const given: Record<string, unknown> = { ...meta.given, ...filled.given }
    for (const [name, userId] of Object.entries(filled.people))
      given[name] = (await inbound.people.meet(userId, channel)).personId
    const files = await inbound.downloads([...meta.files.map((id) => ({ id })), ...filled.files])
    const asked = await inbound.ask({ channel, user, thread, requestId: `view:${p.view.id}`, files })
    const isBrief = meta.command === 'brief'
    const answer = isBrief ? await begin(inbound, asked, given) : await runCommand(inbound.nora, command, asked, given)
    await inbound.show(answer, where, { draft: draftOf(meta, filled) })
  },
})

const draftOf = ({ title, command, given, channel, thread, files }: FormMeta, filled: Filled): Draft => ({
  form: { title, command, given },
  place: { channel, thread, files: [...files, ...filled.files.map((f) => f.id)], asksChannel: filled.channel !== null },
  filled: filled.fields,
})

/** What a field of a form may be completed to. */
export async function onSuggest(inbound: Inbound, payload: unknown): Promise<readonly Suggestion[]> {
  const { user, value, block_id: option, view } = zSuggest.parse(payload)
  const meta = readMeta(view?.private_metadata ?? '')
  const command = meta === null ? null : commandNamed(meta.command)
  if (meta === null || command === null) return []
  const { workspace } = inbound.self
  // In App Home the channel is a field of the form.
  const channel = meta.channel ?? readFields(view?.state?.values ?? {}).channel
  const projectId =
    channel === null || channel === ''
      ? null
      : await inbound.nora.projectOfChannel({ platform: 'slack', workspace, channel })
  const identity = { platform: 'slack', workspace, userId: user.id } as const
  return (await suggest(inbound.nora, command, option, value ?? '', { projectId, identity })).slice(0, SLACK.options)
}
