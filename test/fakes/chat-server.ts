/** A chat-completions server that answers what it is told to, or misbehaves on demand; it keeps what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'

export type Turn =
  /** Text, or JSON to be written. */
  | { readonly say: unknown; readonly finish?: 'stop' | 'length' | 'content_filter'; readonly tokens?: number }
  | { readonly refuse: string }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  /** `hang` never answers, `stall` stops inside the body, `drop` closes the connection, `html` is some proxy's page. */
  | 'hang'
  | 'stall'
  | 'drop'
  | 'html'

const zPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) }),
])
const zRequest = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.union([z.string(), z.array(zPart)]) })).min(2),
  response_format: z
    .object({
      type: z.literal('json_schema'),
      json_schema: z.looseObject({ name: z.string(), strict: z.literal(true) }),
    })
    .optional(),
})
export type ChatRequest = z.output<typeof zRequest> & { readonly authorization: string | undefined }

export async function startChatServer() {
  /** What the server knows; servers differ. */
  const knows = { format: true, pictures: true }
  const turns: Turn[] = []
  const requests: ChatRequest[] = []
  /** Once `turns` are used up. */
  let usual: Turn = { say: 'Hello!' }
  /** Sounds that were to be written down. */
  const heard: { readonly model: string; readonly name: string; readonly bytes: number }[] = []
  /** What is said in each of them; null: the server has no ears. */
  let speech: string | null = null

  function answer(turn: Turn, res: ServerResponse): void {
    if (turn === 'hang') return
    if (turn === 'drop') return void res.destroy()
    if (turn === 'stall') {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
      return void res.write('{"choices": [{"message": {"content": "so fa')
    }
    if (turn === 'html') {
      res.writeHead(502, { 'content-type': 'text/html' })
      return void res.end('<html><h1>Bad gateway</h1></html>')
    }
    if ('status' in turn) return json(res, turn.status, turn.body ?? { error: { message: 'no' } }, turn.headers)
    const message =
      'refuse' in turn
        ? { role: 'assistant', content: null, refusal: turn.refuse }
        : { role: 'assistant', content: typeof turn.say === 'string' ? turn.say : JSON.stringify(turn.say) }
    const [finish_reason, total_tokens] = 'say' in turn ? [turn.finish ?? 'stop', turn.tokens ?? 100] : ['stop', 10]
    json(res, 200, {
      id: `chatcmpl-${requests.length}`,
      object: 'chat.completion',
      choices: [{ index: 0, finish_reason, message }],
      usage: { prompt_tokens: 1, completion_tokens: total_tokens - 1, total_tokens },
    })
  }

  async function listen(body: Buffer, type: string, res: ServerResponse): Promise<void> {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData()
    const [file, model] = [form.get('file'), form.get('model')]
    if (!(file instanceof File) || typeof model !== 'string') throw new Error('no file or no model')
    heard.push({ model, name: file.name, bytes: file.size })
    if (speech === null) json(res, 404, { error: { message: 'no' } })
    else if (speech !== 'hang') json(res, 200, { text: speech })
  }

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    if (req.method === 'POST' && req.url === '/v1/audio/transcriptions')
      return listen(Buffer.concat(chunks), req.headers['content-type'] ?? '', res)
    if (req.method !== 'POST' || req.url !== '/v1/chat/completions') return json(res, 404, { error: { message: 'no' } })
    const body = zRequest.parse(JSON.parse(Buffer.concat(chunks).toString()))
    requests.push({ ...body, authorization: req.headers.authorization })
    if (!knows.format && body.response_format !== undefined)
      return json(res, 400, { error: { message: 'response_format of type json_schema is not supported' } })
    if (!knows.pictures && body.messages.some((m) => typeof m.content !== 'string'))
      return json(res, 400, { error: { message: 'this model does not support image input' } })
    answer(turns.shift() ?? usual, res)
  }

  const server = createServer((req, res) => {
    take(req, res).catch((error: unknown) => json(res, 422, { error: { message: String(error) } }))
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/v1`,
    knows,
    requests,
    heard,
    /** `hang` never answers. */
    hears: (said: string | null) => void (speech = said),
    /** Answers of the next requests, in their order. */
    will: (...next: readonly Turn[]) => void turns.push(...next),
    always: (turn: Turn) => void (usual = turn),
    forget() {
      turns.length = 0
      requests.length = 0
      heard.length = 0
      speech = null
      knows.format = true
      knows.pictures = true
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((down) => server.close(down))
    },
  }
}
export type ChatServer = Awaited<ReturnType<typeof startChatServer>>

function json(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers })
  res.end(JSON.stringify(body))
}
