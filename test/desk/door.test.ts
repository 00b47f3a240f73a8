/** Who comes in at the desk, as whom, and what is kept out? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_PROJECT, LOCAL_PERSON, parseId } from '../../src/domain/ids.ts'
import { raw, type Service, startService } from '../http/service.ts'
import { openStudio } from '../http/studio.ts'
import { createJar, expectPlainHtml } from './jar.ts'

const TOKEN = 'open sesame, open sesame'
const PROJECT = `/p/${DEFAULT_PROJECT}`

let open: Service
let locked: Service
beforeAll(async () => {
  open = await startService()
  locked = await startService({ token: TOKEN })
})
afterAll(() => Promise.all([open.close(), locked.close()]))

const secretOf = (path: string): string => path.split('/').at(-1) ?? ''

async function signedIn(name: string) {
  const jar = createJar(locked.base)
  await jar.get('/sign-in')
  expect(await jar.post('/sign-in', { name, token: TOKEN })).toMatchObject({ status: 303, to: '/' })
  await jar.get('/me')
  return jar
}

describe('on this machine alone', () => {
  test('nobody signs in; whoever it is may choose a name, which verdicts then bear', async () => {
    const jar = createJar(open.base)
    expect(await jar.get('/')).toMatchObject({ status: 303, to: PROJECT })
    expect(await jar.get('/me')).toMatchObject({ status: 200, text: expect.stringContaining('Local user') })
    expect(await jar.post('/me', { name: ' Ada ' })).toMatchObject({ status: 303 })
    expect(await open.nora.readPerson(LOCAL_PERSON)).toMatchObject({ name: 'Ada' })
    expect(await jar.post('/me', { name: ' ' })).toMatchObject({ status: 422 })
  })

  test('every page is plain HTML under headers that let nothing foreign in', async () => {
    const jar = createJar(open.base)
    const studio = await openStudio(open)
    const { briefId } = await studio.inReview()
    const at = `/p/${studio.projectId}`
    const pages = ['/?all=1', at, `${at}/new`, `${at}/vault`, `${at}/settings`, `${at}/workflows`, '/hosts', '/me']
    for (const path of [...pages, `/b/${briefId}`, `/b/${briefId}/compare?before=1&after=1`, '/nothing']) {
      const { status, text, headers } = await jar.get(path)
      expect([path, status]).toEqual([path, path === '/nothing' ? 404 : 200])
      expectPlainHtml(text)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
      expect(policy).not.toContain('unsafe')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  test('a post without the token of the page is forged, and so is one with that of another browser', async () => {
    const [jar, other] = [createJar(open.base), createJar(open.base)]
    for (const one of [jar, other]) await one.get('/me')
    for (const csrf of ['', other.csrf(), 'x'.repeat(64), '€'.repeat(64)])
      expect(await jar.post('/me', { name: 'Mallory', csrf })).toMatchObject({ status: 403 })
    const upload = { method: 'POST', body: 'a', headers: { 'content-type': 'text/plain' } }
    expect(await jar.send(`${PROJECT}/files?name=a.txt`, upload)).toMatchObject({ status: 403 })
    expect((await open.nora.readPerson(LOCAL_PERSON))?.name).not.toBe('Mallory')
  })

  test.each([
    ['a name of somebody else', { host: 'evil.example' }],
    ['a page of somebody else', { origin: 'https://evil.example' }],
    ['a page without a name', { origin: 'null' }],
  ])('%s is refused', async (_, given) => {
    const headers = { host: `127.0.0.1:${open.port}`, ...given }
    expect(await raw(open.port, PROJECT, { headers })).toMatchObject({ status: 403 })
  })
})

describe('elsewhere', () => {
  test('nothing is shown before the sign-in, and a wrong token is told so', async () => {
    const jar = createJar(locked.base)
    for (const path of ['/', PROJECT, '/hosts', '/me', '/b/brf_1', '/f/ast_1'])
      expect(await jar.get(path)).toMatchObject({ status: 303, to: '/sign-in' })
    await jar.get('/sign-in')
    expect(await jar.post('/sign-in', { name: 'Ada', token: 'open' })).toMatchObject({ status: 403 })
    expect(await jar.post('/sign-in', { name: '—', token: TOKEN })).toMatchObject({ status: 422 })
    const script = { accept: 'application/json' }
    expect(await jar.get(PROJECT, script)).toMatchObject({ status: 403, text: expect.stringContaining('sign in') })
    expect(await jar.get(PROJECT, { cookie: 'nora_desk=guessed' })).toMatchObject({ status: 303 })
  })

  test('the token with a name opens a session of that person, which ends when they leave', async () => {
    const jar = await signedIn('Ada Lovelace')
    const again = await signedIn('ada  lovelace')
    expect((await again.get('/me')).text).toContain('Ada Lovelace')
    const secret = jar.cookie().split('=')[1] ?? ''
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(await locked.store.deskSession(secret)).toBeNull()
    await jar.get('/me')
    await jar.post('/me/leave')
    expect(await jar.get('/me', { cookie: `nora_desk=${secret}` })).toMatchObject({ status: 303, to: '/sign-in' })
    expect((await again.get('/me')).status).toBe(200)
  })

  test('the cookie is for no script and no other site', async () => {
    const jar = createJar(locked.base)
    const { headers } = await jar.get('/sign-in')
    expect(headers.get('set-cookie')).toMatch(/; HttpOnly.*; SameSite=Lax/)
  })

  test('a link is looked at as often as one likes, and signs in once, as the person of the chat', async () => {
    const who = { platform: 'slack', workspace: 'T1', userId: 'U1' } as const
    const person = await locked.nora.meet({ identity: who, name: 'Ines', knownAs: null })
    const { path } = await locked.nora.makeDeskLink(person.id)
    const jar = createJar(locked.base)
    for (const _ of [1, 2])
      expect(await jar.get(path)).toMatchObject({ status: 200, text: expect.stringContaining('Welcome, Ines') })
    expect(await jar.post(path, { csrf: '' })).toMatchObject({ status: 403 })
    expect(await jar.post(path)).toMatchObject({ status: 303, to: '/' })
    expect((await jar.get('/me')).text).toContain('Ines')
    const other = createJar(locked.base)
    expect((await other.get(path)).text).toContain('used up')
    expect(await other.post(path)).toMatchObject({ status: 403 })
    expect(jar.cookie()).not.toContain(secretOf(path))
  })

  test('who has no part in a project does not learn that it is there; a guest sees and may not judge', async () => {
    const ask = (name: string) => locked.nora.meet({ identity: identity(name), name, knownAs: null })
    const [stranger, guest] = [await ask('stranger'), await ask('guest')]
    const project = await locked.nora.makeProject({ name: 'Secret', personId: LOCAL_PERSON })
    await locked.nora.nameMember({ projectId: project.id, askedBy: LOCAL_PERSON, who: guest.id, role: 'guest' })
    const brief = await locked.nora.takeBrief({
      projectId: project.id,
      requesterId: LOCAL_PERSON,
      text: 'A lantern',
      options: {},
      assetIds: [],
      sessionId: null,
      idempotency: null,
    })
    if (!brief.ok) throw new Error(brief.failure.type)
    const enter = async (id: string) => {
      const jar = createJar(locked.base)
      const { path } = await locked.nora.makeDeskLink(parseId('person', id) ?? LOCAL_PERSON)
      await jar.get(path)
      await jar.post(path)
      await jar.get('/me')
      return jar
    }
    const [outside, inside] = [await enter(stranger.id), await enter(guest.id)]
    for (const path of [
      `/p/${project.id}`,
      `/p/${project.id}/vault`,
      `/b/${brief.value.id}`,
      `/b/${brief.value.id}/live`,
    ])
      expect([path, (await outside.get(path)).status]).toEqual([path, 404])
    expect((await outside.get('/?all=1')).text).not.toContain('Secret')
    expect((await inside.get(`/b/${brief.value.id}`)).status).toBe(200)
    const stop = { press: `stop ${brief.value.id}` }
    expect(await inside.post(`/b/${brief.value.id}/press`, stop)).toMatchObject({ status: 403 })
    expect(await outside.post(`/b/${brief.value.id}/press`, stop)).toMatchObject({ status: 404 })
  })
})

const identity = (userId: string) => ({ platform: 'discord', workspace: 'G1', userId }) as const
