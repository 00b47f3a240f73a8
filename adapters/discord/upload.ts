/** Puts files into a thread, and where asked into its channel: as few messages as Discord's sizes allow, each once. */
import type { RESTPostAPIChannelMessageJSONBody } from 'discord.js'
import type { MessagePlace, ThreadRef } from '../../src/domain/message.ts'
import { ok, type Result } from '../../src/domain/result.ts'
import type { ChatFailure, ChatFile, Once, Shown } from '../../src/ports/chat.ts'
import { LIMITS } from './limits.ts'
import { inChannel, inThread } from './places.ts'
import { type createSend, tooLarge } from './send.ts'
import type { UploadLimits } from './upload-limits.ts'

/** So that one line is not shared by too many: each must be done before its request times out. */
const AT_ONCE = 4

export function createUpload(deps: { readonly send: ReturnType<typeof createSend>; readonly limits: UploadLimits }) {
  const inTurn = createSlots(AT_ONCE)

  return async (
    thread: ThreadRef,
    files: readonly ChatFile[],
    o: Once & { readonly alsoInChannel: boolean },
  ): Promise<Result<Shown, ChatFailure>> => {
    const max = deps.limits.of(thread.workspace)
    if (files.some((f) => f.bytes > max)) return tooLarge(max)
    return inTurn(async () => {
      const messages: MessagePlace[] = []
      for (const [i, group] of groupsOf(files, Math.max(max, LIMITS.requestBytes)).entries()) {
        const shown = await show(thread, group, { key: `${o.key} ${i}`, isRepeat: o.isRepeat }, o.alsoInChannel)
        if (!shown.ok) return shown
        messages.push(...shown.value)
      }
      return ok({ messages })
    })
  }

  async function show(
    thread: ThreadRef,
    group: readonly ChatFile[],
    once: Once,
    alsoInChannel: boolean,
  ): Promise<Result<readonly MessagePlace[], ChatFailure>> {
    const body: RESTPostAPIChannelMessageJSONBody = { allowed_mentions: { parse: [] } }
    const guild = thread.workspace
    const inIt = await deps.send({ guild, channelId: thread.thread, isThread: true, body, files: group }, once)
    if (!inIt.ok) return learned(thread, group, inIt.failure)
    const places = [inThread(thread, inIt.value.id)]
    if (!alsoInChannel) return ok(places)
    const reply = { ...body, message_reference: replyTo(thread) }
    const inList = await deps.send(
      { guild, channelId: thread.channel, isThread: false, body: reply, files: group },
      once,
    )
    if (inList.ok) return ok([...places, inChannel(thread, inList.value.id)])
    // Who may see the thread alone sees it there.
    return inList.failure.type === 'forbidden' ? ok(places) : learned(thread, group, inList.failure)
  }

  function learned(thread: ThreadRef, group: readonly ChatFile[], failure: ChatFailure) {
    if (failure.type !== 'too-large') return { ok: false, failure } as const
    return tooLarge(deps.limits.learnRefusal(thread.workspace, Math.max(...group.map((f) => f.bytes))))
  }
}

/** The status message begins the thread, and has its id. */
export const replyTo = (thread: ThreadRef) => ({ message_id: thread.thread, fail_if_not_exists: false })

function groupsOf(files: readonly ChatFile[], maxBytes: number): readonly (readonly ChatFile[])[] {
  const groups: ChatFile[][] = []
  let bytes = 0
  for (const file of files) {
    const last = groups.at(-1)
    bytes += file.bytes
    if (last === undefined || last.length === LIMITS.filesPerMessage || bytes > maxBytes) {
      groups.push([file])
      bytes = file.bytes
    } else last.push(file)
  }
  return groups
}

function createSlots(most: number) {
  let busy = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy >= most) await new Promise<void>((go) => waiting.push(go))
    busy++
    try {
      return await work()
    } finally {
      busy--
      waiting.shift()?.()
    }
  }
}
