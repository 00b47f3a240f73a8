/** Does `npm start` end soon when it is told to, whatever Slack does meanwhile? */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import { event } from '../slack/payloads.ts'
import { createDatabase } from '../support/database.ts'
import { BOT_TOKEN, openSlackPeer, SIGNING_SECRET } from './slack-peer.ts'
import { openSocketRelay } from './socket-relay.ts'

const ROOT = path.join(import.meta.dirname, '../..')
const SOCKET = { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_APP_TOKEN: 'xapp-t' }
const LONG = { timeout: 25_000, interval: 40 }
/** A wait for nothing would last until the platform or the SDK gives up: half a minute and more. */
const SOON_MS = 15_000

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function start(env: Readonly<Record<string, string>>) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'nora-stop-'))
  const child = spawn(process.execPath, ['--import', './bin/boot.mjs', 'bin/nora.ts', 'start'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], NORA_HOME: home, DATABASE_URL: await createDatabase(), NORA_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()))
  closing.push(() => rmSync(home, { recursive: true, force: true }))
  closing.push(() => child.exitCode ?? child.signalCode ?? (child.kill('SIGKILL') && once(child, 'exit')))
  return { child, says: () => out }
}

/** Its exit code; null where it had to be killed. */
async function told(child: ChildProcess): Promise<number | null> {
  const ended = once(child, 'exit') as Promise<[number | null]>
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), SOON_MS)
  const [code] = await ended
  clearTimeout(late)
  return code
}

/** Takes connections and says nothing. */
async function blackHole() {
  let taken = 0
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    taken++
    sockets.add(socket)
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, taken: () => taken }
}

test('nobody is there where Slack should be', { timeout: 60_000 }, async () => {
  const { child, says } = await start({ ...SOCKET, SLACK_API_URL: 'http://127.0.0.1:9/api/' })
  await expect.poll(says, LONG).toContain('chat-not-reached')
  expect(await told(child)).toBe(0)
})

for (const [way, door] of [
  ['Socket Mode', { SLACK_APP_TOKEN: 'xapp-t' }],
  ['signed requests', { SLACK_SIGNING_SECRET: SIGNING_SECRET, NORA_API_TOKEN: 'a-token-that-slack-does-not-have' }],
] as const)
  test(`Slack takes the call and never answers, by ${way}`, { timeout: 60_000 }, async () => {
    const hole = await blackHole()
    const { child, says } = await start({
      SLACK_BOT_TOKEN: BOT_TOKEN,
      ...door,
      SLACK_API_URL: `http://127.0.0.1:${hole.port}/api/`,
    })
    await expect.poll(() => hole.taken() > 0 || says(), LONG).toBe(true)
    expect(await told(child)).toBe(0)
  })

test('the socket is never opened', { timeout: 60_000 }, async () => {
  const hole = await blackHole()
  const peer = await openSlackPeer({ scopes: BOT_SCOPES })
  closing.push(peer.close)
  const relay = await openSocketRelay(peer.url, { socketUrl: `ws://127.0.0.1:${hole.port}/link` })
  closing.push(relay.close)
  const { child } = await start({ ...SOCKET, SLACK_API_URL: relay.apiUrl })
  await expect.poll(hole.taken, LONG).toBeGreaterThan(0)
  expect(await told(child)).toBe(0)
})

test('the socket goes dead', { timeout: 60_000 }, async () => {
  const peer = await openSlackPeer({ scopes: BOT_SCOPES })
  closing.push(peer.close)
  const relay = await openSocketRelay(peer.url)
  closing.push(relay.close)
  const { child } = await start({ ...SOCKET, SLACK_API_URL: relay.apiUrl })
  await expect.poll(relay.isConnected, LONG).toBe(true)
  relay.hold(() => true)
  relay.deafen()
  expect(await told(child)).toBe(0)
})

for (const [what, isHeld] of [
  ['an upload', (url: string) => url.startsWith('/upload')],
  ['a message', (url: string) => url === '/api/chat.postMessage'],
  ['what people attached', (url: string) => url.startsWith('/files-pri')],
] as const)
  test(`${what} hangs`, { timeout: 90_000 }, async () => {
    const peer = await openSlackPeer({ scopes: BOT_SCOPES })
    closing.push(peer.close)
    const relay = await openSocketRelay(peer.url)
    closing.push(relay.close)
    const { child } = await start({ ...SOCKET, SLACK_API_URL: relay.apiUrl })
    await expect.poll(relay.isConnected, LONG).toBe(true)
    await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
    relay.hold(isHeld)
    const said = await peer.say('<@U0NORA> a lantern on a lake at night. 2 seconds, 256x144, 8 fps', {
      name: 'note.txt',
      bytes: Buffer.from('EXT. LAKE - NIGHT\nA lantern floats.'),
    })
    const mention = { ...said, type: 'app_mention', channel: peer.channel }
    const sent = relay.deliver('events_api', JSON.parse(event('Ev1', mention)) as object).catch(() => '')
    await expect.poll(relay.held, LONG).toBeGreaterThan(0)
    expect(await told(child)).toBe(0)
    void sent
  })

const WHO = { user_id: 'U0ADA', team_id: 'T000000001', trigger_id: 'tr-1' }
const PRESS = {
  type: 'block_actions',
  user: { id: 'U0ADA' },
  trigger_id: 'tr-2',
  channel: { id: 'C0' },
  container: { type: 'message', message_ts: '1.2', channel_id: 'C0' },
  actions: [{ action_id: 'offer:cancel', block_id: 'b', value: 'an owl' }],
}

for (const [what, type, payload] of [
  ['a command', 'slash_commands', { ...WHO, command: '/nora', text: 'help', channel_id: 'C0' }],
  ['a button', 'interactive', PRESS],
] as const)
  test(`the address for the answer to ${what} hangs`, { timeout: 90_000 }, async () => {
    const hole = await blackHole()
    const peer = await openSlackPeer({ scopes: BOT_SCOPES })
    closing.push(peer.close)
    const relay = await openSocketRelay(peer.url)
    closing.push(relay.close)
    const { child } = await start({ ...SOCKET, SLACK_API_URL: relay.apiUrl })
    await expect.poll(relay.isConnected, LONG).toBe(true)
    await relay.deliver(type, { ...payload, response_url: `http://127.0.0.1:${hole.port}/` })
    await expect.poll(hole.taken, LONG).toBe(1)
    expect(await told(child)).toBe(0)
  })
