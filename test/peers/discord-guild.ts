/** A server of Discord with Nora in it, as its members use it: what they do, and what they are answered. */
import type { APIMessage } from 'discord.js'
import { vi } from 'vitest'
import type { App } from '../../bin/build.ts'
import { createStudio } from '../support/studio.ts'
import type { Answered } from './discord-answers.ts'
import { CHANNEL, openDiscordPeer } from './discord-peer.ts'

export const LONG = { timeout: 20_000, interval: 25 }
const [SLASH, PRESS, TYPING, FORM] = [2, 3, 4, 5] as const
const [SUBCOMMAND, GROUP, ATTACHMENT] = [1, 2, 11] as const

export type Place = { readonly channelId?: string; readonly userId?: string }
export type Value = string | number | boolean
type Attached = ReturnType<Awaited<ReturnType<typeof openDiscordPeer>>['attachment']>
export type Guild = Awaited<ReturnType<typeof openGuild>>

export async function openGuild(env: Readonly<Record<string, string>> = {}) {
  const peer = await openDiscordPeer()
  const studio = await createStudio()
  const open = async (): Promise<App> => {
    const app = await studio.open({
      DISCORD_TOKEN: peer.twin.botToken,
      DISCORD_API_URL: peer.apiUrl,
      DISCORD_GUILD_ID: peer.twin.guildId,
      ...env,
    })
    if (env['NORA_ROLES'] === undefined) await app.work()
    await app.talk()
    return app
  }
  let app = await open()

  /** Once its first answer is there, and with what was thought about is said or taken back. */
  async function answered(o: Parameters<typeof peer.interact>[0]): Promise<Answered & { readonly token: string }> {
    const { token } = await peer.interact(o)
    const settled = () => {
      const a = peer.answers(token)
      return a !== null && (a.isThinkingPrivate === null || a.isSettled)
    }
    await vi.waitUntil(settled, LONG)
    return { ...peer.answers(token)!, token }
  }

  return {
    peer,
    studio,
    app: () => app,
    answered,
    async restart(): Promise<void> {
      await app.stop()
      app = await open()
    },
    /** `/brief …` or `/nora <verb> …`; files by the names of their options. */
    command(name: string, given: Readonly<Record<string, Value | Attached>> = {}, place: Place = {}) {
      return answered({ type: SLASH, ...place, data: commandData(name, given) })
    },
    typing(name: string, option: string, text: string, place: Place = {}) {
      return answered({ type: TYPING, ...place, data: commandData(name, { [option]: text }, option) })
    },
    press(message: APIMessage | { readonly id: string }, customId: string, place: Place = {}) {
      return answered({
        type: PRESS,
        messageId: message.id,
        ...place,
        data: { custom_id: customId, component_type: 2 },
      })
    },
    fill(
      customId: string,
      given: Readonly<Record<string, string>>,
      files: readonly Attached[] = [],
      place: Place = {},
    ) {
      const field = ([name, value]: readonly [string, string]) => ({
        type: 18,
        component: { type: 4, custom_id: name, value },
      })
      const upload = { type: 18, component: { type: 19, custom_id: 'files', values: files.map((f) => f.id) } }
      const data = {
        custom_id: customId,
        components: [...Object.entries(given).map(field), ...(files.length === 0 ? [] : [upload])],
        resolved: { attachments: Object.fromEntries(files.map((f) => [f.id, f])) },
      }
      return answered({ type: FORM, ...place, data })
    },
    onMessage(name: string, message: APIMessage, place: Place = {}) {
      const resolved = { messages: { [message.id]: message } }
      return answered({ type: SLASH, ...place, data: { id: '1', name, type: 3, target_id: message.id, resolved } })
    },
    buttons: async (channelId: string = CHANNEL) => buttonsOf(await peer.messages(channelId)),
    /** What the answer came to, once there are words of it to see. */
    async said({ token }: { readonly token: string }): Promise<Answered['seen'][number]> {
      return vi.waitUntil(() => peer.answers(token)?.seen[0], LONG)
    },
    /** What stands in a channel or thread, in words. */
    words: async (channelId: string = CHANNEL): Promise<readonly string[]> =>
      (await peer.messages(channelId)).map((m) =>
        [m.content, ...m.embeds.flatMap((e) => [e.title ?? '', e.description ?? ''])].join('\n'),
      ),
    async close() {
      await studio.close()
      await peer.close()
    },
  }
}

function commandData(name: string, given: Readonly<Record<string, Value | Attached>>, focused: string | null = null) {
  const attachments = Object.values(given).filter((v) => typeof v === 'object')
  const options = Object.entries(given).map(([option, value]) => ({
    name: option,
    type: typeof value === 'object' ? ATTACHMENT : typeof value === 'string' ? 3 : typeof value === 'number' ? 10 : 5,
    value: typeof value === 'object' ? value.id : value,
    ...(option === focused ? { focused: true } : {}),
  }))
  const path = name === 'brief' ? [] : name.split(' ')
  const nested = path.reduceRight<readonly object[]>(
    (inner, part, i) => [{ name: part, type: i === path.length - 1 ? SUBCOMMAND : GROUP, options: inner }],
    options,
  )
  return {
    id: '1000000000000000099',
    name: name === 'brief' ? 'brief' : 'nora',
    type: 1,
    options: nested,
    resolved: { attachments: Object.fromEntries(attachments.map((a) => [a.id, a])) },
  }
}

const buttonsOf = (messages: readonly APIMessage[]) =>
  messages.flatMap((m) =>
    (m.components ?? []).flatMap((row) =>
      'components' in row
        ? row.components.flatMap((b) =>
            'custom_id' in b && 'label' in b ? [{ message: m.id, label: b.label ?? '', id: b.custom_id }] : [],
          )
        : [],
    ),
  )
