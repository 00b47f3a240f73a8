/** Do forms take what people have to say, give back at its field what cannot be, and lose nothing that was typed? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import type { App } from '../../bin/build.ts'
import { buttons, slash, submission, suggestion } from '../slack/payloads.ts'
import { newId } from '../support/nouns.ts'
import { createStudio, type Studio } from '../support/studio.ts'
import { DOORS, type SlackDoor } from './slack-door.ts'
import { openSlackPeer, type SlackPeer } from './slack-peer.ts'

const SOON = { timeout: 8000, interval: 30 }
type Fields = Readonly<Record<string, Readonly<Record<string, unknown>>>>
type Shown = {
  readonly view_id: string
  readonly private_metadata: string
  readonly blocks: readonly { readonly block_id: string; readonly element: { initial_value?: string; type: string } }[]
}

for (const [way, openDoor] of Object.entries(DOORS))
  describe(`by ${way}`, () => {
    let studio: Studio
    let peer: SlackPeer
    let door: SlackDoor
    let app: App
    beforeAll(async () => {
      peer = await openSlackPeer({ scopes: BOT_SCOPES })
      door = await openDoor(peer)
      studio = await createStudio()
      app = await studio.open({ ...door.env, NORA_ROLES: 'chat,http' })
      await door.open(app)
      await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
    })
    afterAll(async () => {
      await studio.close()
      await door.close()
      await peer.close()
    })

    const nowhere = 'http://127.0.0.1:9/'
    const at = () => ({ channel: peer.channel, user: peer.ada, trigger: peer.trigger(), respond: nowhere })
    const modals = () => peer.rows.views.all().filter((v) => v.type === 'modal') as unknown as Shown[]
    const briefs = async () => (await app.nora.listBriefs({ limit: 50 })).items
    const whispers = () => JSON.stringify(peer.rows.ephemeralMessages.all())
    const ada = (text: string) => ({ type: 'plain_text_input', value: text })

    async function opened(body: string): Promise<Shown> {
      const before = modals().length
      await door.send(body)
      await expect.poll(() => modals().length, SOON).toBe(before + 1)
      return modals().at(-1) as Shown
    }
    const sent = (view: Shown, fields: Fields) =>
      door.send(
        submission({
          viewId: view.view_id,
          metadata: view.private_metadata,
          user: peer.ada,
          values: Object.fromEntries(Object.entries(fields).map(([block, v]) => [block, { v }])),
        }),
      )

    test('a text longer than a field is in the form whole, and whole in the film', async () => {
      const text = Array.from({ length: 90 }, (_, i) => `Beat ${i}: the keeper walks on, and the lamp goes out.`).join(
        ' ',
      )
      const view = await opened(slash({ command: '/brief', text, ...at() }))
      const typed = view.blocks.filter((b) => b.element.initial_value !== undefined)
      expect(typed.length).toBeGreaterThan(1)
      const fields = Object.fromEntries(typed.map((b) => [b.block_id, ada(b.element.initial_value ?? '')]))
      expect(await sent(view, fields)).toBe('')
      await expect.poll(async () => (await briefs()).map((b) => b.summary), SOON).toContainEqual(text)
    })

    test('what cannot be comes back at its field; sent again as it should be, it is one film', async () => {
      const before = (await briefs()).length
      const view = await opened(slash({ command: '/brief', text: 'a fox on the ice', ...at() }))
      const fields = { text: ada('a fox on the ice'), size: ada('9x9'), duration: { type: 'number_input', value: '4' } }
      expect(JSON.parse(await sent(view, fields))).toEqual({
        response_action: 'errors',
        errors: { size: expect.stringContaining('"9x9" cannot be made') },
      })
      expect(await briefs()).toHaveLength(before)
      for (let i = 0; i < 2; i++) expect(await sent(view, { ...fields, size: ada('16:9') })).toBe('')
      await expect.poll(async () => (await briefs()).length, SOON).toBe(before + 1)
    })

    test('what is refused later is had again with a button, as it was typed', async () => {
      const before = (await briefs()).length
      const view = await opened(slash({ command: '/brief', text: 'x', ...at() }))
      const text = 'a fox walks home over the ice. '.repeat(90)
      const asset = { value: newId('asset'), text: { type: 'plain_text', text: 'gone.png' } }
      await sent(view, { text: ada(text), assets: { type: 'multi_external_select', selected_options: [asset] } })
      await expect.poll(whispers, SOON).toContain('Open the form')
      const { blocks } = peer.rows.ephemeralMessages.all().at(-1) as unknown as {
        blocks: { elements?: { value?: string }[] }[]
      }
      const value = blocks.flatMap((b) => b.elements ?? []).find((e) => e.value !== undefined)?.value ?? ''
      const again = await opened(buttons({ ...at(), action: 'form:open', value, thread: '' }))
      expect(JSON.stringify(again.blocks)).toContain(text.trim().slice(0, 2500))
      expect(JSON.stringify(again.blocks)).toContain('gone.png')
      expect(await briefs()).toHaveLength(before)
    })

    test('what was typed after a slash and cannot be is had again with a button', async () => {
      const before = (await briefs()).length
      await door.send(slash({ command: '/brief', text: 'a fox on the moon size:9x9 --go', ...at() }))
      await expect.poll(whispers, SOON).toContain('cannot be made')
      const { blocks } = peer.rows.ephemeralMessages.all().at(-1) as unknown as {
        blocks: { elements?: { value?: string }[] }[]
      }
      const value = blocks.flatMap((b) => b.elements ?? []).find((e) => e.value !== undefined)?.value ?? ''
      const again = await opened(buttons({ ...at(), action: 'form:open', value, thread: '' }))
      expect(JSON.stringify(again.blocks)).toContain('a fox on the moon')
      expect(JSON.stringify(again.blocks)).toContain('9x9')
      expect(await briefs()).toHaveLength(before)
    })

    test('a button that outlived what was typed says so', async () => {
      const value = JSON.stringify({ kept: 'of-another-start' })
      await door.send(buttons({ ...at(), action: 'form:open', value, thread: '' }))
      await expect.poll(whispers, SOON).toContain('no longer here')
    })

    test('what is sought in a form of App Home is sought in the channel that was chosen there', async () => {
      const view = await opened(buttons({ ...at(), channel: '', action: 'home:brief', value: '', thread: '' }))
      const chosen = { in_channel: { type: 'conversations_select', selected_conversation: peer.channel } }
      const found = (state: Fields) =>
        door.send(
          suggestion({ option: 'assets', typed: 'fox', metadata: view.private_metadata, user: peer.ada, state }),
        )
      const [brief] = await briefs()
      await app.nora.keepAsset({
        projectId: brief!.projectId,
        personId: brief!.requesterId,
        name: 'fox.txt',
        source: (async function* () {
          yield Buffer.from('EXT. ICE - NIGHT\nA fox.')
        })(),
        category: null,
      })
      expect(await found({})).not.toContain('fox.txt')
      expect(await found(chosen)).toContain('fox.txt')
    })

    test('a channel that Nora is not in is said at its field', async () => {
      const { channel } = (await peer.as('conversations.create', { name: 'elsewhere' })) as { channel: { id: string } }
      const view = await opened(buttons({ ...at(), channel: '', action: 'home:brief', value: '', thread: '' }))
      const chosen = { type: 'conversations_select', selected_conversation: channel.id }
      expect(JSON.parse(await sent(view, { in_channel: chosen, text: ada('a fox') }))).toEqual({
        response_action: 'errors',
        errors: { in_channel: expect.stringContaining('/invite') },
      })
    })
  })
