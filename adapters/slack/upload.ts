/** Brings files to Slack in its three steps: ask for a place, send the bytes there, say what they belong to. */
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { request } from 'undici'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { ChatFailure, ChatFile } from '../../src/ports/chat.ts'
import type { SlackClient } from './client.ts'
import { attempt, attemptEffect } from './failures.ts'

export type SharedFiles = {
  /** Of the messages that show them; empty where Slack does not tell. */
  readonly timestamps: readonly string[]
  readonly permalink: string | null
}

/** Slack shares a moment after it says that it did. */
const LOOKS_MS = [0, 300, 1000, 2500]

/** Milliseconds. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>

export function createUploads(
  client: SlackClient,
  { signal, pause = (ms) => wait(ms) }: { readonly signal?: AbortSignal; readonly pause?: Pause } = {},
) {
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
      return ok(await whereShared(client, pause, ids.value[0]?.id ?? '', channel))
    },

    /** Known to Slack and shown nowhere yet, for the pictures of a message. Fewer where some cannot be had. */
    async keep(files: readonly ChatFile[]): Promise<readonly string[]> {
      if (files.length === 0) return []
      const ids = await bringAll(files)
      if (!ids.ok || !(await complete(ids.value, {})).ok) return []
      const ready: string[] = []
      for (const { id } of ids.value) if (await isReady(client, pause, id)) ready.push(id)
      return ready
    },
  }
}

/** The shares name the message, which no step of an upload does. */
async function whereShared(client: SlackClient, pause: Pause, file: string, channel: string): Promise<SharedFiles> {
  let permalink: string | null = null
  for (const ms of LOOKS_MS) {
    await pause(ms)
    const info = await attempt(() => client.files.info({ file }))
    if (!info.ok) continue
    permalink = info.value.file?.permalink ?? null
    const shares = Object.values(info.value.file?.shares ?? {}).flatMap((places) => places?.[channel] ?? [])
    const timestamps = shares.flatMap((s: { readonly ts?: string }) => s.ts ?? [])
    if (timestamps.length > 0) return { timestamps, permalink }
  }
  return { timestamps: [], permalink }
}

/** A picture that Slack has not looked at yet would make it refuse the whole message. */
async function isReady(client: SlackClient, pause: Pause, file: string): Promise<boolean> {
  for (const ms of LOOKS_MS) {
    await pause(ms)
    const info = await attempt(() => client.files.info({ file }))
    if (info.ok && (info.value.file?.mimetype ?? '') !== '') return true
  }
  return false
}
