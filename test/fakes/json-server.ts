/** Serves fixed JSON by path; everything else is not there. What is no JSON is said with its type and status. */
import { createServer } from 'node:http'

/** Bytes as they are, where a server says something else than good JSON. */
export class Raw {
  readonly status: number
  readonly type: string
  readonly body: string
  constructor(status: number, type: string, body: string) {
    this.status = status
    this.type = type
    this.body = body
  }
}

export async function serveJson(bodies: Readonly<Record<string, unknown>>) {
  const requests: string[] = []
  const server = createServer((req, res) => {
    const path = new URL(req.url ?? '/', 'http://x').pathname
    requests.push(`${req.method} ${path}`)
    const body = bodies[path]
    const raw =
      body instanceof Raw
        ? body
        : Object.hasOwn(bodies, path)
          ? new Raw(200, 'application/json', JSON.stringify(body))
          : new Raw(404, 'application/octet-stream', '')
    // Read to its end, or the connection breaks under who still sends.
    req.resume().on('end', () => res.writeHead(raw.status, { 'content-type': raw.type }).end(raw.body))
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((down) => server.close(down))
    },
  }
}
