/** Does the doctor name what is missing in Slack, and nothing where all is there? */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examineSlack } from '../../adapters/slack/doctor.ts'
import { BOT_SCOPES } from '../../adapters/slack/manifest.ts'
import { silent } from '../support/silent-log.ts'

/** What Slack would answer, by method. */
let answers: Readonly<Record<string, object>> = {}
let scopes = ''
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json').setHeader('x-oauth-scopes', scopes)
  response.end(JSON.stringify(answers[(request.url ?? '').slice(5)] ?? { ok: false, error: 'unknown_method' }))
})
beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)))
afterAll(() => new Promise((closed) => server.close(closed)))

const WELL = {
  'auth.test': { ok: true, team: 'Films', team_id: 'T1', user: 'nora' },
  'apps.connections.open': { ok: true, url: 'wss://x' },
  'users.conversations': { ok: true, channels: [{ id: 'C1', name: 'films' }] },
}
const examined = async (bound: readonly string[] = [], workspace = 'T1') => {
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`
  const found = await examineSlack(
    { botToken: 'xoxb-t', door: { appToken: 'xapp-t' }, apiUrl },
    bound.map((channel) => ({ platform: 'slack', workspace, channel })),
    silent,
  )
  return found.map((f) => `${f.isGood ? 'good' : 'wrong'}: ${f.line}`)
}

test('where all is there, all is good', async () => {
  answers = WELL
  scopes = BOT_SCOPES.join(',')
  const found = await examined()
  expect(found).toHaveLength(4)
  expect(found.every((line) => line.startsWith('good'))).toBe(true)
  expect(found[0]).toContain('nora in Films')
})

test('what is missing is named, with where it is given', async () => {
  answers = {
    ...WELL,
    'apps.connections.open': { ok: false, error: 'missing_scope', needed: 'connections:write' },
    'users.conversations': { ok: true, channels: [] },
  }
  scopes = BOT_SCOPES.filter((s) => s !== 'files:read').join(',')
  const [, scope, door, channels] = await examined()
  expect(scope).toMatch(/^wrong: It lacks files:read: .*manifest/)
  expect(door).toMatch(/^wrong: .*connections:write/)
  expect(channels).toMatch(/^wrong: .*\/invite/)
})

test('a token that is refused is all that is said', async () => {
  answers = { 'auth.test': { ok: false, error: 'invalid_auth' } }
  expect(await examined()).toEqual([expect.stringMatching(/^wrong: .*SLACK_BOT_TOKEN/)])
})

test('channels with films are looked at: those without her are named, with what to do', async () => {
  answers = { ...WELL, 'conversations.info': { ok: true, channel: { id: 'C1', name: 'films', is_member: true } } }
  scopes = BOT_SCOPES.join(',')
  expect(await examined(['C1'])).toHaveLength(4)
  for (const [answer, said] of [
    [
      { ok: true, channel: { name: 'spots', is_member: false } },
      'not in #spots, where films are made: write /invite @nora',
    ],
    [
      { ok: true, channel: { name: 'spots', is_member: true, is_archived: true } },
      '#spots, where films are made, is archived',
    ],
    [{ ok: false, error: 'channel_not_found' }, 'cannot see the channel C1, where films are made'],
    [{ ok: false, error: 'missing_scope', needed: 'groups:read' }, 'missing: groups:read'],
  ] as const) {
    answers = { ...WELL, 'conversations.info': answer }
    const found = await examined(['C1'])
    expect(found[4]).toMatch(/^wrong/)
    expect(found[4]).toContain(said)
  }
  expect((await examined(['C1', 'C2'], 'T2')).at(-1)).toBe(
    'wrong: 2 channels with films of hers are in another workspace than Films: these tokens do not reach there.',
  )
})
