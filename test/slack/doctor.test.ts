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
  'auth.test': { ok: true, team: 'Films', user: 'nora' },
  'apps.connections.open': { ok: true, url: 'wss://x' },
  'users.conversations': { ok: true, channels: [{ id: 'C1', name: 'films' }] },
}
const examined = async () => {
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`
  const found = await examineSlack({ botToken: 'xoxb-t', door: { appToken: 'xapp-t' }, apiUrl }, silent)
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
