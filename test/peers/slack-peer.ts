/** A Slack that others wrote (the package `emulate`), over real HTTP: a workspace, Nora's app in it, and signed events. */
import { readdirSync, readFileSync } from 'node:fs'
import { createHmac, randomUUID } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const DIST = fileURLToPath(new URL('node_modules/emulate/dist', import.meta.url))
export const BOT_TOKEN = 'xoxb-nora-in-the-peer'
/** This peer takes five thousand requests of a token, as no Slack does. */
export const REQUESTS_A_TOKEN = 4500
export const BOT_TOKENS = [BOT_TOKEN, ...Array.from({ length: 9 }, (_, i) => `${BOT_TOKEN}-${i + 2}`)]
export const SIGNING_SECRET = 'a-signing-secret-of-the-peer'
/** The peer's own. */
export const WORKSPACE = 'T000000001'
/** Whoever reacts and replies. */
const PERSON_TOKEN = 'xoxp-ada-in-the-peer'

type Rows<T> = { all(): T[]; findOneBy(key: string, value: string): T | undefined; insert(row: object): T }
export type PeerMessage = {
  readonly ts: string
  readonly channel_id: string
  readonly user: string
  readonly text: string
  readonly thread_ts?: string
  readonly reply_broadcast?: boolean
  readonly blocks?: readonly Record<string, unknown>[]
  readonly files?: readonly { readonly name: string; readonly size: number; readonly url_private_download?: string }[]
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[]
}
type Webhooks = { register(subscription: object): void }
type PeerStore = {
  readonly messages: Rows<PeerMessage>
  readonly ephemeralMessages: Rows<PeerMessage & { readonly target_user: string }>
  readonly channels: Rows<{ readonly channel_id: string; readonly name: string }>
  readonly users: Rows<{ readonly user_id: string; readonly name: string }>
  readonly views: Rows<{
    readonly type: string
    readonly user_id: string
    readonly view_id: string
    readonly blocks: readonly object[]
  }>
  readonly viewTriggers: Rows<object>
}

export async function openSlackPeer(o: { readonly scopes: readonly string[] }) {
  const file = readdirSync(DIST).find(
    (name) => /^dist-.*\.js$/.test(name) && readFileSync(path.join(DIST, name), 'utf8').includes('slackPlugin'),
  )
  const plugin = (await import(pathToFileURL(path.join(DIST, file ?? '')).href)) as {
    slackPlugin: {
      register(app: unknown, store: unknown, webhooks: Webhooks, ...rest: unknown[]): void
    }
    getSlackStore(store: unknown): PeerStore
  }
  const { createEmulator } = (await import(pathToFileURL(path.join(DIST, 'api.js')).href)) as {
    createEmulator(options: object): Promise<{ readonly url: string; close(): Promise<void> }>
  }
  let store: unknown
  let hooks: Webhooks | null = null
  const { register } = plugin.slackPlugin
  plugin.slackPlugin.register = (app, store_, webhooks, ...rest) => {
    store = store_
    hooks = webhooks
    register(app, store_, webhooks, ...rest)
  }
  const app = {
    app_id: 'A0NORA',
    client_id: '1.2',
    client_secret: 's',
    name: 'nora',
    redirect_uris: [],
    scopes: o.scopes,
    bot_id: 'B0NORA',
    bot_user_id: 'U0NORA',
    bot_name: 'nora',
  }
  const emulator = await createEmulator({
    service: 'slack',
    port: 0,
    hostname: '127.0.0.1',
    seed: {
      slack: {
        signing_secret: SIGNING_SECRET,
        strict_scopes: true,
        users: [
          { name: 'ada', real_name: 'Ada' },
          { name: 'bo', real_name: 'Bo' },
        ],
        channels: [{ name: 'films' }],
        oauth_apps: [app],
        tokens: [
          ...BOT_TOKENS.map((token) => ({
            token,
            type: 'bot',
            user_id: 'U0NORA',
            scopes: o.scopes,
            app_id: 'A0NORA',
            bot_id: 'B0NORA',
            bot_user_id: 'U0NORA',
          })),
          { token: PERSON_TOKEN, type: 'user', user: 'ada' },
        ],
      },
    },
  }).finally(() => (plugin.slackPlugin.register = register))
  const rows = plugin.getSlackStore(store)
  const films = rows.channels.findOneBy('name', 'films')?.channel_id ?? ''
  const apiUrl = `${emulator.url}/api/`

  return {
    apiUrl,
    url: emulator.url,
    rows,
    channel: films,
    ada: rows.users.findOneBy('name', 'ada')?.user_id ?? '',
    /** Who has said nothing yet. */
    bo: rows.users.findOneBy('name', 'bo')?.user_id ?? '',
    /** Every event goes there from now on, signed. */
    sendEventsTo: (url: string): void => hooks?.register({ url, events: ['*'], active: true, owner: 'slack' }),
    /** A call of Ada's own client. */
    async as(method: string, body: object): Promise<Record<string, unknown>> {
      const response = await fetch(`${apiUrl}${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${PERSON_TOKEN}` },
        body: JSON.stringify(body),
      })
      return (await response.json()) as Record<string, unknown>
    },
    /** Ada says something with a file, as her client does it. */
    async say(
      text: string,
      file: { readonly name: string; readonly bytes: Uint8Array },
      channel: string = films,
    ): Promise<object> {
      const form = { filename: file.name, length: file.bytes.length }
      const { upload_url, file_id } = await this.as('files.getUploadURLExternal', form)
      await fetch(String(upload_url), { method: 'POST', body: Buffer.from(file.bytes) })
      await this.as('files.completeUploadExternal', {
        files: [{ id: file_id, title: file.name }],
        channel_id: channel,
        initial_comment: text,
      })
      const { messages } = await this.as('conversations.history', { channel, limit: 1 })
      const [said] = messages as object[]
      if (said === undefined) throw new Error('the peer lost it')
      return said
    },
    /** What Ada's client gets when she opens a file. */
    async read(url: string): Promise<Uint8Array> {
      const response = await fetch(url, { headers: { authorization: `Bearer ${PERSON_TOKEN}` } })
      return new Uint8Array(await response.arrayBuffer())
    },
    /** A trigger for a form, as comes with a command or a button. */
    trigger(): string {
      const trigger_id = randomUUID()
      rows.viewTriggers.insert({
        trigger_id,
        team_id: WORKSPACE,
        user_id: rows.users.findOneBy('name', 'ada')?.user_id,
        app_id: 'A0NORA',
        expires_at: Math.floor(Date.now() / 1000) + 3,
        used: false,
      })
      return trigger_id
    },
    close: () => emulator.close(),
  }
}
export type SlackPeer = Awaited<ReturnType<typeof openSlackPeer>>

/** What Slack sends to an app's address, signed as Slack signs. */
export function signed(body: string, type: string, at = Math.floor(Date.now() / 1000)) {
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${at}:${body}`).digest('hex')
  return {
    method: 'POST',
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  }
}
