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
/** A second of the network that a studio has, which all clips share. */
const LINE_BYTES = 125_000_000

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
      const round = async (lineBytes: number) => figuresOf(await timesOf(url, lineBytes))
      // A process that has just begun has its code still to compile. The line leaves it time to carry out what was asked.
      const cold = await round(LINE_BYTES)
      const warm = await round(LINE_BYTES)
      // As fast as one machine sends to itself: more than any line brings.
      const flood = await round(0)
      const what = `Slack, ${COMMANDS} commands at once, ${CLIPS} clips at 1 Gbit/s`
      return [
        { what: `${what}: p99 in ms`, figure: warm.p99, bar: `≤ ${BAR_MS}`, holds: warm.p99 <= BAR_MS },
        { what: `${what}: median in ms`, figure: warm.median, bar: `≤ ${BAR_MS}`, holds: warm.median <= BAR_MS },
        { what: `${what}, the first of a process: p99 in ms`, figure: cold.p99, bar: 'beside', holds: true },
        { what: `${what}, clips without a line between: p99 in ms`, figure: flood.p99, bar: 'beside', holds: true },
      ]
    } finally {
      await app.stop()
      await slack.close()
    }
  })

function figuresOf(times: readonly number[]): { readonly median: number; readonly p99: number } {
  const ordered = times.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(ordered[Math.ceil(share * ordered.length) - 1] ?? Number.NaN)
  return { median: at(0.5), p99: at(0.99) }
}

/** Clips and commands come from two processes, so that what one sends does not hold up what the other hears. */
async function timesOf(url: string, lineBytes: number): Promise<readonly number[]> {
  const client = (commands: number, clips: number) =>
    run(process.execPath, [CLIENT, url, SECRET, String(commands), String(clips), String(lineBytes)])
  const [{ stdout }] = await Promise.all([client(COMMANDS, 0), client(0, CLIPS)])
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
