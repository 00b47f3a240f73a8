/** A server on this machine that answers everything with nothing. */
import { once } from 'node:events'
import { createServer } from 'node:http'

export async function answering(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((_, response) => response.end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
