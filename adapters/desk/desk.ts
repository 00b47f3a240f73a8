/** The desk: every page put together, behind the door, with headers under which nothing foreign runs. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { BadCursor } from '../../src/domain/failure.ts'
import type { Nora } from '../../src/nora.ts'
import type { Log } from '../../src/ports/log.ts'
import { createBriefActs } from './brief-acts.ts'
import { createBriefLive } from './brief-live.ts'
import { createBriefPage } from './brief-page.ts'
import { createComparePage } from './compare-page.ts'
import { createDoor } from './door.ts'
import { createFiles, type ServeFile } from './files.ts'
import { createGuestPage } from './guest-page.ts'
import { type Env, isScript, notHere, Sorry } from './here.ts'
import { createHousePages } from './house-pages.ts'
import { createLive } from './live.ts'
import { createNewBrief } from './new-brief.ts'
import { sorryPage } from './page.ts'
import { createProjectPage } from './project-page.ts'
import { createProjectsPage } from './projects.ts'
import { createSettingsPage } from './settings-page.ts'
import { createMe, createSignIn } from './sign-in.ts'
import { createStaticFiles } from './static-files.ts'
import { createVaultPage } from './vault-page.ts'

/** Far above any script that a brief may bring. */
const MAX_FORM_BYTES = 1024 * 1024

export type DeskDeps = {
  readonly nora: Nora
  readonly serveFile: ServeFile
  readonly publicUrl: string
  readonly token: string | null
  /** Nobody signs in, as only this machine reaches us. */
  readonly isOpen: boolean
  readonly log: Log
}

export function createDesk(deps: DeskDeps, stopping: AbortSignal) {
  const { nora, log, publicUrl, token, isOpen } = deps
  const door = createDoor({ nora, isOpen, isSecure: publicUrl.startsWith('https:') })
  const live = createLive(deps)
  const desk = new Hono<Env>()

  desk.use(
    '*',
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        mediaSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      // A form's `Origin` would be "null" without it.
      referrerPolicy: 'same-origin',
      // Whoever ends TLS before us says this.
      strictTransportSecurity: false,
      // A file is served with stricter ones.
      overwrite: false,
    }),
    async (c, next) => {
      await next()
      if (!c.res.headers.has('cache-control')) c.res.headers.set('Cache-Control', 'no-store')
    },
  )
  desk.onError((error, c) => {
    const back = new URL(c.req.header('referer') ?? '/', publicUrl).pathname
    const known =
      error instanceof BadCursor ? new Sorry(422, 'That page of the list is gone: begin at the first one.') : error
    if (!(known instanceof Sorry)) log.error('desk-failed', { method: c.req.method, error })
    const message = known instanceof Sorry ? known.message : 'Something broke in Nora herself: try again.'
    const status = known instanceof Sorry ? known.status : 500
    if (isScript(c)) return c.json({ ok: false, message }, status)
    return c.html(sorryPage({ message, person: c.var.person ?? null, back }), status)
  })

  desk.get('/static/:name', createStaticFiles())
  desk.route('/', createGuestPage(deps))
  const tooLarge = () => {
    throw new Sorry(413, 'That is too much text for one form: attach it as a file.')
  }
  const formLimit = bodyLimit({ maxSize: MAX_FORM_BYTES, onError: tooLarge })
  // Files are counted by the vault.
  desk.use('*', (c, next) => (/^\/p\/[^/]+\/files$/.test(c.req.path) ? next() : formLimit(c, next)))
  desk.route('/', createSignIn({ nora, door, token }))

  const inside = new Hono<Env>()
  inside.use('*', door.comeIn, door.notForged)
  inside.route('/', createProjectsPage(deps))
  inside.route('/', createProjectPage(deps))
  inside.route('/', createNewBrief(deps))
  inside.route('/', createVaultPage(deps))
  inside.route('/', createSettingsPage(deps))
  inside.route('/', createHousePages(deps))
  inside.route('/', createComparePage(deps))
  inside.route('/', createBriefPage({ nora, live }))
  inside.route('/', createBriefLive({ nora, live, stopping, log }))
  inside.route('/', createBriefActs(deps))
  inside.route('/', createFiles(deps))
  inside.route('/', createMe({ nora, door, isOpen }))
  inside.all('*', () => {
    throw notHere()
  })
  desk.route('/', inside)
  return desk
}
