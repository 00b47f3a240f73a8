/** Links that open one path until they expire: signed with a secret of this Nora's, checked in constant time. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

export type Signing = {
  readonly secret: string
  /** Under which people reach Nora, without a slash at its end. */
  readonly publicUrl: string
}

export const signedLink = ({ secret, publicUrl }: Signing, path: string, expiresAt: Date): string => {
  const expires = Math.floor(expiresAt.getTime() / 1000)
  return `${publicUrl}${path}?expires=${expires}&signature=${signatureOf(secret, path, expires)}`
}

/** `path` as it was asked for, without its query; what is missing or malformed opens nothing. */
export function isSignedFor(
  secret: string,
  path: string,
  { expires, signature }: { readonly expires: string | undefined; readonly signature: string | undefined },
  now: Date,
): boolean {
  if (expires === undefined || signature === undefined || !/^\d{1,11}$/.test(expires)) return false
  const isRight = timingSafeEqual(digest(signature), digest(signatureOf(secret, path, Number(expires))))
  return isRight && Number(expires) * 1000 > now.getTime()
}

const signatureOf = (secret: string, path: string, expires: number): string =>
  createHmac('sha256', secret).update(`GET ${path}\n${expires}`).digest('base64url')

/** Of one length whatever is given, so that comparing takes one time. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
