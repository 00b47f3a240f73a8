/** Does every kind of event do what it should, once, and is every other taken without harm? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import type { App } from '../../bin/build.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import { isOpen } from '../../src/domain/note.ts'
import {
  home,
  mention,
  message,
  messageChanged,
  messageDeleted,
  rateLimited,
  reaction,
  strangers,
  subtyped,
  tombstone,
} from '../slack/events.ts'
import { event } from '../slack/payloads.ts'
import { openRequestsOf } from '../support/open-requests.ts'
import { createStudio, example, type Studio } from '../support/studio.ts'
import { DOORS, type SlackDoor } from './slack-door.ts'
import { openSlackPeer, type SlackPeer, WORKSPACE } from './slack-peer.ts'

const LONG = { timeout: 25_000, interval: 40 }

for (const [way, openDoor] of Object.entries(DOORS))
  describe(`by ${way}`, () => {
    let studio: Studio
    let peer: SlackPeer
    let door: SlackDoor
    let app: App
    let openRequests: ReturnType<typeof openRequestsOf>
    let thread: string
    let briefId: BriefId
    beforeAll(async () => {
      peer = await openSlackPeer({ scopes: BOT_SCOPES })
      door = await openDoor(peer)
      studio = await createStudio()
      openRequests = openRequestsOf(studio.databaseUrl)
      app = await studio.open(door.env)
      await app.work()
      await door.open(app)
      await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
    })
    afterAll(async () => {
      await openRequests.close()
      await studio.close()
      await door.close()
      await peer.close()
    })

    let nth = 0
    /** As Slack does when it hears no answer in time: the same event with the same id. */
    async function twice(inner: object): Promise<void> {
      const body = event(`Ev-${++nth}`, inner)
      for (let i = 0; i < 2; i++) await door.send(body)
      await expect.poll(openRequests.count, LONG).toBe(0)
    }
    const said = (text: string, o: { readonly user?: string } = {}) => ({
      channel: peer.channel,
      user: peer.ada,
      ts: `1795000${++nth}.000100`,
      ...o,
      text,
    })
    const reply = (text: string) => ({ ...said(text), thread })
    const place = (ts: string) =>
      ({ platform: 'slack', workspace: WORKSPACE, channel: peer.channel, thread: ts }) as const
    /** Messages that show the delivery. */
    async function shown(): Promise<readonly string[]> {
      const found: string[] = []
      for (const { ts } of peer.rows.messages.all())
        if ((await app.nora.messageAt({ ...place(thread), message: ts }))?.deliveryNo != null) found.push(ts)
      return found
    }
    /** Those that stand. */
    const notes = async () => (await app.nora.listNotes(briefId)).filter(isOpen).map((n) => n.text)
    const verdicts = async () =>
      (await app.nora.listVerdicts(briefId)).filter((v) => v.revokedAt === null).map((v) => v.verdict)
    const films = async () => (await app.nora.listBriefs({ limit: 50 })).items
    const whispers = () => peer.rows.ephemeralMessages.all().length
    const all = async () => ({
      notes: await notes(),
      verdicts: await verdicts(),
      films: (await films()).length,
      whispers: whispers(),
    })

    test('a mention becomes a film', { timeout: 60_000 }, async () => {
      await twice(mention(said('<@U0NORA> a lantern on a lake at night. 1 second, 256x144, 8 fps, 1 shot')))
      const roots = () => peer.rows.messages.all().filter((m) => m.user === 'U0NORA' && m.thread_ts === undefined)
      await expect.poll(() => roots().length, LONG).toBe(1)
      thread = roots()[0]?.ts ?? ''
      const known = async () => (await app.nora.threadAt(place(thread)))?.briefId
      await expect.poll(known, LONG).toBeDefined()
      briefId = (await known())!
      // Words to react to, the film, and its copy in the channel.
      await expect.poll(async () => (await shown()).length, LONG).toBe(3)
    })

    test('a reply is a note; edited it is what it says now; deleted it is gone', async () => {
      const first = reply('shot 1 darker')
      await twice(message(first))
      expect(await notes()).toEqual(['shot 1 darker'])
      const edited = { ...first, text: 'shot 1 brighter' }
      await twice(messageChanged({ ...edited, before: first.text, isByHand: true }))
      expect(await notes()).toEqual(['shot 1 brighter'])
      await twice(messageDeleted(edited))
      expect(await notes()).toEqual([])
    })

    test('and so it is where people edit and delete in their own clients', async () => {
      const at = { channel: peer.channel }
      const { ts } = await peer.as('chat.postMessage', { ...at, thread_ts: thread, text: 'shot 1 darker' })
      await expect.poll(notes, LONG).toEqual(['shot 1 darker'])
      await peer.as('chat.update', { ...at, ts, text: 'shot 1 brighter' })
      await expect.poll(notes, LONG).toEqual(['shot 1 brighter'])
      await peer.as('chat.delete', { ...at, ts })
      await expect.poll(notes, LONG).toEqual([])
    })

    test('a deleted message that others replied to takes its note along as well', async () => {
      const first = reply('shot 1 darker')
      await twice(message(first))
      await twice(tombstone(first))
      expect(await notes()).toEqual([])
    })

    test('people who are named in a note or a brief are called by their names', async () => {
      const named = reply(`shot 1 darker please <@${peer.bo}>`)
      await twice(message(named))
      expect(await notes()).toEqual(['shot 1 darker please @bo'])
      await twice(messageDeleted(named))
      await twice(mention(said(`<@U0NORA> a film about <@${peer.bo}|bo> by the sea, 1 second, 256x144, gate:always`)))
      expect((await films())[0]).toMatchObject({ title: 'A film about bo by the sea' })
      await twice(mention(said(`<@U0NORA> project member <@${peer.bo}> reviewer`)))
      // The command knew whom it is about: only the right to give roles is missing.
      expect(JSON.stringify(peer.rows.ephemeralMessages.all().at(-1))).toContain('You may not change settings')
    })

    test('what Slack changes by itself changes nothing', async () => {
      const first = reply('shot 1 darker, as in https://films.example/fox')
      await twice(message(first))
      const before = await all()
      for (const text of [first.text, null]) await twice(messageChanged({ ...first, before: text, isByHand: false }))
      expect(await all()).toEqual(before)
      await twice(messageDeleted(first))
    })

    test('a reply that is shown in the channel too, and one that was typed after /me, are notes', async () => {
      const [broadcast, me] = [reply('shot 1 darker'), reply('shot 1 slower')]
      await twice(subtyped('thread_broadcast', broadcast, { root: { ts: thread } }))
      await twice(subtyped('me_message', me))
      expect(await notes()).toEqual(['shot 1 darker', 'shot 1 slower'])
      for (const one of [broadcast, me]) await twice(messageDeleted(one))
    })

    test('a file that is dropped into the thread is kept, once', async () => {
      const upload = (await peer.say('here', { name: 'harbour.jpg', bytes: readFileSync(example('harbour.jpg')) })) as {
        files: object[]
      }
      const assets = async () => (await app.nora.listAssets((await films())[0]!.projectId, { limit: 50 })).items
      const before = (await assets()).length
      const dropped = subtyped('file_share', reply(''), { files: upload.files, upload: true, display_as_bot: false })
      await twice(dropped)
      expect((await assets()).map((a) => a.name)).toContain('harbour.jpg')
      expect(await assets()).toHaveLength(before + 1)
    })

    test('bots, Nora herself, and what nobody says are not heard', async () => {
      const before = await all()
      await twice(
        subtyped('bot_message', reply('shot 1 darker'), { bot_id: 'B0OTHER', username: 'other', user: undefined }),
      )
      await twice(message({ ...reply('shot 1 darker'), user: 'U0NORA' }))
      for (const subtype of ['channel_join', 'channel_topic', 'channel_name', 'reminder_add', 'pinned_item'])
        await twice(subtyped(subtype, reply('shot 1 darker')))
      await twice(message(said('a film of a fox, said to nobody')))
      await twice(message({ ...said('shot 1 darker'), thread: '1.1' }))
      expect(await all()).toEqual(before)
    })

    test('a mention in the thread is a command there, answered once, whichever of its two events comes first', async () => {
      const before = whispers()
      const asked = reply('<@U0NORA> status')
      await twice(message(asked))
      await twice(mention(asked))
      expect(whispers()).toBe(before + 1)
    })

    test('a mention with a file is a film with it, once', async () => {
      const before = (await films()).length
      const upload = (await peer.say('see', { name: 'harbour.jpg', bytes: readFileSync(example('harbour.jpg')) })) as {
        files: object[]
      }
      const asked = said('<@U0NORA> a keeper walks home over the wall. 1 second, 256x144, 8 fps, gate:always')
      await twice(mention({ ...asked, files: upload.files }))
      expect(await films()).toHaveLength(before + 1)
      expect((await films())[0]).toMatchObject({ assetIds: [expect.any(String)] })
    })

    test('a mark on any message of the delivery is a verdict, in any tone; taken away it is taken back', async () => {
      const on = (name: string, item: object) => ({ user: peer.ada, reaction: name, item })
      const items = (await shown()).map((ts) => ({ type: 'message', channel: peer.channel, ts }))
      for (const item of items) {
        await twice(reaction('reaction_added', on('repeat', item)))
        expect(await verdicts()).toEqual(['request-changes'])
        await twice(reaction('reaction_removed', on('repeat', item)))
        expect(await verdicts()).toEqual([])
      }
      const before = await all()
      const [item] = items
      for (const name of ['party_parrot', 'thumbsup', 'thumbsup::skin-tone-3', 'heart'])
        await twice(reaction('reaction_added', on(name, item ?? {})))
      for (const other of [
        { type: 'message', channel: peer.channel, ts: thread },
        { type: 'file', file: 'F1' },
      ])
        await twice(reaction('reaction_added', on('x', other)))
      await twice(reaction('reaction_added', { ...on('x', item ?? {}), user: 'U0NORA' }))
      expect(await all()).toEqual(before)
      await twice(reaction('reaction_added', on('white_check_mark', item ?? {})))
      await expect
        .poll(
          async () =>
            (await app.nora.readBrief(briefId)).ok && (await films()).find((b) => b.id === briefId)?.state.stage,
          LONG,
        )
        .toBe('approved')
      expect(await verdicts()).toEqual(['approve'])
    })

    test('what is said to her alone is heard without her name', async () => {
      const { channel } = (await peer.as('conversations.open', { users: 'U0NORA' })) as { channel: { id: string } }
      const here = { ...said('status'), channel: channel.id }
      const answers = () => peer.rows.ephemeralMessages.all().filter((m) => m.channel_id === channel.id).length
      await twice({ ...message(here), channel_type: 'im' })
      await expect.poll(answers, LONG).toBe(1)
    })

    test('App Home is shown where it is opened, not where she is written to', async () => {
      const homes = () => peer.rows.views.all().filter((v) => v.type === 'home').length
      await twice(home(peer.ada, 'messages'))
      expect(homes()).toBe(0)
      await twice(home(peer.ada, 'home'))
      await expect.poll(homes, LONG).toBe(1)
    })

    test('what nobody asked for is taken, and does nothing', async () => {
      const before = await all()
      for (const inner of strangers(peer.channel, peer.ada)) await twice(inner)
      // It comes by request alone.
      if (way === 'signed requests') await door.send(rateLimited)
      expect(await all()).toEqual(before)
    })
  })
