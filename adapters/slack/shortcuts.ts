/** Shortcuts on a message: "Brief from this message" and "Add to vault". They work inside threads, and carry its files. */
import { runCommand } from '../../commands/run.ts'
import { named } from './asking.ts'
import type { Inbound } from './inbound.ts'
import { SLACK } from './limits.ts'
import { zShortcut } from './payloads.ts'
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

export function onShortcut(inbound: Inbound, payload: unknown, respond: Where['respond']): void {
  const p = zShortcut.parse(payload)
  const { message } = p
  const channel = p.channel?.id ?? ''
  const files = message?.files ?? []
  const where: Where = {
    channel,
    user: p.user.id,
    thread: message?.thread_ts ?? null,
    triggerId: p.trigger_id,
    respond,
  }
  inbound.later(where, () =>
    inbound.once(`shortcut:${p.trigger_id}`, async () => {
      if (p.callback_id === SHORTCUTS.brief.id) {
        const text = await inbound.read(message?.text ?? '', channel)
        const form = { title: 'A new film', command: 'brief', given: text === '' ? {} : { text } }
        return inbound.show({ show: 'form', form }, where, { files: files.slice(0, SLACK.formFiles).map((f) => f.id) })
      }
      const asked = await inbound.ask({
        channel,
        channelName: p.channel?.name ?? channel,
        user: p.user.id,
        thread: message?.thread_ts ?? null,
        requestId: p.trigger_id,
        files: await inbound.downloads(files),
      })
      await inbound.show(await runCommand(inbound.nora, named('assets add'), asked, {}), where)
    }),
  )
}
