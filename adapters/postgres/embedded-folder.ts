/** The folder that holds the embedded database: who owns it, how it is made, and how a dropped user is let into it. */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { type Programs, type ServerUser, SURROUNDINGS } from './embedded-programs.ts'
import { PostgresRefused } from './postgres-refused.ts'

const NOBODY = { uid: 65534, gid: 65534 }
const PASSWORD_FILE = 'nora.password'

export const dataOf = (home: string): string => path.join(home, 'data')
export const passwordOf = (home: string): string =>
  fs.readFileSync(path.join(dataOf(home), PASSWORD_FILE), 'utf8').trim()

/** Makes the folder when it is missing and refuses one that cannot be used. */
export function openHome(home: string): void {
  try {
    fs.mkdirSync(home, { recursive: true, mode: 0o700 })
    fs.accessSync(home, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK)
  } catch (error) {
    throw new PostgresRefused(whyUnusable(home, error), { cause: error })
  }
}

function whyUnusable(home: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  const there = fs.statSync(home, { throwIfNoEntry: false, bigint: false })
  if (there && !there.isDirectory()) return `NORA_HOME ${home} is a file, not a folder: choose another NORA_HOME.`
  if (there && there.uid !== process.getuid?.()) return foreign(home, there.uid)
  return `NORA_HOME ${home} cannot be ${there ? 'written to' : 'made'} (${code}): choose a folder of yours with NORA_HOME.`
}

const foreign = (home: string, owner: number) =>
  `NORA_HOME ${home} belongs to another user (${owner === 0 ? 'root' : owner}): start Nora as that user, or take the folder with: sudo chown -R "$(id -u)" '${home}'`

/** The user to run the server as: the owner of the database, never root. */
export function serverUser(home: string): ServerUser {
  const me = process.getuid?.()
  const there = fs.statSync(dataOf(home), { throwIfNoEntry: false })
  if (me === undefined) return null
  if (me !== 0) {
    if (there && there.uid !== me) throw new PostgresRefused(foreign(home, there.uid))
    return null
  }
  return there && there.uid !== 0 ? { uid: there.uid, gid: there.gid } : NOBODY
}

/**
 * A dropped user may not walk down to a folder below one of 0700, but may use the folder itself when it is handed over
 * as an open descriptor: `name` is what the child calls it when the descriptor is its number `at`.
 */
export const handOver = (folder: string, user: ServerUser, at: number) => {
  const fd = fs.openSync(folder, 'r')
  return { fd, name: user ? `/proc/self/fd/${at}` : folder, close: () => fs.closeSync(fd) }
}

/** Makes the database when there is none, and refuses one that these programs cannot run. */
export function openData(home: string, programs: Programs, user: ServerUser, o: { readonly sync: boolean }): void {
  const data = dataOf(home)
  if (!fs.existsSync(data)) makeData(home, programs, user, o)
  const marker = path.join(data, 'PG_VERSION')
  if (!fs.existsSync(marker) || !fs.existsSync(path.join(data, PASSWORD_FILE)))
    throw new PostgresRefused(
      `${data} is not a database that Nora made: move it away, or choose another folder with NORA_HOME.`,
    )
  const major = Number(fs.readFileSync(marker, 'utf8'))
  if (major !== programs.major)
    throw new PostgresRefused(
      `${data} was made by PostgreSQL ${major}, and this Nora brings PostgreSQL ${programs.major}: start the Nora that made it, or move the folder away.`,
    )
  // Copies of a folder come out with the owner and the mode of their day.
  const { uid, mode } = fs.statSync(data)
  if (user && uid === 0) giveAll(data, user)
  if (mode & 0o077) fs.chmodSync(data, 0o700)
}

const give = (entry: string, user: ServerUser) => {
  if (user) fs.lchownSync(entry, user.uid, user.gid)
}
function giveAll(folder: string, user: ServerUser): void {
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) give(path.join(folder, name), user)
  give(folder, user)
}

/** Built beside its place and renamed, so that a start that was killed leaves nothing that looks like a database. */
function makeData(home: string, programs: Programs, user: ServerUser, o: { readonly sync: boolean }): void {
  const data = dataOf(home)
  for (const left of fs.readdirSync(home))
    if (left.startsWith('data.')) fs.rmSync(path.join(home, left), { recursive: true, force: true })

  const growing = fs.mkdtempSync(`${data}.`)
  const passwordFile = `${growing}.password`
  const password = randomBytes(18).toString('base64url')
  try {
    fs.writeFileSync(passwordFile, password, { mode: 0o600 })
    give(passwordFile, user)
    give(growing, user)
    const folder = handOver(growing, user, 3)
    const word = handOver(passwordFile, user, 4)
    // Not `trust`: every user of the machine would be a database superuser, who may run programs.
    const args = ['-D', folder.name, '-U', 'nora', '-A', 'scram-sha-256', `--pwfile=${word.name}`, '-E', 'UTF8']
    args.push('--locale=C', '--no-instructions', '-c', 'dynamic_shared_memory_type=mmap')
    if (!o.sync) args.push('--no-sync')
    const made = spawnSync(programs.initdb, args, {
      ...SURROUNDINGS,
      ...user,
      stdio: ['ignore', 'ignore', 'pipe', folder.fd, word.fd],
      encoding: 'utf8',
    })
    folder.close()
    word.close()
    if (made.status !== 0) {
      const reason =
        made.error?.message ??
        made.stderr
          .trim()
          .split('\n')
          .find((line) => line.includes('error')) ??
        ''
      throw new PostgresRefused(`The database could not be made in ${home}: ${reason}`)
    }
    fs.writeFileSync(path.join(growing, PASSWORD_FILE), password, { mode: 0o600 })
    fs.renameSync(growing, data)
  } finally {
    fs.rmSync(passwordFile, { force: true })
    fs.rmSync(growing, { recursive: true, force: true })
  }
}
