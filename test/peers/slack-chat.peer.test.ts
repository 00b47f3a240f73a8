/** Does Slack, as others emulate it over HTTP, keep the contract of chat platforms? */
import { createSlackChat } from '../../adapters/slack/chat.ts'
import { createClient } from '../../adapters/slack/client.ts'
import { createReadSelf } from '../../adapters/slack/self.ts'
import { testChat } from '../contracts/chat.ts'
import { silent } from '../support/silent-log.ts'
import { BOT_TOKEN, openSlackPeer, WORKSPACE } from './slack-peer.ts'

const SCOPES = ['chat:write', 'channels:history', 'files:read', 'files:write', 'reactions:read', 'reactions:write']
const EMOJI = { approve: 'white_check_mark', 'request-changes': 'repeat', reject: 'x' } as const

testChat('Slack, in the peer', async () => {
  const peer = await openSlackPeer({ scopes: SCOPES })
  let most = 1024 ** 3
  const client = createClient({ token: BOT_TOKEN, apiUrl: peer.apiUrl, log: silent })
  const chat = createSlackChat({ client, readSelf: createReadSelf(client), maxUploadBytes: () => most })
  return {
    chat,
    channel: { platform: 'slack', workspace: WORKSPACE, channel: peer.channel },
    userId: peer.ada,
    seen: async () =>
      peer.rows.messages
        .all()
        .filter((m) => m.channel_id === peer.channel)
        .toSorted((a, b) => (a.ts < b.ts ? -1 : 1))
        .map((m) => {
          const words = JSON.stringify(m.blocks ?? m.text)
          return {
            message: m.ts,
            thread: m.thread_ts ?? null,
            text: words.replaceAll('&amp;', '&'),
            files: (m.files ?? []).map(({ name, size }) => ({ name, bytes: size })),
            buttons: (m.blocks ?? []).flatMap((b) =>
              b['type'] === 'actions'
                ? (b['elements'] as { text: { text: string }; value: string }[]).map((e) => ({
                    label: e.text.text,
                    value: e.value,
                  }))
                : [],
            ),
            mentions: [...new Set([...words.matchAll(/<@(\w+)>/g)].map((found) => found[1] ?? ''))],
          }
        }),
    press: async (place, mark) =>
      void (await peer.as('reactions.add', { channel: place.channel, timestamp: place.message, name: EMOJI[mark] })),
    remove: async (place) => {
      await client.chat.delete({ channel: place.channel, ts: place.message })
    },
    limitUploads: async (bytes) => void (most = bytes),
    [Symbol.asyncDispose]: () => peer.close(),
  }
})
