/** Can Nora keep her things in that folder? */
import { mkdir, statfs } from 'node:fs/promises'
import { bytes } from '../src/words/say.ts'
import { Stopped } from './stopped.ts'

/** An empty database takes 60 MB, a film and its takes some more. */
const LEAST_FREE_BYTES = 200 * 1024 ** 2

/** Makes it where it is missing; throws what to do in one sentence. */
export async function usableHome(home: string): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new Stopped(
      `NORA_HOME: ${home} cannot be used (${error.code ?? error.message}). Name a folder that you may write to, for example: NORA_HOME=$HOME/nora`,
    )
  })
  const { bavail, bsize } = await statfs(home)
  if (bavail * bsize < LEAST_FREE_BYTES)
    throw new Stopped(
      `NORA_HOME: ${home} has only ${bytes(bavail * bsize)} free. Make room for ${bytes(LEAST_FREE_BYTES)}, or name another folder, for example: NORA_HOME=/srv/nora`,
    )
}
