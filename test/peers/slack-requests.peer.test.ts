/** Is every kind of request that Slack sends taken in time, once, and answered where it should be? */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import type { App } from '../../bin/build.ts'
import { openMailbox } from '../slack/mailbox.ts'
import { buttons, event, shortcut, slash, submission, suggestion } from '../slack/payloads.ts'
import { openRequestsOf } from '../support/open-requests.ts'
import { createStudio, example, type Studio } from '../support/studio.ts'
import { BOT_TOKEN, openSlackPeer, signed, SIGNING_SECRET, type SlackPeer } from './slack-peer.ts'

const SOON = { timeout: 8000, interval: 30 }
const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'
let studio: Studio
let peer: SlackPeer
let app: App
let door: string
let openRequests: ReturnType<typeof openRequestsOf>

let mailbox: Awaited<ReturnType<typeof openMailbox>>
const respond = () => mailbox.url
let from = 0
/** Those since the last look. */
const answered = async (): Promise<string> => {
  await expect.poll(() => mailbox.letters.length, SOON).toBeGreaterThan(from)
  const said = mailbox.letters.slice(from).join('\n')
  from = mailbox.letters.length
  return said
}

beforeAll(async () => {
  mailbox = await openMailbox()
  peer = await openSlackPeer({ scopes: BOT_SCOPES })
  studio = await createStudio()
  openRequests = openRequestsOf(studio.databaseUrl)
  app = await studio.open({
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: peer.apiUrl,
    NORA_API_TOKEN: 'a-token-that-slack-does-not-have',
    NORA_ROLES: 'chat,http',
  })
  door = `${(await app.listen()).url}/slack/events`
  await app.talk()
  await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
})
afterAll(async () => {
  await openRequests.close()
  await studio.close()
  await peer.close()
  await mailbox.close()
})

const send = (body: string, type = FORM) => fetch(door, signed(body, type))
const say = (command: string, text: string) => send(slash({ command, text, ...base() }))
const base = () => ({ channel: peer.channel, user: peer.ada, trigger: peer.trigger(), respond: respond() })
const modals = () => peer.rows.views.all().filter((v) => v.type === 'modal')
const briefs = async () => (await app.nora.listBriefs({ limit: 50 })).items

describe('the door', () => {
  test('is shut to who does not sign, signs with something else, or signed long ago', async () => {
    const body = slash({ command: '/nora', text: 'help', ...base() })
    const old = signed(body, FORM, Math.floor(Date.now() / 1000) - 600)
    const wrong = signed(`${body}x`, FORM)
    for (const request of [{ method: 'POST', headers: { 'content-type': FORM }, body }, old, { ...wrong, body }])
      expect((await fetch(door, request)).status).toBe(401)
  })

  test('answers the check of its address, and what is no request of Slack is refused', async () => {
    const check = JSON.stringify({ type: 'url_verification', challenge: 'abc' })
    const response = await send(check, JSON_TYPE)
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('abc')])
    expect((await send('{', JSON_TYPE)).status).toBe(400)
  })

  test("answers Slack's look at its certificate", async () => {
    expect((await send(new URLSearchParams({ ssl_check: '1', token: 'legacy' }).toString())).status).toBe(200)
  })

  test('takes what Slack sends again, which says so, as what it was', async () => {
    const before = peer.rows.ephemeralMessages.all().length
    const mention = { type: 'app_mention', user: peer.ada, text: '<@U0NORA> queue', ts: '4.4', channel: peer.channel }
    const first = signed(event('Ev-again', mention), JSON_TYPE)
    for (const retry of [{}, { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' }])
      expect((await fetch(door, { ...first, headers: { ...first.headers, ...retry } })).status).toBe(200)
    await expect.poll(() => peer.rows.ephemeralMessages.all().length, SOON).toBe(before + 1)
  })
})

describe('commands', () => {
  test('/nora help is answered to who asks; what is no command is said to be none', async () => {
    expect((await say('/nora', '')).status).toBe(200)
    const said = await answered()
    expect(said).toContain('What I can do')
    expect(said).toContain('threads of Slack, mention me')
    await say('/nora', 'dance')
    expect(await answered()).toContain('I do not know “dance”')
    await say('/brief', 'help')
    expect(await answered()).toContain('duration: Its length in seconds')
  })

  test('a long answer is turned a page at a time, in its place', async () => {
    await say('/nora', 'help')
    const first = await answered()
    expect(first).toContain('What I can do, page 1')
    expect(first).toContain('"value":"page 1 help"')
    await send(buttons({ ...base(), action: 'press:0', value: 'page 1 help', thread: '' }))
    const second = await answered()
    expect(second).toContain('What I can do, page 2')
    expect(second).toContain('"replace_original":true')
    expect(second).toContain('"value":"page 0 help"')
  })

  test('/brief opens the form with what was typed; sent twice it is one film with its file', async () => {
    const before = modals().length
    await say('/brief', 'a fox crosses the ice duration:4')
    await expect.poll(() => modals().length, SOON).toBe(before + 1)
    const view = modals().at(-1) as unknown as { view_id: string; private_metadata: string; blocks: object[] }
    expect(JSON.stringify(view.blocks)).toContain('a fox crosses the ice')
    const upload = await peer.say('see', { name: 'harbour.jpg', bytes: readFileSync(example('harbour.jpg')) })
    const { files } = upload as { files: { id: string }[] }
    const back = submission({
      viewId: view.view_id,
      metadata: view.private_metadata,
      user: peer.ada,
      values: {
        text: { v: { type: 'plain_text_input', value: 'a fox crosses the ice' } },
        duration: { v: { type: 'number_input', value: '4' } },
        size: { v: { type: 'plain_text_input', value: null } },
        // As some clients send them.
        with_files: { v: { type: 'file_input', files: [{ id: files[0]?.id }] } },
      },
    })
    for (const response of await Promise.all([send(back), send(back), send(back)])) expect(response.status).toBe(200)
    await expect.poll(async () => (await briefs()).length, SOON).toBe(1)
    const [brief] = await briefs()
    expect(brief).toMatchObject({ durationSeconds: 4, assetIds: [expect.any(String)] })
  })

  test('/brief … --go is a film at once', async () => {
    await say('/brief', 'a fox sleeps in the snow --go')
    expect(await answered()).toContain('is on its way')
    expect(await briefs()).toHaveLength(2)
  })

  test('a form whose moment is over can be opened again', async () => {
    await send(slash({ command: '/brief', text: 'late', ...base(), trigger: 'used-up' }))
    const said = await answered()
    expect(said).toContain('form:open')
    const { blocks } = JSON.parse(said) as { blocks: { elements?: { value?: string }[] }[] }
    const value = blocks.flatMap((b) => b.elements ?? []).find((e) => e.value !== undefined)?.value ?? ''
    const before = modals().length
    await send(buttons({ ...base(), action: 'form:open', value, thread: '' }))
    await expect.poll(() => modals().length, SOON).toBe(before + 1)
    expect(JSON.stringify(modals().at(-1))).toContain('late')
  })
})

describe('what is pressed', () => {
  test('a button that is none of ours changes nothing and says so', async () => {
    const b = { ...base(), action: 'press:0', value: 'go brf_1:1', thread: '1.1' }
    expect((await send(buttons(b))).status).toBe(200)
    await expect.poll(() => JSON.stringify(peer.rows.ephemeralMessages.all()), SOON).toContain('none of mine')
  })

  test('a shortcut opens the form with the words and files of its message', async () => {
    const before = modals().length
    const message = { text: 'use *this* &amp; make it slow', files: [{ id: 'F1', name: 'a.jpg' }] }
    await send(shortcut({ ...base(), id: 'brief_from_message', message }))
    await expect.poll(() => modals().length, SOON).toBe(before + 1)
    const shown = JSON.stringify(modals().at(-1))
    expect(shown).toContain('use *this* & make it slow')
    expect(shown).toContain('F1')
  })

  test('a field is completed from the house', async () => {
    const metadata = JSON.stringify({ command: 'brief', given: {}, channel: peer.channel, thread: null, files: [] })
    const response = await send(suggestion({ option: 'workflow', typed: 'anim', metadata, user: peer.ada }))
    expect(JSON.stringify(await response.json())).toContain('animatediff')
  })
})

describe('events', () => {
  const seenByAda = () => JSON.stringify(peer.rows.ephemeralMessages.all())
  /** Something that is answered, and then all that was sent before. */
  async function theLast(ts: string): Promise<void> {
    const before = seenByAda().split('What I can do').length
    const mention = { type: 'app_mention', user: peer.ada, text: '<@U0NORA> help', ts, channel: peer.channel }
    await send(event(`Ev-${ts}`, mention), JSON_TYPE)
    await expect.poll(() => seenByAda().split('What I can do').length, SOON).toBeGreaterThan(before)
    await expect.poll(openRequests.count, SOON).toBe(0)
  }

  test('App Home shows the films of who opens it', async () => {
    const home = { type: 'app_home_opened', user: peer.ada, channel: 'D1', tab: 'home', event_ts: '1.1' }
    expect((await send(event('Ev-home', home), JSON_TYPE)).status).toBe(200)
    const shown = () => JSON.stringify(peer.rows.views.all().find((v) => v.type === 'home'))
    await expect.poll(shown, SOON).toContain('fox')
    expect(shown()).toContain('home:brief')
  })

  test('a mention that may mean nothing is asked back; one of Nora herself is ignored', async () => {
    const count = (await briefs()).length
    const mention = { type: 'app_mention', user: peer.ada, text: '<@U0NORA> a fox?', ts: '5.1', channel: peer.channel }
    await send(event('Ev-m1', mention), JSON_TYPE)
    await expect.poll(seenByAda, SOON).toContain('Shall I make a film')
    await send(
      event('Ev-m2', { ...mention, user: 'U0NORA', ts: '5.2', text: '<@U0NORA> a long film of a long road' }),
      JSON_TYPE,
    )
    await theLast('5.3')
    expect(await briefs()).toHaveLength(count)
  })

  test('where Nora cannot be, and in group messages, no film begins, and why is said', async () => {
    const count = (await briefs()).length
    const text = 'a fox that crosses a frozen lake --go'
    const ask = (channel: string, channelName: string) =>
      send(slash({ command: '/brief', text, ...base(), channel, channelName }))
    from = mailbox.letters.length
    await ask('D0OTHERS', 'directmessage')
    expect(await answered()).toContain('This is between the two of you')
    await ask('C0GROUP', 'mpdm-ada--bo-1')
    expect(await answered()).toContain('In a group message I hear no replies')
    await ask('C0OTHERS', 'others')
    expect(await answered()).toContain('Invite me with /invite')
    expect(await briefs()).toHaveLength(count)
  })

  test('a mention with a command is carried out once, however often it comes', async () => {
    const before = peer.rows.ephemeralMessages.all().length
    const mention = { type: 'app_mention', user: peer.ada, text: '<@U0NORA> status', ts: '6.1', channel: peer.channel }
    for (let i = 0; i < 3; i++) expect((await send(event('Ev-s', mention), JSON_TYPE)).status).toBe(200)
    await theLast('6.2')
    await expect.poll(() => peer.rows.ephemeralMessages.all().length, SOON).toBe(before + 2)
  })
})
