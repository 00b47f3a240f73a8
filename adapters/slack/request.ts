/** One kind of Slack's requests: how it is read, what names it, whether it must be stored first, and what it does. */
import type { z } from 'zod'
import type { Inbound } from './inbound.ts'
import type { Where } from './show.ts'

export type Kind<P> = {
  /** What is stored is what it lets through, and is read with it again. */
  readonly schema: z.ZodType<P>
  /** The same however often Slack sends it. Null: it is none of Nora's affair. */
  idOf(p: P, inbound: Inbound): string | null | Promise<string | null>
  /** False where it only shows something or opens a form, which must be at once: nothing is stored. */
  changes(p: P): boolean
  /** Requests about the same are carried out in their order; null: about nothing. */
  aboutOf(p: P): string | null
  whereOf(p: P): Where
  /** `isAgain`: an earlier try may have done all of it, or a part. */
  carryOut(p: P, inbound: Inbound, isAgain: boolean): Promise<void>
}

export type Request = {
  readonly payload: unknown
  readonly changes: boolean
  readonly about: string | null
  readonly where: Where
  id(): Promise<string | null>
  carryOut(isAgain: boolean): Promise<void>
}

/** Throws where it is not of this kind. */
export const kind =
  <P>(k: Kind<P>) =>
  (inbound: Inbound, payload: unknown): Request => {
    const p = k.schema.parse(payload)
    return {
      payload: p,
      changes: k.changes(p),
      about: k.aboutOf(p),
      where: k.whereOf(p),
      id: async () => k.idOf(p, inbound),
      carryOut: (isAgain) => k.carryOut(p, inbound, isAgain),
    }
  }
