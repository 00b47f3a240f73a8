/** The HTTP API: puts its routes together behind the guard, and listens. */
import type { RequestListener } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Hono } from 'hono'
import { except } from 'hono/combine'
import { secureHeaders } from 'hono/secure-headers'
import type { Nora } from '../../src/nora.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Randomness } from '../../src/ports/randomness.ts'
import { createContentRoutes } from './asset-content.ts'
import { createPersonNamed } from './asker.ts'
import { createAssetRoutes } from './assets.ts'
import { createDocs } from './docs.ts'
import { createEventRoutes, HEARTBEAT_MS } from './brief-events.ts'
import { createBriefRoutes } from './briefs.ts'
import { createCatalogueRoutes } from './catalogue.ts'
import { createHostRoutes } from './hosts.ts'
import { createMetricsRoutes } from './metrics.ts'
import { createGuard, isLoopback } from './guard.ts'
import { createChatRoutes } from './chat.ts'
import { type Check, createHealthRoutes } from './health.ts'
import { CannotListen, createListener } from './listen.ts'
import { createOnError, onNotFound } from './on-error.ts'
import { describe } from './openapi.ts'
import { createMemberRoutes } from './members.ts'
import { createNoteRoutes } from './notes.ts'
import { createOwnWorkflowRoutes } from './own-workflows.ts'
import { createPreviewRoutes } from './previews.ts'
import { createProjectRoutes } from './projects.ts'
import { createReadInFull } from './read-in-full.ts'
import { createSteeringRoutes } from './steering.ts'
import { createVerdictRoutes } from './verdicts.ts'
import { createVersionRoutes } from './versions.ts'

// Whatever its routes know of who is there is its own affair.
// oxlint-disable-next-line typescript/no-explicit-any
type Pages = Hono<any>

export type HttpDeps = {
  readonly nora: Nora
  readonly checks: { readonly database: Check; readonly vault: Check }
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  readonly publicUrl: string
  /** Null is allowed on loopback only. */
  readonly token: string | null
  readonly log: Log
  readonly randomness: Pick<Randomness, 'uuid'>
  readonly heartbeatMs?: number
  /** Doors of others on the same port, who check for themselves who comes: they get a request as it came, body and all. */
  readonly mounts?: readonly { readonly path: string; readonly listener: RequestListener }[]
  /** What else is served on the same port, behind the same check of `Host` and `Origin`; the signal ends what it streams. */
  readonly pages?: (stopping: AbortSignal) => Pages
}

export function createHttp(deps: HttpDeps) {
  const { nora, log } = deps
  const stopping = new AbortController()
  const app = new OpenAPIHono()
  const listener = createListener({ host: deps.host, port: deps.port, fetch: app.fetch })

  const guard = createGuard({
    ...deps,
    opens: deps.nora.links.opens,
    isLoopback: isLoopback(deps.host),
    port: listener.port,
  })

  for (const { path, listener: handOn } of deps.mounts ?? [])
    app.post(path, (c) => {
      const { incoming, outgoing } = c.env as HttpBindings
      handOn(incoming, outgoing)
      return RESPONSE_ALREADY_SENT
    })
  app.onError(createOnError(deps))
  app.notFound(onNotFound)
  app.use(
    '/api/*',
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      xFrameOptions: 'DENY',
      // Whoever ends TLS before us says this.
      strictTransportSecurity: false,
      // A file is served with stricter ones.
      overwrite: false,
    }),
    async (c, next) => {
      await next()
      if (!c.res.headers.has('cache-control')) c.res.headers.set('Cache-Control', 'no-store')
    },
    guard.door,
    // What the API is like is no secret, and a browser cannot show the token for a page.
    except(['/api/docs', '/api/docs/*', '/api/openapi.json'], guard.token),
  )
  app.use('/metrics', guard.door, guard.token)

  const readInFull = createReadInFull({ nora })
  const api = {
    nora,
    readInFull,
    personNamed: createPersonNamed({ nora }),
    log,
    stopping: stopping.signal,
    heartbeatMs: deps.heartbeatMs ?? HEARTBEAT_MS,
  }
  app.route('/', createHealthRoutes(deps))
  app.route('/', createMetricsRoutes(deps))
  app.route('/api', createBriefRoutes(api))
  app.route('/api', createSteeringRoutes(api))
  app.route('/api', createVerdictRoutes(api))
  app.route('/api', createNoteRoutes(api))
  app.route('/api', createVersionRoutes(api))
  app.route('/api', createEventRoutes(api))
  app.route('/api', createProjectRoutes(api))
  app.route('/api', createChatRoutes({ ...api, randomness: deps.randomness }))
  app.route('/api', createMemberRoutes(api))
  app.route('/api', createOwnWorkflowRoutes(api))
  app.route('/api', createAssetRoutes(api))
  app.route('/api', createContentRoutes(api))
  app.route('/api', createCatalogueRoutes(api))
  app.route('/api', createHostRoutes(api))
  app.route('/api', createPreviewRoutes(api))
  app.get('/api/openapi.json', (c) =>
    c.json(describe(app, { publicUrl: deps.publicUrl, hasToken: deps.token !== null })),
  )
  app.route('/', createDocs())
  if (deps.pages !== undefined) {
    const pages = deps.pages(stopping.signal)
    app.all('/api/*', onNotFound)
    app.use('*', guard.door)
    app.route('/', pages)
  }

  return {
    app,

    /** Throws `CannotListen`, whose message says what to do. */
    async listen(): Promise<{ readonly url: string; readonly port: number }> {
      if (deps.token === null && !isLoopback(deps.host))
        throw new CannotListen(
          `Without a token Nora listens on this machine only, not on ${deps.host}: set NORA_API_TOKEN, or NORA_HOST=127.0.0.1`,
        )
      const { port } = await listener.listen()
      const host = deps.host.includes(':') && !deps.host.startsWith('[') ? `[${deps.host}]` : deps.host
      return { url: deps.port === 0 ? `http://${host}:${port}` : deps.publicUrl, port }
    },

    /** Ends live streams and waits, lets other requests end, closes the port. Twice is harmless. */
    async stop(): Promise<void> {
      stopping.abort()
      await listener.stop()
    },
  }
}
