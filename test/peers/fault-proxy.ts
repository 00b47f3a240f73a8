/** Stands between Nora and a chat platform: writes down every request, and breaks those that a test wants broken. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Call = {
  /** `chat.postMessage` of Slack, `POST /channels/:id/messages` of Discord. */
  readonly method: string
  /** As it was asked for, with its ids. */
  readonly path: string
  readonly body: Buffer
  readonly type: string
  /** By the test's clock, in milliseconds. */
  readonly at: number
}

/** `before` and `after`: the connection breaks before or after the platform did it. `late`: it breaks, and the platform does it so much later. */
export type Fault =
  | 'before'
  | 'after'
  | {
      readonly answer: number
      readonly headers?: Record<string, string>
      readonly body?: object
      readonly isDone?: true
    }
  | { readonly lateMs: number }

type Late = { readonly at: number; readonly act: () => Promise<unknown> }

/** Of the event loop, in which an answer becomes the next request. */
const QUIET_ROUNDS = 10

export async function openFaultProxy(o: {
  /** Where the platform is. */
  readonly target: string
  /** How it names itself, where that is otherwise. */
  readonly also?: readonly string[]
  /** As whom the platform is asked, the how manieth time. */
  readonly authorize?: (given: string, nth: number) => string
  readonly nameOf: (method: string, path: string) => string
}) {
  const calls: Call[] = []
  const named = [o.target, ...(o.also ?? [])]
  let fault: (call: Call) => Fault | null = () => null
  let late: Late[] = []
  let now: () => number = Date.now
  let open = 0
  const server = createServer((request, response) => {
    open++
    handle(request, response)
      .catch(() => response.destroy())
      .finally(() => open--)
  })
  const listen = (port: number) => new Promise<void>((ready) => void server.listen(port, '127.0.0.1', ready))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await wholeOf(request)
    const path = request.url ?? '/'
    const call: Call = {
      method: o.nameOf(request.method ?? 'GET', path),
      path,
      body,
      type: request.headers['content-type'] ?? '',
      at: now(),
    }
    calls.push(call)
    const hit = fault(call)
    const pass = () => passOn(request, body)
    if (hit === 'before') return void response.destroy()
    if (hit !== null && typeof hit === 'object' && 'lateMs' in hit) {
      late.push({ at: now() + hit.lateMs, act: pass })
      return void response.destroy()
    }
    if (hit !== null && typeof hit === 'object') {
      if (hit.isDone === true) await pass()
      const headers = { 'content-type': 'application/json', ...hit.headers }
      return void response.writeHead(hit.answer, headers).end(JSON.stringify(hit.body ?? {}))
    }
    const passed = await pass()
    if (hit === 'after') return void response.destroy()
    response.writeHead(passed.status, passed.headers).end(passed.body)
  }

  async function passOn(request: IncomingMessage, body: Buffer) {
    const { authorization = '', 'content-type': type } = request.headers
    const passed = await fetch(`${o.target}${request.url ?? '/'}`, {
      method: request.method ?? 'GET',
      headers: {
        authorization: o.authorize?.(authorization, calls.length) ?? authorization,
        ...(type === undefined ? {} : { 'content-type': type }),
      },
      ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
    })
    const kept = [...passed.headers].filter(([name]) => /^content-type$|^x-ratelimit|^retry-after$/.test(name))
    const bytes = Buffer.from(await passed.arrayBuffer())
    const isText = (passed.headers.get('content-type') ?? '').includes('json')
    // Its own addresses lead through here as well.
    return {
      status: passed.status,
      headers: Object.fromEntries(kept),
      body: isText ? named.reduce((text, name) => text.replaceAll(name, url), bytes.toString()) : bytes,
    }
  }

  return {
    url,
    calls,
    setFault: (next: (call: Call) => Fault | null): void => void (fault = next),
    /** The clock by which requests are written down, and late ones come. */
    setClock: (next: () => number): void => void (now = next),
    /** Nothing is asked, and nothing that would be asked next. */
    async quiet(): Promise<void> {
      for (let rounds = 0; rounds < QUIET_ROUNDS; rounds = open > 0 ? 0 : rounds + 1)
        await new Promise((again) => setImmediate(again))
    },
    /** What the platform still had to do, as far as its time has come. */
    async carryOut(): Promise<void> {
      const due = late.filter((l) => l.at <= now())
      late = late.filter((l) => l.at > now())
      for (const { act } of due) await act()
    },
    /** Nobody is there: connections are refused. */
    async down(): Promise<void> {
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
    },
    up: () => listen(port),
    async close(): Promise<void> {
      if (server.listening) await this.down()
    },
  }
}
export type FaultProxy = Awaited<ReturnType<typeof openFaultProxy>>

async function wholeOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
