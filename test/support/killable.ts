/** A Nora in a process of its own that takes what she is asked and never gets to it, and is killed: as when the power goes. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { expect } from 'vitest'
import { pool } from '../../adapters/postgres/connect.ts'
import type { Studio } from './studio.ts'

const ROOT = path.join(import.meta.dirname, '../..')
const LONG = { timeout: 25_000, interval: 30 }

/** `listens`: what her log says once she hears the platform. */
export async function startStuck(
  { home, databaseUrl }: Studio,
  env: Readonly<Record<string, string>>,
  listens: string,
) {
  // Who speaks is looked up before anything is done: that is where she stays.
  const sql = pool(databaseUrl, 2)
  const child = spawn(process.execPath, ['--import', './bin/boot.mjs', 'bin/nora.ts', 'start'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], NORA_HOME: home, DATABASE_URL: databaseUrl, NORA_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await expect.poll(() => said, LONG).toContain(listens)
  const letGo = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const holding = sql.begin(async (tx) => {
    await tx`lock table identities in access exclusive mode`
    held.resolve()
    await letGo.promise
  })
  await held.promise

  return {
    url: /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '',
    /** Requests that are stored and not carried out. */
    open: async (): Promise<number> => {
      const [row] = await sql<{ open: number }[]>`select count(payload)::int as open from inbox`
      return row?.open ?? 0
    },
    async kill(): Promise<void> {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      letGo.resolve()
      await holding
    },
    close: async (): Promise<void> => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      letGo.resolve()
      await holding
      await sql.end({ timeout: 1 })
    },
  }
}
