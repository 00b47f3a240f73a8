/** Shortcuts on a message: "Brief from this message" and "Add to vault". They work inside threads, and carry its files. */
import { runCommand } from '../../commands/run.ts'
import { named } from './asking.ts'
import { SLACK } from './limits.ts'
import { type Shortcut, zShortcut } from './payloads.ts'
import { kind } from './request.ts'
import { respondTo } from './respond.ts'
import type { Where } from './show.ts'

export const SHORTCUTS = {
  brief: {
    id: 'brief_from_message',
    name: 'Brief from this message',
    description: 'Ask for a film with the words and files of a message',
  },
  vault: {
    id: 'add_to_vault',
    name: 'Add to vault',
    description: 'Put the files of a message into the vault of the project',
  },
} as const

const whereOf = (p: Shortcut): Where => ({
  channel: p.channel?.id ?? '',
  user: p.user.id,
  thread: p.message?.thread_ts ?? null,
  triggerId: p.trigger_id,
  respond: respondTo(p.response_url),
})

export const shortcut = kind<Shortcut>({
  schema: zShortcut,
  whereOf,
  idOf: (p) => `shortcut:${p.trigger_id}`,
  changes: (p) => p.callback_id !== SHORTCUTS.brief.id,
  aboutOf: () => null,

  async carryOut(p, inbound) {
    const where = whereOf(p)
    const { channel, user, thread } = where
    const files = p.message?.files ?? []
    if (p.callback_id === SHORTCUTS.brief.id) {
      const text = await inbound.read(p.message?.text ?? '')
      const form = { title: 'A new film', command: 'brief', given: text === '' ? {} : { text } }
      return inbound.show({ show: 'form', form }, where, { files: files.slice(0, SLACK.formFiles).map((f) => f.id) })
    }
    const asked = await inbound.ask({
      channel,
      channelName: p.channel?.name ?? channel,
      user,
      thread,
      requestId: p.trigger_id,
      files: await inbound.downloads(files),
    })
    await inbound.show(await runCommand(inbound.nora, named('assets add'), asked, {}), where)
  },
})
