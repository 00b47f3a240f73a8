/** Lets one process at a time through for a folder; the kernel opens the gate again when its holder dies. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { SECOND } from '../../src/domain/time.ts'
import { PostgresRefused } from './postgres-refused.ts'

const PATIENCE_MS = 90 * SECOND

/** Outside Linux there is no such gate, and only PostgreSQL's own lock file keeps two starters apart. */
export async function throughGate<T>(folder: string, work: () => Promise<T>): Promise<T> {
  if (process.platform !== 'linux') return work()
  // An abstract socket: a name without a file, held by its process and by nothing else.
  const name = `\0nora-${createHash('sha256').update(fs.realpathSync(folder)).digest('hex').slice(0, 24)}`
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await wait(20)) {
    const holder = await bind(name)
    if (!holder) continue
    try {
      return await work()
    } finally {
      holder.close()
    }
  }
  throw new PostgresRefused(`Another Nora has been starting in ${folder} for over a minute: stop it and start again.`)
}

const bind = (name: string) =>
  new Promise<net.Server | null>((done) => {
    const server = net.createServer((stranger) => stranger.destroy())
    server.once('error', () => done(null)).listen(name, () => done(server))
  })
