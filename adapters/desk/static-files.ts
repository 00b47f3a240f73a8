/** The desk's own few files, read once and told apart by their hash. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { MiddlewareHandler } from 'hono'
import { notHere } from './here.ts'

const KINDS: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const FOLDER = path.join(import.meta.dirname, 'static')

export function createStaticFiles(): MiddlewareHandler {
  const files = new Map(
    readdirSync(FOLDER).map((name) => {
      const bytes = readFileSync(path.join(FOLDER, name))
      const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
      return [name, { bytes, tag, kind: KINDS[path.extname(name)] ?? 'application/octet-stream' }]
    }),
  )
  return async (c) => {
    const file = files.get(c.req.param('name') ?? '')
    if (file === undefined) throw notHere()
    const headers = { 'Content-Type': file.kind, 'Cache-Control': 'no-cache', ETag: file.tag }
    return c.req.header('if-none-match') === file.tag ? c.body(null, 304, headers) : c.body(file.bytes, 200, headers)
  }
}
