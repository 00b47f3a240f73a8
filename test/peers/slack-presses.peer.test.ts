/** Does every button, form and shortcut do what it says, once, wherever it is pressed? */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import type { App } from '../../bin/build.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import { home, mention } from '../slack/events.ts'
import { buttons, event, overflow, shortcut, strangeRequests, submission } from '../slack/payloads.ts'
import { openRequestsOf } from '../support/open-requests.ts'
import { createStudio, example, type Studio } from '../support/studio.ts'
import { DOORS, type SlackDoor } from './slack-door.ts'
import { openSlackPeer, type PeerMessage, type SlackPeer } from './slack-peer.ts'

const LONG = { timeout: 25_000, interval: 40 }
type Shown = { readonly view_id: string; readonly private_metadata: string; readonly blocks: readonly object[] }
type Fields = Readonly<Record<string, Readonly<Record<string, unknown>>>>
const words = (m: PeerMessage | undefined) => JSON.stringify(m?.blocks ?? m?.text ?? '')

for (const [way, openDoor] of Object.entries(DOORS))
  describe(`by ${way}`, () => {
    let studio: Studio
    let peer: SlackPeer
    let door: SlackDoor
    let app: App
    let openRequests: ReturnType<typeof openRequestsOf>
    let briefId: BriefId
    let thread: string
    beforeAll(async () => {
      peer = await openSlackPeer({ scopes: BOT_SCOPES })
      door = await openDoor(peer)
      studio = await createStudio()
      openRequests = openRequestsOf(studio.databaseUrl)
      app = await studio.open({ ...door.env, NORA_PUBLIC_URL: 'https://nora.example' })
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

    const at = () => ({
      channel: peer.channel,
      user: peer.ada,
      trigger: peer.trigger(),
      respond: 'http://127.0.0.1:9/',
    })
    const films = async () => (await app.nora.listBriefs({ limit: 50 })).items
    const stage = async () => (await films()).find((b) => b.id === briefId)?.state.stage
    const whispers = () => JSON.stringify(peer.rows.ephemeralMessages.all())
    const modals = () => peer.rows.views.all().filter((v) => v.type === 'modal') as unknown as Shown[]
    const homes = () => peer.rows.views.all().filter((v) => v.type === 'home')
    const mine = () => peer.rows.messages.all().filter((m) => m.user === 'U0NORA')

    /** As Slack does when it hears no answer in time. */
    async function twice(body: string): Promise<void> {
      for (let i = 0; i < 2; i++) await door.send(body)
      await expect.poll(openRequests.count, LONG).toBe(0)
    }
    async function opened(body: string): Promise<Shown> {
      const before = modals().length
      await door.send(body)
      await expect.poll(() => modals().length, LONG).toBe(before + 1)
      return modals().at(-1) as Shown
    }
    const sent = ({ view_id: viewId, private_metadata: metadata }: Shown, fields: Fields) => {
      const values = Object.fromEntries(Object.entries(fields).map(([block, v]) => [block, { v }]))
      return twice(submission({ viewId, metadata, user: peer.ada, values }))
    }
    const typed = (value: string) => ({ type: 'plain_text_input', value })
    /** What the newest button of that kind in the thread carries. */
    const button = (verb: string) =>
      mine()
        .flatMap((m) => m.blocks ?? [])
        .flatMap((b) => (b['type'] === 'actions' ? (b['elements'] as { value: string }[]) : []))
        .findLast((b) => b.value.startsWith(`${verb} `))?.value
    /** What the newest button of that kind that Ada alone sees carries. */
    const carried = (action: string) =>
      peer.rows.ephemeralMessages
        .all()
        .flatMap((m) => m.blocks ?? [])
        .flatMap((b) => (b['type'] === 'actions' ? (b['elements'] as { action_id: string; value: string }[]) : []))
        .findLast((b) => b.action_id === action)?.value ?? ''
    const press = async (verb: string) => {
      await expect.poll(() => button(verb), LONG).toBeDefined()
      return buttons({ ...at(), action: 'press:0', value: button(verb) ?? '', thread })
    }

    test('New film in App Home asks for a channel, and makes a film there', { timeout: 60_000 }, async () => {
      await door.send(event('Ev-home', home(peer.ada, 'home')))
      await expect.poll(() => JSON.stringify(homes()), LONG).toContain('No films yet')
      const view = await opened(buttons({ ...at(), channel: '', action: 'home:brief', value: '', thread: '' }))
      await sent(view, {
        in_channel: { type: 'conversations_select', selected_conversation: peer.channel },
        text: typed('a lantern on a lake at night, 2 shots'),
        duration: { type: 'number_input', value: '2' },
        fps: { type: 'number_input', value: '8' },
        size: typed('256x144'),
        gate: {
          type: 'static_select',
          selected_option: { value: 'always', text: { type: 'plain_text', text: 'always' } },
        },
      })
      expect(await films()).toHaveLength(1)
      briefId = (await films())[0]!.id
      await expect.poll(() => mine().find((m) => m.thread_ts === undefined)?.ts, LONG).toBeDefined()
      thread = mine().find((m) => m.thread_ts === undefined)?.ts ?? ''
      await expect.poll(stage, LONG).toBe('plan-review')
    })

    test('words in which nothing is to change are said to be so, and had again', async () => {
      const view = await opened(await press('change'))
      await sent(view, { text: typed('thank you, that is lovely') })
      await expect.poll(whispers, LONG).toContain('I found no change in that')
      const { blocks } = peer.rows.ephemeralMessages.all().at(-1) as unknown as { blocks: readonly object[] }
      expect(JSON.stringify(blocks)).toContain('thank you, that is lovely')
      expect(await app.nora.listNotes(briefId)).toEqual([])
    })

    test('Change asks for words; with a shot and a time they are a note about both', async () => {
      const view = await opened(await press('change'))
      const fields = { text: typed('darker'), shot: { type: 'number_input', value: '2' }, time: typed('0:01') }
      await sent(view, fields)
      await expect.poll(async () => (await app.nora.listNotes(briefId)).length, LONG).toBe(1)
      const read = await app.nora.readBrief(briefId)
      const second = read.ok ? read.value.plan?.shots[1]?.id : null
      expect((await app.nora.listNotes(briefId))[0]).toMatchObject({
        state: { changes: [{ type: 'finish', shotIds: [second], exposure: expect.any(Number) }] },
      })
    })

    test('Go is begun once, and the film comes', { timeout: 60_000 }, async () => {
      await twice(buttons({ ...at(), action: 'press:0', value: button('go') ?? '', thread }))
      await expect.poll(stage, { ...LONG, timeout: 50_000 }).toBe('in-review')
    })

    test('what is pressed late is answered, and does nothing', async () => {
      const before = await stage()
      await twice(buttons({ ...at(), action: 'press:0', value: button('go') ?? `go ${briefId}:1`, thread }))
      expect(await stage()).toBe(before)
    })

    test('the buttons of a delivery are verdicts: changes ask what, approval is one', async () => {
      const verdicts = async () =>
        (await app.nora.listVerdicts(briefId)).filter((v) => v.revokedAt === null).map((v) => v.verdict)
      await opened(await press('request-changes'))
      await expect.poll(verdicts, LONG).toEqual(['request-changes'])
      await twice(await press('approve'))
      await expect.poll(stage, LONG).toBe('approved')
      expect(await verdicts()).toEqual(['approve'])
    })

    test('App Home shows the film with its stage, film and thread, and looks again when told to', async () => {
      await door.send(buttons({ ...at(), channel: '', action: 'home:refresh', value: '', thread: '' }))
      await expect
        .poll(() => JSON.stringify(homes().find((v) => v.user_id === peer.ada)), LONG)
        .toContain('It is approved')
      const shown = JSON.stringify(homes().find((v) => v.user_id === peer.ada))
      expect(shown).toContain('|The film>')
      expect(shown).toMatch(/"image_url":"https:\/\/nora\.example\//)
      expect(shown).toContain(`archives/${peer.channel}/p${thread.replace('.', '')}`)
    })

    test('who belongs to no project sees no film of others', async () => {
      await door.send(event('Ev-guest', home(peer.bo, 'home')))
      const theirs = () => JSON.stringify(homes().find((v) => v.user_id === peer.bo) ?? '')
      await expect.poll(theirs, LONG).toContain('No films yet')
      expect(theirs()).not.toContain('antern')
    })

    test('shortcuts in a thread carry its words and files', async () => {
      const said = (await peer.say('a fox on the ice', {
        name: 'harbour.jpg',
        bytes: readFileSync(example('harbour.jpg')),
      })) as {
        files: object[]
      }
      const message = { text: 'a fox on the ice', thread_ts: thread, files: said.files }
      const view = await opened(shortcut({ ...at(), id: 'brief_from_message', message }))
      expect(JSON.stringify(view.blocks)).toContain('One file comes along')
      await sent(view, { text: typed('a fox on the ice. 1 second, 256x144, 8 fps, gate always') })
      await expect.poll(async () => (await films())[0]?.assetIds.length, LONG).toBe(1)
      expect(await films()).toHaveLength(2)
      const assets = async () => (await app.nora.listAssets((await films())[0]!.projectId, { limit: 50 })).items.length
      const before = await assets()
      const other = (await peer.say('a scene', {
        name: 'scene.txt',
        bytes: Buffer.from('EXT. ICE - NIGHT\nA fox walks.'),
      })) as { files: object[] }
      await twice(shortcut({ ...at(), id: 'add_to_vault', message: { ...message, ts: '1.9', files: other.files } }))
      expect(await assets()).toBe(before + 1)
      await expect
        .poll(() => mine().some((m) => m.thread_ts === thread && words(m).includes('In the vault now')), LONG)
        .toBe(true)
    })

    test('an unclear mention is asked back: Go makes one film, Edit a form, Cancel nothing', async () => {
      const offered = async (text: string, ts: string) => {
        await door.send(
          event(`Ev-${ts}`, mention({ channel: peer.channel, user: peer.ada, ts, text: `<@U0NORA> ${text}` })),
        )
        await expect.poll(whispers, LONG).toContain(`Shall I make a film of “${text}”?`)
      }
      const before = (await films()).length
      await offered('a fox', '8.1')
      const value = carried('offer:go')
      await twice(buttons({ ...at(), action: 'offer:cancel', value, thread: '' }))
      const view = await opened(buttons({ ...at(), action: 'offer:edit', value, thread: '' }))
      expect(JSON.stringify(view.blocks)).toContain('"initial_value":"a fox"')
      expect(await films()).toHaveLength(before)
      await twice(buttons({ ...at(), action: 'offer:go', value, thread: '' }))
      await expect.poll(async () => (await films()).length, LONG).toBe(before + 1)
    })

    test('a picture without words is asked back, and goes with the film that comes of it', async () => {
      const { files } = (await peer.say('x', { name: 'harbour.jpg', bytes: readFileSync(example('harbour.jpg')) })) as {
        files: { readonly id: string }[]
      }
      const before = (await films()).length
      const said = mention({ channel: peer.channel, user: peer.ada, ts: '8.3', text: '<@U0NORA>' })
      await door.send(event('Ev-8.3', { ...said, files }))
      await expect.poll(whispers, LONG).toContain('your files are kept')
      const view = await opened(buttons({ ...at(), action: 'offer:edit', value: carried('offer:edit'), thread: '' }))
      await sent(view, { text: typed('A keeper walks home over the wall. 1 second, gate:always') })
      await expect.poll(async () => (await films()).length, LONG).toBe(before + 1)
      expect((await films())[0]).toMatchObject({ assetIds: [expect.any(String)] })
    })

    test('talk to her is no film: it is asked back, and thanks are answered', async () => {
      const before = (await films()).length
      const all: readonly (readonly [string, string, string])[] = [
        ['8.4', '<@U0NORA> what is the status of our film?', 'Shall I make a film of “what is the status'],
        ['8.5', 'please ask <@U0NORA> to do that, I am out today', 'Shall I make a film of “please ask'],
        ['8.6', '<@U0NORA> thank you so much for the film yesterday!', 'You are welcome'],
      ]
      for (const [ts, text, answer] of all) {
        await door.send(event(`Ev-${ts}`, mention({ channel: peer.channel, user: peer.ada, ts, text })))
        await expect.poll(whispers, LONG).toContain(answer)
      }
      await expect.poll(openRequests.count, LONG).toBe(0)
      expect(await films()).toHaveLength(before)
    })

    test('a long list is cut, and says so', async () => {
      const { projectId, requesterId } = (await films())[0]!
      for (let i = 0; i < 12; i++)
        await app.nora.takeBrief({
          projectId,
          requesterId,
          text: `the ${i}th walk of a fox`,
          options: { gate: 'always', size: '256x144', fps: 8, durationSeconds: 1 },
          assetIds: [],
          sessionId: null,
          idempotency: null,
        })
      await door.send(buttons({ ...at(), channel: '', action: 'home:refresh', value: '', thread: '' }))
      await expect.poll(() => JSON.stringify(homes()), LONG).toContain('Older ones are on the desk.')
      expect(homes().find((v) => v.user_id === peer.ada)?.blocks.length).toBeLessThanOrEqual(100)
    })

    test('what is of others is taken, and does nothing', async () => {
      const before = (await films()).length
      for (const body of strangeRequests(at())) await twice(body)
      await twice(overflow(at()))
      expect(await films()).toHaveLength(before)
      await expect.poll(whispers, LONG).toContain('none of mine')
    })
  })
