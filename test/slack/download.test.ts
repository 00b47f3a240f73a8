/** Is a file fetched from Slack alone, whole, and is a page or a refusal told as what it is? */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient } from '../../adapters/slack/client.ts'
import { createDownloads } from '../../adapters/slack/download.ts'
import type { SlackFile } from '../../adapters/slack/payloads.ts'
import { silent } from '../support/silent-log.ts'

const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(`${request.url} ${request.headers.authorization}`)
  const at = request.url ?? ''
  if (at.startsWith('/api/files.info')) {
    response.setHeader('content-type', 'application/json')
    const file = { id: 'F9', name: 'shared.png', mimetype: 'image/png', url_private_download: `${base()}/picture` }
    response.end(JSON.stringify(at.includes('none') ? { ok: false, error: 'file_not_found' } : { ok: true, file }))
  } else if (at === '/picture') {
    response.setHeader('content-type', 'image/png').end('PNG')
  } else if (at === '/page') {
    response.setHeader('content-type', 'text/html; charset=utf-8').end('<html>Sign in')
  } else if (at === '/away') {
    response.writeHead(302, { location: '/picture' }).end()
  } else if (at === '/broken') {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': '100' }).write('PNG')
    setImmediate(() => response.destroy())
  } else response.writeHead(404).end()
})
const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)))
afterAll(() => new Promise((closed) => server.close(closed)))

async function fetched(file: Partial<SlackFile>) {
  const apiUrl = `${base()}/api/`
  const client = createClient({ token: 'xoxb-t', apiUrl, log: silent })
  const downloads = createDownloads({ client, token: 'xoxb-t', apiUrl })
  const [inHand] = await downloads([{ id: 'F1', name: 'a.png', mimetype: 'image/png', ...file }])
  if (inHand === undefined) throw new Error('nothing in hand')
  const chunks: Uint8Array[] = []
  for await (const chunk of inHand.source) chunks.push(chunk)
  return { name: inHand.name, text: Buffer.concat(chunks).toString() }
}

describe('a file', () => {
  test('comes with the token of the bot', async () => {
    expect(await fetched({ url_private_download: `${base()}/picture` })).toEqual({ name: 'a.png', text: 'PNG' })
    expect(asked.at(-1)).toBe('/picture Bearer xoxb-t')
  })

  test('of a shared channel, or of which only the id came, is asked for first', async () => {
    expect(await fetched({ file_access: 'check_file_info', name: 'x' })).toEqual({ name: 'shared.png', text: 'PNG' })
    expect(await fetched({ name: null })).toEqual({ name: 'shared.png', text: 'PNG' })
  })

  test('that is a page, or leads elsewhere, is a missing scope', async () => {
    for (const at of ['/page', '/away'])
      await expect(fetched({ url_private_download: base() + at })).rejects.toThrow(/files:read/)
  })

  test('of another host is not asked for at all', async () => {
    const before = asked.length
    const elsewhere = base().replace('127.0.0.1', 'localhost')
    for (const url of [
      `${elsewhere}/picture`,
      'https://files.slack.com.example.com/x',
      'http://files.slack.com/x',
      'nonsense',
    ])
      await expect(fetched({ url_private_download: url })).rejects.toThrow(/not lie at Slack|named no address/)
    expect(asked).toHaveLength(before)
  })

  test('that is deleted, or breaks off, says so', async () => {
    await expect(fetched({ url_private_download: `${base()}/gone` })).rejects.toThrow('it was deleted')
    await expect(fetched({ url_private_download: `${base()}/broken` })).rejects.toThrow(/abort|terminated|closed/i)
  })
})
