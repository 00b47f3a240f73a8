/** The demo as a newcomer runs it: a process of its own, in a folder of its own, with an embedded database. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createMedia } from '../../adapters/media/media.ts'
import { example } from '../support/studio.ts'
import { silent } from '../support/silent-log.ts'

const ROOT = path.join(import.meta.dirname, '../..')
/** With a space and letters beyond ASCII, as people's folders have. */
const folder = mkdtempSync(path.join(os.tmpdir(), 'nora demo é '))
const home = path.join(folder, 'home')
const media = createMedia({ log: silent })

type Ran = { readonly code: number | null; readonly out: string; readonly err: string }

function nora(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn(process.execPath, ['--import', './bin/boot.mjs', 'bin/nora.ts', ...words], {
    cwd: ROOT,
    env: { PATH: '/usr/bin:/bin', HOME: folder, NORA_HOME: home, NORA_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ran = { code: null as number | null, out: '', err: '' }
  child.stdout.on('data', (d: Buffer) => (ran.out += d.toString()))
  child.stderr.on('data', (d: Buffer) => (ran.err += d.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...ran, code })))
}

const file = (name: string, content: string | Buffer): string => {
  const at = path.join(folder, name)
  writeFileSync(at, content)
  return at
}

const zLast = z.strictObject({
  briefId: z.string(),
  film: z.string(),
  poster: z.string(),
  durationSeconds: z.number(),
  shots: z.number(),
  renders: z.number(),
})

beforeAll(async () => {
  // Made once, so that what is refused afterwards is refused by an ordinary second start.
  await nora(['migrate'])
})
afterAll(async () => {
  await media.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a database is brought up to date, twice as well as once', async () => {
  expect(await nora(['migrate'])).toEqual({ code: 0, out: 'The database is up to date.\n', err: '' })
})

test('a film, its thread, and last a line of JSON', { timeout: 60_000 }, async () => {
  const { code, out, err } = await nora([
    'demo',
    'A lantern drifts. 2 seconds, 256x144, 12 fps, 2 shots',
    example('lantern.jpg'),
  ])
  expect(err).toBe('')
  expect(code).toBe(0)
  const last = zLast.parse(JSON.parse(out.trim().split('\n').at(-1) ?? ''))
  expect(last).toMatchObject({ durationSeconds: 2, shots: 2, renders: 2 })
  expect(await media.verify(last.film)).toMatchObject({
    ok: true,
    value: { frames: 24, fps: 12, width: 256, height: 144 },
  })
  expect(existsSync(last.poster)).toBe(true)
  const said = ['You ', 'The plan: 2 shots', 'delivery 1', '100%', 'Film ', 'Poster ']
  expect(said.filter((words) => !out.includes(words))).toEqual([])
  expect(out).not.toContain('\u001b[')
})

describe('the wrong thing is answered in one line, with an exit code', () => {
  const text = 'A lantern. 1 second, 256x144'
  const cases: readonly (readonly [string, () => readonly string[], RegExp])[] = [
    ['no brief', () => ['demo'], /^Say what the film shows/],
    ['an empty brief', () => ['demo', '  '], /^The brief is empty/],
    ['three hours', () => ['demo', 'A lantern. 3 hours long'], /^A film of 3 hours cannot be made/],
    ['a missing file', () => ['demo', text, path.join(folder, 'none.jpg')], /^There is no file "none\.jpg"/],
    ['a folder', () => ['demo', text, folder], /cannot be read \(it is a folder/],
    [
      'a page named as a picture',
      () => ['demo', text, file('page.png', '<!doctype html><html><body>sign in</body></html>')],
      /"page\.png"/,
    ],
    ['an empty file', () => ['demo', text, file('empty.jpg', '')], /"empty\.jpg" is empty/],
    [
      'a corrupt video',
      () => [
        'demo',
        text,
        file(
          'broken.mp4',
          Buffer.concat([
            Buffer.from('000000206674797069736f6d0000020069736f6d69736f32617663316d703431', 'hex'),
            Buffer.alloc(4000, 7),
          ]),
        ),
      ],
      /"broken\.mp4" is damaged/,
    ],
    ['an unknown command', () => ['sing'], /^There is no command "sing"/],
    ['an unknown option', () => ['demo', '--loud', text], /--loud/],
  ]
  for (const [name, words, said] of cases)
    test(`${name} → ${said.source}`, { timeout: 30_000 }, async () => {
      const ran = await nora(words())
      expect(ran.err).toMatch(said)
      expect(ran.code).toBe(1)
      expect(ran.err).not.toMatch(/^\s+at /m)
      expect(ran.out).toBe('')
    })

  test('a folder that cannot be used', async () => {
    const ran = await nora(['demo', text], { NORA_HOME: file('plain.txt', 'not a folder') })
    expect(ran).toMatchObject({ code: 1, out: '' })
    expect(ran.err).toMatch(/^NORA_HOME: .*cannot be used/)
  })
  test('a port that is taken', async () => {
    const { createServer } = await import('node:net')
    const server = createServer()
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const ran = await nora(['start'], { NORA_PORT: String(port) })
    server.close()
    expect(ran.code).toBe(1)
    expect(ran.err).toContain(String(port))
    expect(ran.err.trim().split('\n')).toHaveLength(1)
  })
})
