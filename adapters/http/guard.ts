/** May this request come in? `Host` and `Origin`, so that a web page elsewhere cannot speak to Nora, and for the API the token. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Nora } from '../../src/nora.ts'
import type { Log } from '../../src/ports/log.ts'
import { Refused } from './problem.ts'

export function createGuard(deps: {
  /** Null: everybody who reaches us may come in, which only loopback allows. */
  readonly token: string | null
  readonly isLoopback: boolean
  readonly publicUrl: string
  /** Whether this path may be read with what a signed link carries. */
  readonly opens: Nora['links']['opens']
  /** The port we listen on. */
  readonly port: () => number
  readonly log: Log
}): { readonly door: MiddlewareHandler; readonly token: MiddlewareHandler } {
  const publicHost = new URL(deps.publicUrl).host
  const expected = deps.token === null ? null : digest(deps.token)

  const isOurHost = (host: string): boolean =>
    host === publicHost ||
    ['127.0.0.1', 'localhost', '[::1]'].some(
      (name) => host === `${name}:${deps.port()}` || (deps.port() === 80 && host === name),
    )

  const refuse = (c: Context, status: 401 | 403, code: string, message: string, headers = {}): Refused => {
    // Without its last parts, which may be a secret of a link.
    deps.log.warn('http-refused', { code, method: c.req.method, path: c.req.path.split('/').slice(0, 3).join('/') })
    return new Refused(status, { code, message, details: {} }, headers)
  }

  return {
    /** Whose pages may speak to us, and under which name. */
    door: async (c, next) => {
      const host = c.req.header('host')?.toLowerCase() ?? ''
      const origin = c.req.header('origin')
      // DNS rebinding: a name of somebody else's that points at 127.0.0.1.
      if (deps.isLoopback && !isOurHost(host))
        throw refuse(c, 403, 'host-refused', `Nora does not answer for this host name: use ${deps.publicUrl}.`)
      if (origin !== undefined && !isSameOrigin(origin, host, publicHost))
        throw refuse(c, 403, 'origin-refused', `Pages of other sites may not speak to Nora: use ${deps.publicUrl}.`)
      await next()
    },
    token: async (c, next) => {
      const { expires, signature } = c.req.query()
      const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
      if (isRead && signature !== undefined && deps.opens(c.req.path, { expires, signature })) return next()
      if (expected !== null && signature !== undefined)
        throw refuse(
          c,
          403,
          'link-refused',
          'This link has expired, or is not whole: ask for a new one where you found it.',
        )
      if (expected !== null && !bears(c.req.header('authorization'), expected))
        throw refuse(
          c,
          401,
          'token-refused',
          'The token is missing or wrong: send "Authorization: Bearer" with the value of NORA_API_TOKEN.',
          { 'WWW-Authenticate': 'Bearer' },
        )
      await next()
    },
  }
}

/** The scheme is left out: behind a proxy the page is https while we are http. */
function isSameOrigin(origin: string, host: string, publicHost: string): boolean {
  if (!URL.canParse(origin)) return false
  const from = new URL(origin).host
  return from !== '' && (from === host || from === publicHost)
}

const bears = (header: string | undefined, expected: Buffer): boolean => {
  const given = /^Bearer +(.+)$/i.exec(header ?? '')?.[1]
  return given !== undefined && timingSafeEqual(digest(given.trim()), expected)
}

/** Of one length whatever is given, so that comparing takes one time. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
