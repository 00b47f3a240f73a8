/** Uploads in, results out: /upload/image and /view with ranges and validators. */
import { createReadStream, type Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { FOLDERS, type Files, type Folder } from './files.ts'
import { MAX_UPLOAD_BYTES } from './server-facts.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.mp4': 'video/mp4',
}

export function fileRoutes(files: Files): Hono {
  const app = new Hono()

  app.get('/view', async (c) => {
    const { filename = '', subfolder = '', type = 'output' } = c.req.query()
    const path = files.locate({ filename, subfolder, type })
    if (typeof path === 'number') return c.body(null, path)
    const found = await stat(path).catch(() => null)
    if (!found?.isFile()) return c.body(null, 404, { 'content-type': 'application/octet-stream' })
    return show(path, found, c.req.raw.headers, c.req.method === 'HEAD')
  })

  app.post('/upload/image', async (c) => {
    const tooLarge = `Maximum request body size ${MAX_UPLOAD_BYTES} exceeded.`
    if (Number(c.req.header('content-length') ?? 0) > MAX_UPLOAD_BYTES) return c.text(tooLarge, 413)
    const form = await c.req.formData()
    const image = form.get('image')
    if (image === null) return c.body(null, 400)
    const text = (name: string): string => {
      const value = form.get(name)
      return typeof value === 'string' ? value : ''
    }
    const type = FOLDERS.find((f) => f === (text('type') || 'input'))
    if (typeof image === 'string' || image.name === '' || type === undefined) throw new Error('not a usable upload')
    const subfolder = text('subfolder')
    const overwrite = ['true', '1'].includes(text('overwrite'))
    const bytes = new Uint8Array(await image.arrayBuffer())
    const name = await files.keep(bytes, { filename: image.name, subfolder, type: type satisfies Folder, overwrite })
    return name === null ? c.body(null, 400) : c.json({ name, subfolder, type })
  })
  return app
}

function show(path: string, found: Stats, asked: Headers, head: boolean): Response {
  const etag = `"${found.mtimeMs.toString(16)}-${found.size.toString(16)}"`
  const headers = new Headers({
    'content-type': TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    'last-modified': found.mtime.toUTCString(),
    etag,
  })
  if (asked.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const range = rangeOf(asked.get('range'), found.size)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${found.size}`)
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range ?? { start: 0, end: found.size - 1 }
  headers.set('content-length', String(end - start + 1))
  if (range) headers.set('content-range', `bytes ${start}-${end}/${found.size}`)
  const body = head || end < start ? null : (Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream)
  return new Response(body, { status: range ? 206 : 200, headers })
}

/** One range in bytes; null when there is none, or one that is not understood and so counts as none. */
function rangeOf(header: string | null, size: number): { start: number; end: number } | 'unsatisfiable' | null {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return null
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return start >= size || end < start ? 'unsatisfiable' : { start, end }
}
