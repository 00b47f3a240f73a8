/** Do files come into the vault whole or not at all, and out of it as browsers and players ask for them? */
import { createHash } from 'node:crypto'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_PROJECT } from '../../src/domain/ids.ts'
import { form, picture, raw, type Service, startService } from './service.ts'

const INTO = `/api/projects/${DEFAULT_PROJECT}/assets`
const PAGE = Buffer.from('<!doctype html><html><body><script>alert(1)</script></body></html>')

let nora: Service
let png: Buffer
beforeAll(async () => {
  nora = await startService()
  png = await picture()
})
afterAll(() => nora.close())

const upload = (body: FormData, query = '') => nora.call('POST', INTO + query, { body })
const idOf = (answer: { json: unknown }) => (answer.json as { id: string }).id

describe('uploading', () => {
  test('a form keeps the file and says what it is', async () => {
    const answer = await upload(form(png, 'Seebühne am Abend.png', [['category', 'storyboard']]))
    expect(answer).toMatchObject({
      status: 201,
      json: {
        category: 'storyboard',
        scope: 'cinematics',
        name: 'Seebühne am Abend.png',
        mime: 'image/png',
        bytes: png.length,
        sha256: createHash('sha256').update(png).digest('hex'),
        width: 64,
        height: 36,
        durationSeconds: null,
        fps: null,
      },
    })
    expect(await nora.get(answer.headers.get('location') ?? '')).toMatchObject({ status: 200, json: answer.json })
  })

  test('a form may name the category after the file', async () => {
    expect(await upload(form(png, 'a.png', [['category', 'storyboard']], { fieldsLast: true }))).toMatchObject({
      status: 201,
      json: { category: 'storyboard' },
    })
  })

  test('a form may give the file another name', async () => {
    expect(await upload(form(png, 'IMG_0001.png', [['name', 'lantern.png']]))).toMatchObject({
      json: { name: 'lantern.png' },
    })
  })

  test('bare bytes are taken with a name in the address', async () => {
    const body = new Uint8Array(png)
    for (const type of ['image/png', 'application/octet-stream'])
      expect(
        await nora.call('POST', `${INTO}?name=bare.png&category=storyboard`, {
          body,
          headers: { 'content-type': type },
        }),
      ).toMatchObject({ status: 201, json: { name: 'bare.png', category: 'storyboard', bytes: png.length } })
  })

  test('a script is kept as text', async () => {
    expect(await upload(form(Buffer.from('INT. LAKE - DUSK'), 'film.txt'))).toMatchObject({
      status: 201,
      json: { category: 'script', mime: 'text/plain' },
    })
  })
})

describe('refused, with nothing left behind', () => {
  /** Status, code, and what the vault holds more than before. */
  const outcome = async (answer: Promise<{ status: number; json: unknown }>) => {
    const before = nora.files()
    const { status, json } = await answer
    const left = nora.files().filter((name) => !before.includes(name))
    return [status, (json as { error?: { code: string } }).error?.code, left]
  }

  test('a picture that is a web page', async () => {
    expect(await outcome(upload(form(PAGE, 'cute.png')))).toEqual([422, 'file-not-what-it-says', []])
  })
  test('an empty file', async () => {
    expect(await outcome(upload(form(Buffer.alloc(0), 'empty.png')))).toEqual([422, 'file-empty', []])
  })
  test('a damaged picture', async () => {
    expect(await outcome(upload(form(png.subarray(0, png.length - 40), 'torn.png')))).toEqual([422, 'file-corrupt', []])
  })
  test('a picture that should be a voice-over', async () => {
    expect(await outcome(upload(form(png, 'a.png', [['category', 'voiceover']], { fieldsLast: true })))).toEqual([
      422,
      'file-not-what-it-says',
      [],
    ])
  })
  test('a category that is none', async () => {
    expect(await outcome(upload(form(png, 'a.png', [['category', 'selfie']])))).toEqual([422, 'invalid-input', []])
    expect(await outcome(upload(form(png, 'a.png', [['category', 'selfie']], { fieldsLast: true })))).toEqual([
      422,
      'invalid-input',
      [],
    ])
    expect(await outcome(upload(form(png, 'a.png'), '?category=selfie'))).toEqual([422, 'invalid-input', []])
  })
  test('a name after the file', async () => {
    expect(await outcome(upload(form(png, 'a.png', [['name', 'b.png']], { fieldsLast: true })))).toEqual([
      422,
      'invalid-input',
      [],
    ])
  })
  test('a field that is none', async () => {
    expect(await outcome(upload(form(png, 'a.png', [['colour', 'red']])))).toEqual([422, 'invalid-input', []])
    expect(await outcome(upload(form(png, 'a.png', [['colour', 'red']], { fieldsLast: true })))).toEqual([
      422,
      'invalid-input',
      [],
    ])
  })
  test('two files', async () => {
    const two = form(png, 'a.png')
    two.append('file', new Blob([new Uint8Array(png)]), 'b.png')
    expect(await outcome(upload(two))).toEqual([422, 'invalid-input', []])
  })
  test('no file', async () => {
    const none = new FormData()
    none.append('category', 'reference')
    expect(await outcome(upload(none))).toEqual([422, 'invalid-input', []])
    none.append('file', 'just words')
    expect(await outcome(upload(none))).toEqual([422, 'invalid-input', []])
    expect(
      await outcome(nora.call('POST', `${INTO}?name=a.png`, { headers: { 'content-type': 'image/png' } })),
    ).toEqual([422, 'file-empty', []])
  })
  test('bare bytes without a name', async () => {
    const headers = { 'content-type': 'image/png' }
    expect(await outcome(nora.call('POST', INTO, { body: new Uint8Array(png), headers }))).toEqual([
      422,
      'invalid-input',
      [],
    ])
  })
  test('JSON', async () => {
    expect(await outcome(nora.post(INTO, { file: 'x' }))).toEqual([415, 'unsupported-media-type', []])
  })
  test('a form that is none', async () => {
    const of = (type: string, body: string) => nora.call('POST', INTO, { body, headers: { 'content-type': type } })
    expect(await outcome(of('multipart/form-data', 'x'))).toEqual([400, 'broken-upload', []])
    expect(await outcome(of('multipart/form-data; boundary=b', 'x'))).toEqual([400, 'broken-upload', []])
    const torn = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nhalf a pic'
    expect(await outcome(of('multipart/form-data; boundary=b', torn))).toEqual([400, 'broken-upload', []])
  })
  test('a project that is not there', async () => {
    expect(await outcome(nora.call('POST', `/api/projects/prj_x/assets`, { body: form(png, 'a.png') }))).toEqual([
      404,
      'project-unknown',
      [],
    ])
  })
  test('more than 2 GB, said before it is sent', async () => {
    const answer = await raw(nora.port, `${INTO}?name=long.mp4`, {
      method: 'POST',
      headers: { host: `127.0.0.1:${nora.port}`, 'content-type': 'video/mp4', 'content-length': String(3 * 1024 ** 3) },
      body: 'x',
    }).catch((error: unknown) => error)
    expect(answer).toMatchObject({ status: 413 })
  })
  test('a large file is answered, and the connection goes on', async () => {
    const body = new Uint8Array(8 * 1024 * 1024).fill(1)
    expect(await outcome(nora.call('POST', INTO, { body: form(body, 'noise.png') }))).toEqual([
      422,
      'file-not-what-it-says',
      [],
    ])
    expect(await nora.get('/healthz')).toMatchObject({ status: 200 })
  })
  test('what a client that leaves has sent', async () => {
    const before = nora.files()
    const socket = net.connect(nora.port, '127.0.0.1')
    const head = `POST ${INTO}?name=half.png HTTP/1.1\r\nHost: 127.0.0.1:${nora.port}\r\nContent-Type: image/png\r\nContent-Length: 1000000\r\n\r\n`
    socket.write(head)
    socket.write(png)
    await expect.poll(() => nora.files().length).toBe(before.length + 1)
    socket.destroy()
    await expect.poll(() => nora.files()).toEqual(before)
  })
})

describe('the bytes of an asset', () => {
  let at: string
  let tag: string
  beforeAll(async () => {
    const answer = await nora.call('POST', `${INTO}?name=${encodeURIComponent('Übung "1".png')}`, {
      body: new Uint8Array(png),
      headers: { 'content-type': 'image/png' },
    })
    at = `/api/assets/${idOf(answer)}/content`
    tag = `"${createHash('sha256').update(png).digest('hex')}"`
  })
  const bytes = async (headers: Record<string, string>, method = 'GET') => {
    const response = await fetch(nora.base + at, { headers, method })
    return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) }
  }

  test('come whole, named, typed and tagged', async () => {
    const { status, headers, body } = await bytes({})
    expect(status).toBe(200)
    expect(body.equals(png)).toBe(true)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(png.length),
      'accept-ranges': 'bytes',
      etag: tag,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': `inline; filename="_bung _1_.png"; filename*=UTF-8''%C3%9Cbung%20%221%22.png`,
    })
  })

  test.each([
    ['bytes=0-9', 0, 9],
    ['bytes=10-', 10, -1],
    ['bytes=-7', -7, -1],
    ['bytes=5-999999999', 5, -1],
  ])('come in part: %s', async (range, from, to) => {
    const { status, headers, body } = await bytes({ range })
    const start = from < 0 ? png.length + from : from
    const end = to < 0 ? png.length + to : to
    expect(status).toBe(206)
    expect(headers.get('content-range')).toBe(`bytes ${start}-${end}/${png.length}`)
    expect(headers.get('content-length')).toBe(String(end - start + 1))
    expect(body.equals(png.subarray(start, end + 1))).toBe(true)
  })

  test('beyond the end are not there', async () => {
    const { status, headers } = await bytes({ range: `bytes=${png.length}-` })
    expect([status, headers.get('content-range')]).toEqual([416, `bytes */${png.length}`])
  })

  test.each(['bytes=9-3', 'bytes=a-b', 'lines=1-2', 'bytes=0-1,4-5'])(
    'come whole when the range cannot be read: %s',
    async (range) => {
      expect(await bytes({ range })).toMatchObject({ status: 200 })
    },
  )

  test('are not sent again to who has them', async () => {
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const { status, body, headers } = await bytes({ 'if-none-match': known })
      expect([status, body.length, headers.get('etag')]).toEqual([304, 0, tag])
    }
    expect(await bytes({ 'if-none-match': '"other"' })).toMatchObject({ status: 200 })
  })

  test('come in part only from the same version', async () => {
    expect(await bytes({ range: 'bytes=0-3', 'if-range': tag })).toMatchObject({ status: 206 })
    expect(await bytes({ range: 'bytes=0-3', 'if-range': '"older"' })).toMatchObject({ status: 200 })
  })

  test('are announced by HEAD', async () => {
    const { status, headers, body } = await bytes({}, 'HEAD')
    expect([status, headers.get('content-length'), headers.get('etag'), body.length]).toEqual([
      200,
      String(png.length),
      tag,
      0,
    ])
    const part = await bytes({ range: 'bytes=0-3' }, 'HEAD')
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '4'])
  })

  test('are saved when asked', async () => {
    const response = await fetch(`${nora.base}${at}?download=1`)
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; /)
    await response.arrayBuffer()
  })

  test('of a text are never a page', async () => {
    const script = Buffer.from('INT. LAKE - DUSK\n\nA lantern. <script>alert(1)</script>\n')
    const id = idOf(await upload(form(script, 'notes.txt')))
    const response = await fetch(`${nora.base}/api/assets/${id}/content`)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    await response.arrayBuffer()
  })
})

test('assets are listed newest first, page by page, and taken out unless a brief uses them', async () => {
  const { json } = await nora.post('/api/projects', { name: 'a vault' })
  const into = `/api/projects/${idOf({ json })}/assets`
  const ids: string[] = []
  for (const name of ['a.png', 'b.png', 'c.png'])
    ids.unshift(idOf(await nora.call('POST', into, { body: form(png, name) })))

  const first = (await nora.get(`${into}?limit=2`)).json as { items: { id: string }[]; nextCursor: string }
  const rest = (await nora.get(`${into}?limit=2&cursor=${first.nextCursor}`)).json as typeof first
  expect([...first.items, ...rest.items].map((item) => item.id)).toEqual(ids)
  expect(rest.nextCursor).toBeNull()

  const [used = '', free = ''] = ids
  const brief = { projectId: idOf({ json }), summary: 'A lake', assetIds: [used] }
  expect(await nora.post('/api/nora/cinematics/briefs', brief)).toMatchObject({ status: 202 })
  expect(await nora.call('DELETE', `/api/assets/${used}`)).toMatchObject({
    status: 409,
    json: { error: { code: 'asset-in-use' } },
  })
  expect(await nora.call('DELETE', `/api/assets/${free}`)).toMatchObject({ status: 204, text: '' })
  for (const route of [`/api/assets/${free}`, `/api/assets/${free}/content`, '/api/assets/ast_x'])
    expect(await nora.get(route)).toMatchObject({ status: 404, json: { error: { code: 'asset-unknown' } } })
})
