/** Which of the routes that Nora uses does a server have, and which that should be blocked can be reached? */
import type { Http } from './http.ts'
import { zCancelled } from './messages.ts'
import type { Finding } from './trial.ts'

/** Without one of these nothing goes; each is asked for something that is not there. */
const NEEDED = ['/api/queue', '/api/history/none', '/api/object_info/EmptyImage', '/api/system_stats'] as const
/** VideoHelperSuite shows any file of the server to whoever reaches these. */
const OPEN = ['/api/vhs/getpath', '/vhs/getpath'] as const

export async function tryRoutes(http: Http): Promise<{ readonly routes: Finding; readonly proxy: Finding }> {
  const statusOf = async (path: string, method: 'GET' | 'POST' = 'GET') => {
    const asked = await http.ask(path, { method })
    return asked.answered ? asked.answer : null
  }
  const blocked: string[] = []
  for (const path of NEEDED) if ((await statusOf(path))?.status !== 200) blocked.push(path)
  if (blocked.length > 0)
    return {
      routes: { state: 'failed', says: `it does not answer ${blocked.join(', ')}: let the proxy pass them` },
      proxy: { state: 'skipped', says: 'not looked at' },
    }
  const hasJobs = (await statusOf('/api/jobs?limit=1'))?.status === 200
  // Of an id that nobody has: nothing is stopped.
  const cancel = await statusOf(`/api/jobs/${crypto.randomUUID()}/cancel`, 'POST')
  const hasCancel = cancel?.status === 200 && zCancelled.safeParse(cancel.json).success
  const ways = [
    hasJobs ? 'looked up by the jobs API' : 'looked up in queue and history, as it has no jobs API',
    hasCancel ? 'stopped by id' : 'stopped by interrupting, as it cannot cancel by id',
  ]
  const reached: string[] = []
  for (const path of OPEN) if ([200, 204].includes((await statusOf(path))?.status ?? 0)) reached.push(path)
  return {
    routes: { state: 'ok', says: `prompts are ${ways.join(', ')}` },
    proxy:
      reached.length === 0
        ? { state: 'ok', says: 'the file routes of VideoHelperSuite cannot be reached' }
        : {
            state: 'missing',
            says: `whoever reaches ${reached.join(' and ')} can read that machine's disk: put a proxy in front that lets through only what Nora needs`,
          },
  }
}
