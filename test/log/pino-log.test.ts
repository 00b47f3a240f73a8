/** Do secrets stay out of the journal, however they get near it? */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DiscordAPIError } from 'discord.js'
import { afterAll, expect, test } from 'vitest'
import { createLog } from '../../adapters/log/pino-log.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'nora-log-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a failed request tells neither the token in its address nor what was sent', () => {
  const file = path.join(folder, 'requests.log')
  const log = createLog({ file, secrets: [] })
  const body = { files: [], body: { content: 'a-private-word' } }
  const raw = { code: 10_062, message: 'Unknown interaction' }
  for (const route of ['interactions/123456/t0ken-a_b.c/callback', 'webhooks/123456/t0ken-a_b.c?wait=true'])
    log.warn('failed', {
      error: new DiscordAPIError(raw, 10_062, 404, 'POST', `https://discord.com/api/v10/${route}`, body),
    })
  log.warn('failed', { hook: 'https://hooks.slack.com/commands/T1/2/t0ken' })
  log.flush()
  const written = readFileSync(file, 'utf8')
  expect(written).not.toMatch(/t0ken|a-private-word/)
  expect(written).toContain('/interactions/123456/[secret]')
  expect(written).toContain('/webhooks/123456/[secret]?wait=true')
  expect(written).toContain('Unknown interaction')
  for (const line of written.trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow()
})

test('a secret is hidden in records, messages and stacks, also where JSON escapes it', () => {
  const file = path.join(folder, 'nora.log')
  const log = createLog({ file, secrets: ['hunter2-hunter2', 'hunter2-hunter2-and-more', 'a "quoted\\secret"'] })
  log.info('asked', { url: 'http://x/?token=hunter2-hunter2-and-more', header: 'a "quoted\\secret"' })
  log.error('broke', { error: new Error('hunter2-hunter2 was refused') })
  log.flush()
  const written = readFileSync(file, 'utf8')
  expect(written).not.toMatch(/hunter2|quoted|and-more/)
  expect(written.match(/\[secret\]/g)?.length).toBeGreaterThanOrEqual(4)
  for (const line of written.trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow()
})
