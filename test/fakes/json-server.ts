/** Serves fixed JSON by path; everything else is not there. */
import { createServer } from 'node:http'

export async function serveJson(bodies: Readonly<Record<string, unknown>>) {
  const server = createServer((req, res) => {
    const path = new URL(req.url ?? '/', 'http://x').pathname
    const isKnown = Object.hasOwn(bodies, path)
    res.writeHead(isKnown ? 200 : 404, { 'content-type': isKnown ? 'application/json' : 'application/octet-stream' })
    res.end(isKnown ? JSON.stringify(bodies[path]) : '')
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((down) => server.close(down))
    },
  }
}
