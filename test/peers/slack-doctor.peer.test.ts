/** Does the doctor see in a Slack that others wrote what Nora lacks there? */
import { afterEach, expect, test } from 'vitest'
import { examineSlack } from '../../adapters/slack/doctor.ts'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import { silent } from '../support/silent-log.ts'
import { BOT_TOKEN, openSlackPeer, WORKSPACE } from './slack-peer.ts'
import { openSocketRelay } from './socket-relay.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** Of three channels with films: one that she is in, one that she is not in, and one that only others see. */
async function wrongWith(scopes: readonly string[], botToken = BOT_TOKEN): Promise<readonly string[]> {
  const peer = await openSlackPeer({ scopes })
  closing.push(peer.close)
  const relay = await openSocketRelay(peer.url)
  closing.push(relay.close)
  await peer.as('conversations.invite', { channel: peer.channel, users: 'U0NORA' })
  const made = async (name: string, is_private: boolean) =>
    ((await peer.as('conversations.create', { name, is_private })) as { channel: { id: string } }).channel.id
  const bound = [peer.channel, await made('spots', false), await made('secret', true)]
  const found = await examineSlack(
    { botToken, door: { appToken: 'xapp-t' }, apiUrl: relay.apiUrl },
    bound.map((channel) => ({ platform: 'slack', workspace: WORKSPACE, channel })),
    silent,
  )
  return found.filter((f) => !f.isGood && f.line.includes('where films are made')).map((f) => f.line)
}

test('the channels that she is missing from are named, and no other', async () => {
  expect(await wrongWith(BOT_SCOPES)).toEqual([
    'She is not in #spots, where films are made: write /invite @nora there.',
    expect.stringMatching(/^She cannot see the channel \w+, where films are made: it is deleted, or private/),
  ])
})

test('a scope that is missing is named', async () => {
  const lines = await wrongWith(BOT_SCOPES.filter((s) => s !== 'channels:read'))
  expect(lines.join('\n')).toContain('missing: channels:read')
})
