/** How soon Slack is answered: 200 commands at once at the signed door, while 20 clips are being uploaded to the vault; and Discord after it. */
import { execFile } from 'node:child_process'
import http from 'node:http'
import path from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { z } from 'zod'
import { parseConfig } from '../bin/config.ts'
import { build } from '../bin/build.ts'
import { benchAckDiscord } from './ack-discord.ts'
import type { Figure } from './figure.ts'
import { withFolder } from './studio.ts'

const COMMANDS = 200
const CLIPS = 20
const CLIENT = path.join(import.meta.dirname, 'ack-client.ts')
const run = promisify(execFile)
const SECRET = 'a-signing-secret-of-the-bench'
const BAR_MS = 300

export const benchAck = async (): Promise<readonly Figure[]> => [...(await benchSlack()), ...(await benchAckDiscord())]

const benchSlack = (): Promise<readonly Figure[]> =>
  withFolder(async (folder) => {
    const slack = await openSlack()
    const app = await build(
      parseConfig(
        {
          NORA_HOME: folder,
          NORA_PORT: '0',
          NORA_ROLES: 'chat,http',
          SLACK_BOT_TOKEN: 'xoxb-bench',
          SLACK_SIGNING_SECRET: SECRET,
          SLACK_API_URL: slack.url,
        },
        folder,
      ),
      { log: 'file' },
    )
    try {
      const { url } = await app.listen()
      await app.talk()
      const times = await timesOf([url, SECRET, String(COMMANDS), String(CLIPS)])
      const ordered = times.toSorted((a, b) => a - b)
      const p99 = Math.round(ordered[Math.ceil(0.99 * COMMANDS) - 1] ?? Number.NaN)
      const median = Math.round(ordered[COMMANDS / 2] ?? Number.NaN)
      return [
        {
          what: `Slack, ${COMMANDS} commands at once: p99 in ms`,
          figure: p99,
          bar: `≤ ${BAR_MS}`,
          holds: p99 <= BAR_MS,
        },
        {
          what: `Slack, ${COMMANDS} commands at once: median in ms`,
          figure: median,
          bar: `≤ ${BAR_MS}`,
          holds: median <= BAR_MS,
        },
      ]
    } finally {
      await app.stop()
      await slack.close()
    }
  })

/** In a process of its own, so that its work is not Nora's. */
async function timesOf(args: readonly string[]): Promise<readonly number[]> {
  const { stdout } = await run(process.execPath, [CLIENT, ...args])
  return z.array(z.number()).parse(JSON.parse(stdout))
}

/** As much of Slack as answers a command. */
async function openSlack() {
  const answers: Readonly<Record<string, object>> = {
    'auth.test': { team_id: 'T1', user_id: 'U0NORA', bot_id: 'B1', url: 'https://x.slack.com/' },
    'users.info': { user: { name: 'ada' } },
    'conversations.info': { channel: { name: 'films', is_member: true } },
  }
  const server = http.createServer((request, response) => {
    request.resume()
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ok: true, ...answers[(request.url ?? '').slice(5)] }))
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', resolve)
  await promise
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/api/`,
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
