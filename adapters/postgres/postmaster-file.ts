/** What the server wrote into its folder about itself, and whether it still holds. */
import fs from 'node:fs'
import path from 'node:path'

/** `none`: nothing that could be a server. */
export type Postmaster =
  | { readonly state: 'none' }
  | { readonly state: 'starting' | 'ready'; readonly pid: number; readonly port: number }

const text = (file: string): string => {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** False also for a zombie, and for another program that has the number by now, which is usual in containers. */
export const isServer = (pid: number, port: number): boolean =>
  exists(pid) && (process.platform !== 'linux' || text(`/proc/${pid}/cmdline`).includes(`\0-p\0${port}\0`))

const fileOf = (data: string) => path.join(data, 'postmaster.pid')

/** Lines 1, 4 and 8 are the process, the port and the state. */
export function readPostmaster(data: string): Postmaster {
  const lines = text(fileOf(data)).split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!(pid > 0) || !exists(pid)) return { state: 'none' }
  // Line 4 is written a moment after line 1; until then any PostgreSQL of that number counts.
  const ours = port > 0 ? isServer(pid, port) : text(`/proc/${pid}/cmdline`).includes('postgres')
  if (!ours) return { state: 'none' }
  return { state: lines[7]?.trim() === 'ready' ? 'ready' : 'starting', pid, port }
}

/** Above every number that Linux gives a process. */
const NO_PROCESS = 4_194_304

/**
 * Takes out of the file what would keep PostgreSQL from starting: garbage, and a number that is another program's now.
 * The rest of the file stays, because PostgreSQL reads there whether children of the old server still use its memory.
 */
export function clearPostmaster(data: string): void {
  const file = fileOf(data)
  const [first = '', ...rest] = text(file).split('\n')
  const pid = Number(first)
  if (pid > 0 && !exists(pid)) return
  if (pid > 0 && rest.length >= 6) fs.writeFileSync(file, [String(NO_PROCESS), ...rest].join('\n'))
  else fs.rmSync(file, { force: true })
}

/** The port of last time, so that pools find the server again; null before the first time. */
export const lastPort = (data: string): number | null =>
  Number(/"-p" "(\d+)"/.exec(text(path.join(data, 'postmaster.opts')))?.[1]) || null
