/** Who may speak to Nora, and what does a port that is taken say? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CannotListen } from '../../adapters/http/listen.ts'
import { signedLink } from '../../src/domain/signed-link.ts'
import { raw, type Service, startService } from './service.ts'

let nora: Service
let locked: Service
beforeAll(async () => {
  nora = await startService({ publicUrl: 'https://nora.studio.example' })
  locked = await startService({ token: 'open sesame' })
})
afterAll(() => Promise.all([nora.close(), locked.close()]))

const PROJECTS = '/api/projects'

describe('on loopback', () => {
  const from = (headers: Record<string, string>, method = 'GET') => raw(nora.port, PROJECTS, { headers, method })

  test.each(['127.0.0.1', 'localhost', '[::1]'])('the name %s with our port is ours', async (name) => {
    expect(await from({ host: `${name}:${nora.port}` })).toMatchObject({ status: 200 })
  })
  test('the public name is ours, as behind a proxy', async () => {
    expect(await from({ host: 'nora.studio.example', origin: 'https://nora.studio.example' })).toMatchObject({
      status: 200,
    })
  })
  test.each(['evil.example', 'localhost', 'localhost:1', 'localhost.evil.example', '127.0.0.1.nip.io'])(
    'the name %s is somebody else',
    async (host) => {
      const answer = await from({ host })
      expect(answer.status).toBe(403)
      expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'host-refused' } })
    },
  )

  test('pages of our own may call', async () => {
    const host = `localhost:${nora.port}`
    expect(await from({ host, origin: `http://${host}` })).toMatchObject({ status: 200 })
  })
  test.each(['https://evil.example', 'null', 'http://localhost:1', 'https://nora.studio.example.evil.example'])(
    'pages of %s may not',
    async (origin) => {
      const answer = await from({ host: `localhost:${nora.port}`, origin }, 'POST')
      expect(answer.status).toBe(403)
      expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'origin-refused' } })
    },
  )
})

describe('with a token', () => {
  test.each([undefined, 'Bearer open', 'Bearer open sesame!', 'Basic open sesame', 'open sesame', ''])(
    'nobody comes in with %s',
    async (authorization) => {
      const answer = await locked.get(PROJECTS, authorization === undefined ? {} : { authorization })
      expect(answer).toMatchObject({ status: 401, json: { error: { code: 'token-refused' } } })
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect(answer.text).not.toContain('sesame')
    },
  )
  test('who has it comes in', async () => {
    expect(await locked.get(PROJECTS, { authorization: 'Bearer open sesame' })).toMatchObject({ status: 200 })
  })
  test('health is told to everybody', async () => {
    expect(await locked.get('/healthz')).toMatchObject({ status: 200 })
    expect(await locked.get('/readyz')).toMatchObject({ status: 200, json: { status: 'ready' } })
  })
})

test('a port that is taken is said in one sentence', async () => {
  const taken = startService({ port: nora.port })
  await expect(taken).rejects.toThrow(CannotListen)
  await expect(taken).rejects.toThrow(
    `Port ${nora.port} on 127.0.0.1 is taken by another program: stop that one, or use another port: NORA_PORT=${nora.port + 1} npm start`,
  )
})

test('an address of another machine is said in one sentence', async () => {
  await expect(startService({ host: '192.0.2.1', token: 'x' })).rejects.toThrow(
    'This machine has no address "192.0.2.1"',
  )
})

test('without a token nobody listens beyond this machine', async () => {
  await expect(startService({ host: '0.0.0.0' })).rejects.toThrow('set NORA_API_TOKEN')
})

test('answers carry no hints to guess types by, and may not be framed', async () => {
  const { headers } = await nora.get('/api/nowhere')
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  })
})

describe('a signed link', () => {
  const signing = { secret: 'the secret', publicUrl: '' }
  const path = `/api/assets/ast_${'0'.repeat(32)}/content`
  const ask = async (link: string, method = 'GET') => {
    const { status, text } = await raw(locked.port, link, { headers: { host: `localhost:${locked.port}` }, method })
    return { status, code: text === '' ? null : JSON.parse(text).error.code }
  }
  const tomorrow = new Date(Date.now() + 86_400_000)
  const link = signedLink(signing, path, tomorrow)

  test('opens its one path without a token, to read', async () => {
    expect(await ask(link)).toEqual({ status: 404, code: 'asset-unknown' })
    expect(await ask(link, 'DELETE')).toEqual({ status: 403, code: 'link-refused' })
    expect(await ask(path)).toEqual({ status: 401, code: 'token-refused' })
  })
  test.each([
    ['has expired', signedLink(signing, path, new Date(Date.now() - 1000))],
    ['was signed by somebody else', signedLink({ ...signing, secret: 'another' }, path, tomorrow)],
    ['was prolonged', link.replace(/expires=\d+/, 'expires=99999999999')],
    ['is for another file', link.replace('ast_0', 'ast_1')],
    ['lacks its end', link.slice(0, -3)],
    ['says no time', link.replace(/expires=\d+&/, '')],
  ])('that %s opens nothing', async (_, bad) => {
    expect(await ask(bad)).toEqual({ status: 403, code: 'link-refused' })
  })
})
