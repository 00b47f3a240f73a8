/** Is the process alive, and can it do its work? For supervisors and load balancers; neither asks for a token. */
import { Hono } from 'hono'
import type { Log } from '../../src/ports/log.ts'
import { Refused } from './problem.ts'

/** Null when nothing is wrong, else one sentence. */
export type Check = () => Promise<string | null>

export function createHealthRoutes(deps: {
  readonly checks: { readonly database: Check; readonly vault: Check }
  readonly log: Log
}) {
  const asked = (name: string, check: Check): Promise<string | null> =>
    check().catch((error: unknown) => {
      deps.log.error('http-check-failed', { check: name, error })
      return `The ${name} does not answer.`
    })

  const app = new Hono()
  app.get('/healthz', (c) => c.json({ status: 'alive' }))
  app.get('/readyz', async (c) => {
    const [database, vault] = await Promise.all([
      asked('database', deps.checks.database),
      asked('vault', deps.checks.vault),
    ])
    const wrong = [database, vault].filter((sentence) => sentence !== null)
    if (wrong.length > 0)
      throw new Refused(503, { code: 'not-ready', message: wrong.join(' '), details: { database, vault } })
    return c.json({ status: 'ready', database, vault })
  })
  return app
}
