/**
 * Where the built-in renderers of one NORA_HOME live. Each Nora has her own, under a name that no other ever had: a take
 * whose host is named so can be looked after by every Nora as long as that process lives, and is lost when it does not.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { isGone, thisProcess } from '../adapters/vault/left-over.ts'
import { SECOND } from '../src/domain/time.ts'

const PREFIX = 'previz-'
const zNotice = z.object({ machine: z.string(), pid: z.number(), since: z.number(), url: z.string().nullable() })

/** Takes rendered by any of them are animatics. */
export const isPreviz = (host: string): boolean => host.startsWith(PREFIX)

export type PrevizHome = {
  readonly name: string
  /** Not yet there. */
  readonly folder: string
  /** From now on others find it. */
  announce(url: string): Promise<void>
  /** From now on nobody does: to be called before it stops, so that nobody waits for it. */
  withdraw(): Promise<void>
}

/** `root` is shared by all Noras of a home. What dead ones left in it is removed. */
export async function openPrevizHome(root: string): Promise<PrevizHome> {
  await mkdir(root, { recursive: true })
  await sweep(root)
  const name = PREFIX + randomBytes(3).toString('hex')
  const notice = (url: string | null) => writeFile(noticeOf(root, name), JSON.stringify({ ...thisProcess(), url }))
  // Before the folder is made: a folder without a notice is nobody's.
  await notice(null)
  return {
    name,
    folder: path.join(root, name),
    announce: notice,
    withdraw: () => rm(noticeOf(root, name), { force: true }),
  }
}

/** Its URL, or null when it is no more. */
export async function findPreviz(root: string, name: string): Promise<string | null> {
  const notice = isPreviz(name) ? await readNotice(root, name) : null
  if (notice === null || notice.url === null || isGone(notice)) return null
  // The number may be another program's by now. On this machine a port is refused only if nobody listens.
  const answer = await fetch(`${notice.url}/system_stats`, { signal: AbortSignal.timeout(5 * SECOND) }).catch(
    (error: unknown) => (error instanceof Error && error.name === 'TimeoutError' ? null : error),
  )
  return answer === null || answer instanceof Response ? notice.url : null
}

const noticeOf = (root: string, name: string): string => path.join(root, `${path.basename(name)}.json`)

async function readNotice(root: string, name: string): Promise<z.infer<typeof zNotice> | null> {
  try {
    return zNotice.parse(JSON.parse(await readFile(noticeOf(root, name), 'utf8')))
  } catch {
    // Withdrawn, or half-written by a process that was killed at it.
    return null
  }
}

async function sweep(root: string): Promise<void> {
  const entries = await readdir(root)
  for (const name of new Set(entries.map((entry) => entry.replace(/\.json$/, '')))) {
    const notice = entries.includes(`${name}.json`) ? await readNotice(root, name) : null
    if (notice !== null && !isGone(notice)) continue
    await rm(path.join(root, name), { recursive: true, force: true })
    await rm(noticeOf(root, name), { force: true })
  }
}
