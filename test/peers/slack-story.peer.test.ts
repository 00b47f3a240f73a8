/** A film from brief to approval as people of a Slack workspace live it: real Bolt, real HTTP, a Slack that others wrote. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import { createMedia } from '../../adapters/media/media.ts'
import { openMailbox } from '../slack/mailbox.ts'
import { buttons, event } from '../slack/payloads.ts'
import { silent } from '../support/silent-log.ts'
import { createStudio, example, until } from '../support/studio.ts'
import { DOORS } from './slack-door.ts'
import { openSlackPeer, type PeerMessage, WORKSPACE } from './slack-peer.ts'

const LONG = { timeout: 25_000, interval: 40 }
const BRIEF =
  'A lantern in the fog: a lighthouse keeper walks home over the harbour wall, then the lamp goes out. 4 seconds, 256x144, 12 fps, 2 shots. gate:always'
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const words = (m: PeerMessage) => JSON.stringify(m.blocks ?? m.text)

for (const [way, openDoor] of Object.entries(DOORS))
  describe(`by ${way}`, () => {
    test(
      'a brief with a picture, its plan, the film, a note, another film, an approval',
      { timeout: 90_000 },
      async () => {
        const { app, peer, door, studio } = await open()
        const inThread = (thread: string) => peer.rows.messages.all().filter((m) => m.thread_ts === thread)
        const films = () => inThread(thread).flatMap((m) => (m.files ?? []).filter((f) => f.name.endsWith('.mp4')))
        const status = () => words(peer.rows.messages.all().find((m) => m.ts === thread) ?? fail())
        const said = await peer.say(`<@U0NORA> ${BRIEF}`, {
          name: 'harbour.jpg',
          bytes: readFileSync(example('harbour.jpg')),
        })
        // The peer sends no mentions by itself; Slack may send each twice.
        const mention = { ...said, type: 'app_mention', channel: peer.channel }
        for (const id of ['Ev1', 'Ev1']) await door.send(event(id, mention))
        const roots = () => peer.rows.messages.all().filter((m) => m.user === 'U0NORA' && m.thread_ts === undefined)
        await expect.poll(() => roots().length, LONG).toBe(1)
        const thread = roots()[0]?.ts ?? ''

        const planned = () => inThread(thread).flatMap((m) => buttonsOf(m).filter((b) => b.value.startsWith('go ')))
        await expect.poll(() => planned().length, LONG).toBe(1)
        expect(films()).toEqual([])
        const mailbox = await openMailbox()
        closing.push(mailbox.close)
        const go = {
          blocks: inThread(thread).flatMap((m) => (buttonsOf(m).length > 0 ? (m.blocks ?? []) : [])),
          action: 'press:0',
          value: planned()[0]?.value ?? '',
          channel: peer.channel,
          user: peer.ada,
          thread,
        }
        const trigger = peer.trigger()
        for (let i = 0; i < 2; i++) await door.send(buttons({ ...go, trigger, respond: mailbox.url }))
        const place = { platform: 'slack', workspace: WORKSPACE, channel: peer.channel, thread } as const
        const briefId = (await app.nora.threadAt(place))?.briefId ?? fail()
        await until(app, briefId, ({ event: e }) => e.type === 'StageChanged' && e.to === 'shooting')
        // What is done cannot be pressed again.
        await expect
          .poll(() => mailbox.letters.filter((l) => l.includes('replace_original":true')).length, LONG)
          .toBe(1)
        const [settled = ''] = mailbox.letters.filter((l) => l.includes('replace_original":true'))
        expect(settled).toContain(`Go: <@${peer.ada}>`)
        expect(settled).toContain('It waits for Go.')
        expect(settled).not.toContain('"actions"')
        await door.hangUp()
        await expect.poll(() => films().length, LONG).toBe(1)
        expect(roots()).toHaveLength(1)

        const file = path.join(studio.home, 'from-slack.mp4')
        writeFileSync(file, await peer.read(films()[0]?.url_private_download ?? ''))
        const media = createMedia({ log: silent })
        const probed = await media.verify(file)
        await media.stop()
        expect(probed).toMatchObject({ ok: true, value: { width: 256, height: 144 } })
        const read = await app.nora.readBrief(briefId)
        expect(read).toMatchObject({ ok: true, value: { brief: { assetIds: [expect.any(String)] } } })

        await peer.as('chat.postMessage', { channel: peer.channel, thread_ts: thread, text: 'shot 2 darker' })
        const notes = async () => (await app.nora.listNotes(briefId)).map((n) => n.text)
        await expect.poll(notes, LONG).toEqual(['shot 2 darker'])
        await peer.as('chat.postMessage', { channel: peer.channel, thread_ts: thread, text: 'go' })
        await expect.poll(() => films().length, LONG).toBe(2)
        const delivered = () => inThread(thread).filter((m) => m.reactions.length === 3)
        await expect.poll(() => delivered().length, LONG).toBe(2)

        const delivery = delivered().at(-1)
        await peer.as('reactions.add', { channel: peer.channel, timestamp: delivery?.ts, name: 'white_check_mark' })
        await expect.poll(status, LONG).toContain('approved')
        expect(films()).toHaveLength(2)
      },
    )

    async function open() {
      const peer = await openSlackPeer({ scopes: BOT_SCOPES })
      closing.push(peer.close)
      const door = await openDoor(peer)
      closing.push(door.close)
      const studio = await createStudio()
      closing.push(studio.close)
      const app = await studio.open(door.env)
      await app.work()
      await door.open(app)
      await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
      return { app, peer, door, studio }
    }
  })

const buttonsOf = (m: PeerMessage): readonly { readonly value: string }[] =>
  (m.blocks ?? []).flatMap((b) => (b['type'] === 'actions' ? (b['elements'] as { value: string }[]) : []))

function fail(): never {
  throw new Error('it is not there')
}
