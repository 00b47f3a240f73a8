/** Messages that Discord knows by their nonce for some minutes: asked for again they are not made again. The twin makes them. */
import { MINUTE } from '../../src/domain/time.ts'

const KNOWN_FOR_MS = 3 * MINUTE

export function createNonces() {
  const known = new Map<string, { readonly at: number; readonly id: PromiseWithResolvers<string> }>()
  let now: () => number = Date.now

  const keyOf = (method: string, route: string, body: unknown): string | null => {
    if (method !== 'POST' || !/^\/channels\/\d+\/messages$/.test(route)) return null
    const { nonce, enforce_nonce: enforces } = (body ?? {}) as {
      readonly nonce?: string
      readonly enforce_nonce?: boolean
    }
    return nonce === undefined || enforces !== true ? null : `${route} ${nonce}`
  }

  return {
    setClock: (next: () => number): void => void (now = next),
    /** The id of the message that is there; null where it is to be made, which is then told by `made`. */
    known(method: string, route: string, body: unknown): Promise<string> | null {
      const key = keyOf(method, route, body)
      if (key === null) return null
      const there = known.get(key)
      if (there !== undefined && now() - there.at < KNOWN_FOR_MS && now() >= there.at) return there.id.promise
      known.set(key, { at: now(), id: Promise.withResolvers() })
      return null
    },
    /** `message` as the twin answers it; null: it was refused. */
    made(method: string, route: string, body: unknown, message: string | null): void {
      const key = keyOf(method, route, body)
      if (key === null) return
      if (message === null) known.delete(key)
      else known.get(key)?.id.resolve((JSON.parse(message) as { readonly id: string }).id)
    },
  }
}
