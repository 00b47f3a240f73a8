/** How people come in at the desk: a link that works once, and the session that it opens. Only hashes of their secrets are kept. */
import { createHash } from 'node:crypto'
import type { PersonId } from './ids.ts'
import { DAY, MINUTE } from './time.ts'

export type DeskSession = { readonly hash: string; readonly personId: PersonId; readonly expiresAt: Date }
export type DeskLink = DeskSession

export const DESK_LINK_MS = 10 * MINUTE
export const DESK_SESSION_MS = 30 * DAY

/** From two random UUIDs: 244 bits that nobody guesses. */
export const makeSecret = (one: string, other: string): string => `${one}${other}`.replaceAll('-', '')

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Where a one-time link leads, below Nora's public URL. */
export const deskLinkPath = (secret: string): string => `/enter/${secret}`
