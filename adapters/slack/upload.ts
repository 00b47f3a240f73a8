/** Brings files to Slack in its three steps: ask for a place, send the bytes there, say what they belong to. */
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { request } from 'undici'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { ChatFailure, ChatFile } from '../../src/ports/chat.ts'
import type { SlackClient } from './client.ts'
import { attempt, attemptEffect, isForNow } from './failures.ts'

export type SharedFiles = {
  /** Of the messages that show them; empty where Slack does not tell. */
  readonly timestamps: readonly string[]
  readonly permalink: string | null
}

/** Slack shares a moment after it says that it did. */
const LOOKS_MS = [0, 300, 1000, 2500]

/** For the pictures of one message; they are no reason to hold it back for long. */
const MOST_TRIES = 3
const MOST_REMEMBERED = 500

/** Milliseconds. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>

export function createUploads(
  client: SlackClient,
  { signal, pause = (ms) => wait(ms) }: { readonly signal?: AbortSignal; readonly pause?: Pause } = {},
) {
  /** By the key of a message: how often its pictures were not taken. */
  const tries = new Map<string, number>()

  /** The first two steps. */
  async function bring(file: ChatFile): Promise<Result<string, ChatFailure>> {
    const place = await attempt(() => client.files.getUploadURLExternal({ filename: file.name, length: file.bytes }))
    if (!place.ok) return place
    const { upload_url: url, file_id: id } = place.value
    if (url === undefined || id === undefined) return fail({ type: 'refused', reason: 'Slack named no upload address' })
    try {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', 'content-length': String(file.bytes) },
        body: Readable.from(file.read()),
        signal: signal ?? null,
      })
      await body.dump()
      if (statusCode === 200) return ok(id)
      if (statusCode === 413) return fail({ type: 'too-large', maxBytes: null })
      const reason = `the upload was answered ${statusCode}`
      return fail({ type: statusCode >= 500 || statusCode === 429 ? 'unreachable' : 'refused', reason })
    } catch (error) {
      return fail({ type: 'unreachable', reason: error instanceof Error ? error.message : String(error) })
    }
  }

  async function bringAll(files: readonly ChatFile[]) {
    const ids: { readonly id: string; readonly title: string }[] = []
    for (const file of files) {
      const id = await bring(file)
      if (!id.ok) return id
      ids.push({ id: id.value, title: file.name })
    }
    return ok(ids)
  }

  const complete = (ids: readonly { readonly id: string; readonly title: string }[], to: object) => {
    const [first, ...rest] = ids
    if (first === undefined) throw new Error('there is nothing to share')
    return attemptEffect(() => client.files.completeUploadExternal({ files: [first, ...rest], ...to }))
  }

  return {
    /** Into a thread, as one message. */
    async share(
      channel: string,
      thread: string,
      files: readonly ChatFile[],
    ): Promise<Result<SharedFiles, ChatFailure>> {
      const ids = await bringAll(files)
      if (!ids.ok) return ids
      const done = await complete(ids.value, { channel_id: channel, thread_ts: thread })
      if (!done.ok) return done
      return whereShared(client, pause, ids.value[0]?.id ?? '', channel)
    },

    /**
     * Known to Slack and shown nowhere yet, for the pictures of the message with this key. Fewer where some cannot be
     * had. Fails some times while Slack takes none; then the message goes without them.
     */
    async keep(files: readonly ChatFile[], key: string): Promise<Result<readonly string[], ChatFailure>> {
      if (files.length === 0) return ok([])
      const kept = await keepAll(files)
      if (kept.ok || !isForNow(kept.failure)) {
        tries.delete(key)
        return kept.ok ? kept : ok([])
      }
      const tried = (tries.get(key) ?? 0) + 1
      tries.set(key, tried)
      for (const oldest of tries.keys()) if (tries.size > MOST_REMEMBERED) tries.delete(oldest)
      if (tried >= MOST_TRIES) return ok([])
      // Nobody sees what comes of it late.
      const { failure } = kept
      return fail(failure.type === 'unreachable' ? { type: failure.type, reason: failure.reason } : failure)
    },
  }

  async function keepAll(files: readonly ChatFile[]): Promise<Result<readonly string[], ChatFailure>> {
    const ids = await bringAll(files)
    if (!ids.ok) return ids
    const done = await complete(ids.value, {})
    if (!done.ok) return done
    const ready: string[] = []
    for (const { id } of ids.value) {
      const looked = await isReady(client, pause, id)
      if (!looked.ok) return looked
      if (looked.value) ready.push(id)
    }
    return ok(ready)
  }
}

/** The shares name the message, which no step of an upload does. Where Slack cannot be asked, a repeat finds it by its file. */
async function whereShared(
  client: SlackClient,
  pause: Pause,
  file: string,
  channel: string,
): Promise<Result<SharedFiles, ChatFailure>> {
  let permalink: string | null = null
  let away: ChatFailure | null = null
  for (const ms of LOOKS_MS) {
    await pause(ms)
    const info = await attempt(() => client.files.info({ file }))
    if (!info.ok) {
      if (isForNow(info.failure)) away = info.failure
      continue
    }
    permalink = info.value.file?.permalink ?? null
    const shares = Object.values(info.value.file?.shares ?? {}).flatMap((places) => places?.[channel] ?? [])
    const timestamps = shares.flatMap((s: { readonly ts?: string }) => s.ts ?? [])
    if (timestamps.length > 0) return ok({ timestamps, permalink })
  }
  if (away === null) return ok({ timestamps: [], permalink })
  // It is shared, and may not be found yet.
  return fail(away.type === 'unreachable' ? { ...away, mayFollow: true } : away)
}

/** A picture that Slack has not looked at yet would make it refuse the whole message. Fails where it cannot be asked. */
async function isReady(client: SlackClient, pause: Pause, file: string): Promise<Result<boolean, ChatFailure>> {
  let away: ChatFailure | null = null
  for (const ms of LOOKS_MS) {
    await pause(ms)
    const info = await attempt(() => client.files.info({ file }))
    if (info.ok && (info.value.file?.mimetype ?? '') !== '') return ok(true)
    if (!info.ok && isForNow(info.failure)) away = info.failure
  }
  return away === null ? ok(false) : fail(away)
}
