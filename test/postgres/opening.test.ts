/** A server that dies while a connection opens costs a query, never the process. */
import { once } from 'node:events'
import net from 'node:net'
import { expect, inject, test } from 'vitest'
import { pool } from '../../adapters/postgres/connect.ts'

/** Passes everything on, but breaks the first connection when its client has sent that many messages. */
async function breakingAfter(messages: number): Promise<AsyncDisposable & { readonly url: string }> {
  const real = new URL(inject('postgresUrl'))
  let first = true
  const server = net.createServer((client) => {
    const breaks = first
    first = false
    let seen = 0
    const upstream = net.connect(Number(real.port), real.hostname)
    const end = () => [client, upstream].forEach((s) => s.destroy())
    client.on('data', (chunk: Buffer) => {
      seen += 1
      if (breaks && seen > messages) {
        client.resetAndDestroy()
        upstream.destroy()
      } else upstream.write(chunk)
    })
    upstream.on('data', (chunk: Buffer) => void client.write(chunk))
    for (const s of [client, upstream]) s.on('error', end).on('close', end)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = new URL(real)
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0)
  return { url: url.href, [Symbol.asyncDispose]: async () => void server.close() }
}

// What is thrown where nobody can catch it fails the whole run of the tests.
test.for([0, 1, 2, 3, 4])('broken after %i messages', async (messages) => {
  await using proxy = await breakingAfter(messages)
  const sql = pool(proxy.url, 1)
  const ask = () => sql<{ list: string[] }[]>`select ${['a "b"', 'c\\d,{}', '']}::text[] as list`
  const [row] = await ask().catch(() => ask())
  expect(row?.list).toEqual(['a "b"', 'c\\d,{}', ''])
  await sql.end({ timeout: 5 })
})
