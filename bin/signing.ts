/** The secret that links in chats are signed with: shared by all who share an API token, else this home's own, made once. */
import { createHmac, randomBytes } from 'node:crypto'
import { link, readFile, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Signing } from '../src/domain/signed-link.ts'
import type { Config } from './config.ts'

export async function openSigning(config: Pick<Config, 'home' | 'http'>): Promise<Signing> {
  const { token, publicUrl } = config.http
  const secret = token === null ? await ownSecret(path.join(config.home, 'link-secret')) : derive(token)
  return { secret, publicUrl: publicUrl.replace(/\/+$/, '') }
}

/** Who sees a signature learns nothing of the token. */
const derive = (token: string): string => createHmac('sha256', token).update('links in chats').digest('base64url')

/** Of two that start at once, both use the one that was there first. */
async function ownSecret(file: string): Promise<string> {
  const known = await readFile(file, 'utf8').catch(() => '')
  if (known.length >= 32) return known
  const draft = `${file}.${process.pid}`
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
  try {
    await link(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(draft)
  }
  return readFile(file, 'utf8')
}
