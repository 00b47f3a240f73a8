/** What a file of 1 GB costs in memory on its way into the vault and out again. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import { build } from '../bin/build.ts'
import { parseConfig } from '../bin/config.ts'
import type { Figure } from './figure.ts'
import { withFolder } from './studio.ts'

const GIGABYTE = 1024 ** 3
const MB = 1024 ** 2
/** V8 lets about as much of buffers gather before it looks for what is done with; that is not the file's doing. */
const WARM_BYTES = 64 * MB
const MOST_MB = 64
const EVERY_MS = 20
const CLIENT = path.join(import.meta.dirname, 'stream-client.ts')

export const benchStream = (): Promise<readonly Figure[]> =>
  withFolder(async (folder) => {
    const environment = { NORA_HOME: folder, NORA_PORT: '0', NORA_ROLES: 'http' }
    const app = await build(parseConfig(environment, folder), { log: 'file' })
    try {
      const { url } = await app.listen()
      await client('upload', url, WARM_BYTES)
      const up = await growth(() => client('upload', url, GIGABYTE))
      const down = await growth(() => client('download', `${url}/api/assets/${up.value}/content`))
      if (down.value !== String(GIGABYTE)) throw new Error(`got ${down.value} bytes`)
      return [
        { what: 'MB of memory for an upload of 1 GB', figure: up.mb, bar: `≤ ${MOST_MB}`, holds: up.mb <= MOST_MB },
        {
          what: 'MB of memory for a download of 1 GB',
          figure: down.mb,
          bar: `≤ ${MOST_MB}`,
          holds: down.mb <= MOST_MB,
        },
      ]
    } finally {
      await app.stop()
    }
  })

/** Of Nora's process; the media child is one of its own. */
async function growth<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly mb: number }> {
  const before = process.memoryUsage.rss()
  let most = before
  const look = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), EVERY_MS)
  try {
    return { value: await work(), mb: Math.round((most - before) / MB) }
  } finally {
    clearInterval(look)
  }
}

/** In a process of its own, so that what is measured is Nora alone; answers what it prints. */
async function client(...words: readonly (string | number)[]): Promise<string> {
  const child = spawn(process.execPath, [CLIENT, ...words.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  for await (const chunk of child.stdout) out += String(chunk)
  return out.trim()
}
