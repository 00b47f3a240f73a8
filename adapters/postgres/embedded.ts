/** Starts the PostgreSQL that came with npm on a folder, or adopts the one that already runs there. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { SECOND } from '../../src/domain/time.ts'
import { dataOf, handOver, openData, passwordOf, serverUser } from './embedded-folder.ts'
import { findPrograms, SURROUNDINGS, type Programs, type ServerUser } from './embedded-programs.ts'
import { clearPostmaster, isServer, lastPort, readPostmaster } from './postmaster-file.ts'
import { PostgresRefused } from './postgres-refused.ts'

export type Server = { readonly url: string; readonly pid: number; readonly port: number; readonly adopted: boolean }
export type ServerOptions = {
  /** Where to copy the programs when the server's user cannot read them, in order. */
  readonly programCaches?: readonly string[]
  /** False: a power cut may cost the database. For tests. */
  readonly durable?: boolean
}

const PATIENCE_MS = 60 * SECOND
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Not POSIX shared memory, which containers may lack: a folder made with it would not start there.
  dynamic_shared_memory_type: 'mmap',
  shared_buffers: '32MB',
  max_connections: '100',
  io_method: 'sync',
  jit: 'off',
  max_wal_size: '256MB',
  log_timezone: 'UTC',
  timezone: 'UTC',
}
const CARELESS = { fsync: 'off', full_page_writes: 'off' }

/** To be called by one process at a time for a home. */
export async function startPostgres(home: string, o: ServerOptions): Promise<Server> {
  const data = dataOf(home)
  const user = serverUser(home)
  const programs = findPrograms(user, o.programCaches ?? [user ? '/var/cache' : home, os.tmpdir()])
  openData(home, programs, user, { sync: o.durable !== false })
  const server = (pid: number, port: number, adopted: boolean): Server => ({
    url: `postgres://nora:${passwordOf(home)}@127.0.0.1:${port}/postgres`,
    pid,
    port,
    adopted,
  })

  let port = lastPort(data) ?? (await freePort())
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await wait(50)) {
    const seen = readPostmaster(data)
    if (seen.state === 'ready') return server(seen.pid, seen.port, true)
    if (seen.state === 'starting') continue
    clearPostmaster(data)
    const started = await launch({ home, programs, user, port, durable: o.durable !== false })
    if ('pid' in started) return server(started.pid, port, false)
    if (started.said.includes('could not bind')) port = await freePort()
    // Both pass by themselves: a server that is just stopping, and children that outlived theirs.
    else if (!/lock file|shared memory block/.test(started.said))
      throw new PostgresRefused(`PostgreSQL did not start in ${home}: ${lastReason(started.said)}`)
  }
  throw new PostgresRefused(`PostgreSQL was not ready in time: see ${logOf(home)}.`)
}

/** Ends it and its connections at once, without losing what was committed. */
export async function stopPostgres(server: Server): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isServer(server.pid, server.port)) return
    process.kill(server.pid, signal)
    for (const end = Date.now() + 10 * SECOND; Date.now() < end; await wait(10))
      if (!isServer(server.pid, server.port)) return
  }
}

const logOf = (home: string) => path.join(home, 'postgres.log')

/** One attempt: the process once it takes connections, or what it said when it ended before that. */
async function launch(o: {
  readonly home: string
  readonly programs: Programs
  readonly user: ServerUser
  readonly port: number
  readonly durable: boolean
}): Promise<{ readonly pid: number } | { readonly said: string }> {
  const data = dataOf(o.home)
  const settings = Object.entries({ ...SETTINGS, ...(o.durable ? {} : CARELESS) })
  const folder = handOver(data, o.user, 3)
  const log = fs.openSync(logOf(o.home), 'a', 0o600)
  const from = fs.fstatSync(log).size
  const child = spawn(
    o.programs.postgres,
    ['-D', folder.name, '-p', String(o.port), ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Detached: Ctrl-C must not stop the server before Nora has put her work down.
    { ...SURROUNDINGS, ...o.user, detached: true, stdio: ['ignore', 'ignore', log, folder.fd] },
  )
  folder.close()
  fs.closeSync(log)
  child.unref()
  const ended = new Promise<string>((done) => {
    child.once('exit', (code, signal) => done(`it ended with ${signal ?? code}`))
    child.once('error', (error) => done(error.message))
  })
  let why: string | null = null
  while (why === null) {
    const seen = readPostmaster(data)
    if (seen.state === 'ready' && seen.pid === child.pid) return { pid: seen.pid }
    why = await Promise.race([ended, wait(5, null)])
  }
  const said = fs.readFileSync(logOf(o.home)).subarray(from).toString()
  return { said: said.trim() || why }
}

const lastReason = (said: string): string =>
  said
    .split('\n')
    .findLast((line) => /FATAL|PANIC|error/.test(line))
    ?.replace(/^.*?(FATAL|PANIC):\s*/, '') ??
  said.split('\n')[0] ??
  ''

const freePort = () =>
  new Promise<number>((done, failed) => {
    const probe = net.createServer().once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
