/** Is everything that Slack was told is taken done once, also when Nora dies with it in her hands? */
import { afterEach, describe, expect, test } from 'vitest'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import { buttons, event, slash, submission } from '../slack/payloads.ts'
import { pool } from '../../adapters/postgres/connect.ts'
import { startStuck } from '../support/killable.ts'
import { createStudio } from '../support/studio.ts'
import { DOORS } from './slack-door.ts'
import { openSlackPeer, WORKSPACE } from './slack-peer.ts'

const LONG = { timeout: 40_000, interval: 50 }
const SMALL = '2 seconds, 256x144, 8 fps, 1 shot'
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

for (const [way, openDoor] of Object.entries(DOORS))
  describe(`by ${way}`, () => {
    test('nothing that changes something is acknowledged before it is stored', async () => {
      const peer = await openSlackPeer({ scopes: BOT_SCOPES })
      closing.push(peer.close)
      const door = await openDoor(peer)
      closing.push(door.close)
      const studio = await createStudio()
      closing.push(studio.close)
      const app = await studio.open({ ...door.env, NORA_ROLES: 'chat,http' })
      await door.open(app)
      await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
      const base = () => ({ channel: peer.channel, user: peer.ada, trigger: peer.trigger(), respond: `${peer.url}/x` })
      const sql = pool(studio.databaseUrl, 1)
      closing.push(() => sql.end({ timeout: 1 }))
      let isTaken = false
      const taken = Promise.withResolvers<void>()
      await sql.begin(async (tx) => {
        await tx`lock table inbox in exclusive mode`
        const asks = door.send(slash({ command: '/brief', text: `An owl in the barn. ${SMALL} --go`, ...base() }))
        void asks.then(() => ((isTaken = true), taken.resolve()), taken.reject)
        // What changes nothing is not held up by it.
        for (let i = 0; i < 5; i++) await door.send(slash({ command: '/nora', text: 'status', ...base() }))
        expect(isTaken).toBe(false)
      })
      await taken.promise
      await expect.poll(async () => (await app.nora.listBriefs({ limit: 5 })).items.length, LONG).toBe(1)
    })

    test('what was acknowledged and not begun is done by the next Nora, once', { timeout: 120_000 }, async () => {
      const peer = await openSlackPeer({ scopes: BOT_SCOPES })
      closing.push(peer.close)
      const door = await openDoor(peer)
      closing.push(door.close)
      const studio = await createStudio()
      closing.push(studio.close)
      const first = await studio.open(door.env)
      await first.work()
      await door.open(first)
      await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
      const mention = (text: string, ts: string) =>
        event(`Ev-${ts}`, { type: 'app_mention', user: peer.ada, text: `<@U0NORA> ${text}`, ts, channel: peer.channel })
      for (const [i, what] of ['A heron', 'A crane'].entries())
        await door.send(mention(`${what} walks over the marsh. ${SMALL}`, `1.${i}`))
      // The first of its marks tells that a delivery is shown to the end.
      const shown = () => peer.rows.messages.all().filter((m) => m.reactions.length === 3)
      await expect.poll(() => shown().length, LONG).toBe(2)
      const films = await Promise.all(
        shown().map(async ({ ts, thread_ts: thread = '' }) => {
          const place = { platform: 'slack', workspace: WORKSPACE, channel: peer.channel, thread } as const
          return { ts, thread, briefId: (await first.nora.threadAt(place))?.briefId ?? fail() }
        }),
      )
      const [marked, pressed] = [films[0] ?? fail(), films[1] ?? fail()]
      await first.stop()

      const stuck = await startStuck(studio, { ...door.env, NORA_ROLES: 'chat,http' }, 'slack-listens')
      closing.push(stuck.close)
      await door.open({ listen: async () => ({ url: stuck.url }), talk: async () => {} })
      const base = () => ({ channel: peer.channel, user: peer.ada, trigger: peer.trigger(), respond: `${peer.url}/x` })
      const metadata = {
        command: 'brief',
        title: 'A new film',
        given: {},
        channel: peer.channel,
        thread: null,
        files: [],
      }
      const requests = [
        slash({ command: '/brief', text: `An owl in the barn. ${SMALL} --go`, ...base() }),
        submission({
          viewId: 'V7',
          metadata: JSON.stringify(metadata),
          user: peer.ada,
          values: { text: { v: { type: 'plain_text_input', value: `A fox in the snow. ${SMALL}` } } },
        }),
        mention(`A whale under the ice. ${SMALL}`, '2.1'),
        event('Ev-note', {
          type: 'message',
          channel: peer.channel,
          channel_type: 'channel',
          user: peer.ada,
          text: 'shot 1 darker',
          ts: '2.2',
          thread_ts: pressed.thread,
        }),
        buttons({ ...base(), action: 'press:0', value: `approve ${pressed.briefId}:1`, thread: pressed.thread }),
      ]
      // Slack may send each again, and the first is still at it.
      for (const request of [...requests, ...requests]) await door.send(request)
      // Told by the peer itself: Nora reads it again from there.
      await peer.as('reactions.add', { channel: peer.channel, timestamp: marked.ts, name: 'white_check_mark' })
      await expect.poll(stuck.open, LONG).toBe(requests.length + 1)
      await stuck.kill()

      const next = await studio.open({ ...door.env, NORA_ROLES: 'chat,http' })
      await door.open(next)
      await expect.poll(stuck.open, LONG).toBe(0)
      for (const request of requests) await door.send(request)
      expect(await stuck.open()).toBe(0)
      const { items } = await next.nora.listBriefs({ limit: 20 })
      expect(items.map((b) => b.title.split(' ').slice(0, 2).join(' ')).toSorted()).toEqual([
        'A crane',
        'A fox',
        'A heron',
        'A whale',
        'An owl',
      ])
      expect((await next.nora.listNotes(pressed.briefId)).map((n) => n.text)).toEqual(['shot 1 darker'])
      for (const { briefId } of films) {
        const given = (await next.nora.listVerdicts(briefId)).map((v) => [v.verdict, v.revokedAt])
        expect(given).toEqual([['approve', null]])
      }
    })
  })

function fail(): never {
  throw new Error('it is not there')
}
