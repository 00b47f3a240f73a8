/** Is an answer that Slack refuses for a moment shown later, once, and is what was typed for a form never lost? */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import type { App } from '../../bin/build.ts'
import { mention } from '../slack/events.ts'
import { openMailbox } from '../slack/mailbox.ts'
import { event, slash } from '../slack/payloads.ts'
import { openRequestsOf } from '../support/open-requests.ts'
import { createStudio, type Studio } from '../support/studio.ts'
import { type Call, type Fault, type FaultProxy, openFaultProxy } from './fault-proxy.ts'
import { BOT_TOKEN, openSlackPeer, signed, SIGNING_SECRET, type SlackPeer } from './slack-peer.ts'

const LONG = { timeout: 25_000, interval: 40 }
const LIMITED: Fault = { answer: 429, headers: { 'retry-after': '1' }, body: { ok: false, error: 'ratelimited' } }

let peer: SlackPeer
let proxy: FaultProxy
let studio: Studio
let app: App
let mailbox: Awaited<ReturnType<typeof openMailbox>>
let openRequests: ReturnType<typeof openRequestsOf>
let send: (body: string) => Promise<Response>
beforeAll(async () => {
  peer = await openSlackPeer({ scopes: BOT_SCOPES })
  mailbox = await openMailbox()
  proxy = await openFaultProxy({
    target: peer.url,
    nameOf: (_, at) => /^\/api\/([\w.]+)/.exec(at)?.[1] ?? 'bytes',
  })
  studio = await createStudio()
  openRequests = openRequestsOf(studio.databaseUrl)
  app = await studio.open({
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: `${proxy.url}/api/`,
    NORA_API_TOKEN: 'a-token-that-slack-does-not-have',
    NORA_ROLES: 'chat,http',
  })
  const door = `${(await app.listen()).url}/slack/events`
  send = (body) =>
    fetch(door, signed(body, body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded'))
  await app.talk()
  await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
})
afterEach(() => {
  proxy.setFault(() => null)
  mailbox.refuse(null)
})
afterAll(async () => {
  await openRequests.close()
  await studio.close()
  await proxy.close()
  await mailbox.close()
  await peer.close()
})

const base = () => ({ channel: peer.channel, user: peer.ada, trigger: peer.trigger(), respond: mailbox.url })
/** Everything that Ada was shown alone. */
const shown = () => [...mailbox.letters, ...peer.rows.ephemeralMessages.all().map((m) => JSON.stringify(m))]
const shows = (words: string) => shown().filter((s) => s.includes(words)).length
const asked = (method: string) => proxy.calls.filter((c) => c.method === method).length
const films = async () => (await app.nora.listBriefs({ limit: 50 })).items.length

/** Neither by the address nor by name, until both were tried; then Slack is as ever. */
async function refusedOnce(ask: () => Promise<unknown>, fault: Fault = LIMITED): Promise<void> {
  const before = asked('chat.postEphemeral')
  mailbox.refuse(503)
  proxy.setFault(({ method }) => (method === 'chat.postEphemeral' ? fault : null))
  await ask()
  await expect.poll(() => asked('chat.postEphemeral'), LONG).toBe(before + 1)
  mailbox.refuse(null)
  proxy.setFault(() => null)
}

test.each([
  ['limited', LIMITED],
  ['down', { answer: 503 }],
  ['breaking off', 'before'],
] as const)('a film that was asked for while answers were %s is answered once', async (what, fault) => {
  const before = await films()
  const text = `a fox sleeps in the snow, ${what} --go`
  await refusedOnce(() => send(slash({ command: '/brief', text, ...base() })), fault)
  await expect.poll(() => shows(what), LONG).toBe(1)
  await expect.poll(openRequests.count, LONG).toBe(0)
  expect(shows(what)).toBe(1)
  expect(shown().find((s) => s.includes(what))).toContain('is on its way')
  expect(await films()).toBe(before + 1)
})

test('what is only shown is not stored, and shown a moment later', async () => {
  await refusedOnce(() => send(slash({ command: '/nora', text: 'dance', ...base() })))
  await expect.poll(() => shows('I do not know “dance”'), LONG).toBe(1)
})

test('what an unclear mention is asked back comes later too', async () => {
  const said = { channel: peer.channel, user: peer.ada, ts: '7.1', text: '<@U0NORA> an owl' }
  await refusedOnce(() => send(event('Ev-owl', mention(said))))
  await expect.poll(() => shows('Shall I make a film of “an owl”?'), LONG).toBe(1)
  await expect.poll(openRequests.count, LONG).toBe(0)
  expect(shows('Shall I make a film of “an owl”?')).toBe(1)
})

test.each([
  ['limited', LIMITED],
  ['down', { answer: 503 }],
  ['breaking off', 'before'],
  ['refusing', { answer: 200, body: { ok: false, error: 'invalid_arguments' } }],
] as const)('what was typed is there when Slack opens no form, being %s', async (what, fault) => {
  proxy.setFault(({ method }) => (method === 'views.open' ? fault : null))
  await send(slash({ command: '/brief', text: `a heron, ${what}`, ...base() }))
  await expect.poll(() => shows(`a heron, ${what}`), LONG).toBe(1)
  expect(shown().find((s) => s.includes(`a heron, ${what}`))).toContain('form:open')
})

test('who removed Nora from the channel is told once that a film has no thread, and the next is not begun', async () => {
  const go = (text: string) => send(slash({ command: '/brief', text: `${text} --go`, ...base() }))
  const inChannel = ({ body }: Call) => body.includes(peer.channel)
  await go('a stoat runs')
  await expect.poll(() => JSON.stringify(peer.rows.messages.all()), LONG).toContain('A stoat runs')
  proxy.setFault((call) => {
    if (call.method === 'chat.postMessage' && inChannel(call))
      return { answer: 200, body: { ok: false, error: 'not_in_channel' } }
    return call.method === 'conversations.info'
      ? { answer: 200, body: { ok: true, channel: { id: peer.channel, name: 'films', is_member: false } } }
      : null
  })
  const told = () =>
    proxy.calls.filter((c) => c.method === 'chat.postMessage' && !inChannel(c) && c.body.includes('has%20no%20thread'))
  await go('an otter sleeps')
  await expect.poll(() => told().length, LONG).toBe(1)
  expect(told()[0]?.body.toString()).toContain(`channel=${peer.ada}`)
  const before = await films()
  await go('a seal dives')
  await expect.poll(() => shows('I am not in this channel'), LONG).toBe(1)
  expect(await films()).toBe(before)
  expect(told()).toHaveLength(1)
})
