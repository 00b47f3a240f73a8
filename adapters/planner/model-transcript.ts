/** What is said in a brief's voice-over, as the project's server writes it down: once a file, however often its film is planned. */
import { readFile } from 'node:fs/promises'
import { type Asset, mediaKind } from '../../src/domain/asset.ts'
import type { PlanProvenance } from '../../src/domain/shot-plan.ts'
import type { Vault } from '../../src/ports/vault.ts'
import { MODEL_LIMITS, type ModelClient } from './model-client.ts'
import { MAX_SOUND_BYTES } from './model-hear.ts'
import { modelText } from './model-text.ts'

export type Transcript = NonNullable<PlanProvenance['transcript']>

/** About ten minutes of speech. */
const MAX_TEXT = 8_000
/** Films in planning at a time; what is forgotten is asked for again. */
const REMEMBERED = 32

export function createTranscripts(deps: {
  readonly client: ModelClient
  readonly vault: Pick<Vault, 'local'>
  readonly totalMs?: number
}) {
  const known = new Map<string, Pick<Transcript, 'text' | 'why'>>()

  /** Of the voice-over that counts, the last one sent; null where there is none. `again`: for the same plan, so what failed is not tried once more. */
  return async (
    files: readonly Asset[],
    model: string,
    o: { readonly signal: AbortSignal; readonly again: boolean },
  ): Promise<{ readonly transcript: Transcript; readonly left: boolean } | null> => {
    const voice = files.findLast((a) => a.category === 'voiceover' && mediaKind(a.mime) === 'audio')
    if (voice === undefined) return null
    const told = (text: string | null, why: string | null, left: boolean) => ({
      transcript: { assetId: voice.id, model, text, why },
      left,
    })
    const key = `${model}\n${voice.sha256}`
    const before = known.get(key)
    if (before !== undefined && (o.again || before.text !== null)) return told(before.text, before.why, true)
    if (voice.bytes > MAX_SOUND_BYTES) return told(null, `it is larger than ${MAX_SOUND_BYTES / 1e6} MB`, false)
    await using file = await deps.vault.local(voice.storageKey)
    const heard = await deps.client.hear({
      model,
      sound: await readFile(file.path),
      mime: voice.mime,
      timeoutMs: deps.totalMs ?? MODEL_LIMITS.hearMs,
      signal: o.signal,
    })
    const now = heard.ok ? { text: modelText(heard.text, MAX_TEXT), why: null } : { text: null, why: heard.why }
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? '')
    known.set(key, now)
    return told(now.text, now.why, true)
  }
}
