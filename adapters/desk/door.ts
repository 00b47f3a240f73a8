/** Who comes in: a cookie of a session, or on this machine alone the person of this machine; and the token against forged posts. */
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { LOCAL_PERSON } from '../../src/domain/ids.ts'
import type { Person } from '../../src/domain/project.ts'
import type { Nora } from '../../src/nora.ts'
import { type Env, type Here, isScript, Sorry } from './here.ts'

const COOKIE = 'nora_desk'

export type Door = ReturnType<typeof createDoor>

export function createDoor(o: {
  readonly nora: Pick<Nora, 'personOfSession' | 'readPerson'>
  /** Whoever reaches us is the person of this machine. */
  readonly isOpen: boolean
  readonly isSecure: boolean
}) {
  const cookie = (expiresAt: Date | null) =>
    ({
      httpOnly: true,
      // `Lax`, so that a link to a brief in chat opens it; posts need the token below as well.
      sameSite: 'Lax',
      secure: o.isSecure,
      path: '/',
      ...(expiresAt === null ? {} : { expires: expiresAt }),
    }) as const

  const whose = async (secret: string): Promise<Person | null> =>
    o.isOpen ? o.nora.readPerson(LOCAL_PERSON) : secret === '' ? null : o.nora.personOfSession(secret)

  /** Everybody has a secret of their own, signed in or not; without a session it says nothing of who they are. */
  const secretOf = (c: Here): string => {
    const given = getCookie(c, COOKIE) ?? ''
    if (given !== '') return given
    const fresh = `${randomUUID()}${randomUUID()}`
    setCookie(c, COOKIE, fresh, cookie(null))
    return fresh
  }

  const isForged = (c: Here, given: string): boolean =>
    !timingSafeEqual(digest(given), digest(csrfOf(getCookie(c, COOKIE) ?? '')))

  return {
    /** Before every page: knows the person, or leads to the sign-in. */
    comeIn: (async (c, next) => {
      const secret = secretOf(c)
      c.set('csrf', csrfOf(secret))
      const person = await whose(secret)
      if (person === null) {
        if (c.req.method !== 'GET' || isScript(c)) throw new Sorry(403, 'You are signed out: sign in and try again.')
        return c.redirect('/sign-in', 303)
      }
      c.set('person', person)
      await next()
    }) satisfies MiddlewareHandler<Env>,

    /** For pages without a person: they have forms too. */
    known: (async (c, next) => {
      c.set('csrf', csrfOf(secretOf(c)))
      await next()
    }) satisfies MiddlewareHandler<Env>,

    /** Before every post. Uploads bring it in a header, as their body is the file. */
    notForged: (async (c, next) => {
      if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
      const type = c.req.header('content-type') ?? ''
      const isForm = /^application\/x-www-form-urlencoded|^multipart\/form-data/.test(type)
      const given = c.req.header('x-csrf') ?? (isForm ? (await c.req.parseBody())['csrf'] : '')
      if (typeof given !== 'string' || isForged(c, given))
        throw new Sorry(403, 'This page is too old: load it again, then try once more.')
      return next()
    }) satisfies MiddlewareHandler<Env>,

    signIn(c: Here, session: { readonly secret: string; readonly expiresAt: Date }): void {
      setCookie(c, COOKIE, session.secret, cookie(session.expiresAt))
    },
    signOut(c: Here): string {
      const secret = getCookie(c, COOKIE) ?? ''
      setCookie(c, COOKIE, '', cookie(new Date(0)))
      return secret
    },
  }
}

/** Of one length whatever is given, so that comparing takes one time. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Tells nothing of the secret it comes from. */
const csrfOf = (secret: string): string => digest(`csrf of ${secret}`).toString('hex')
