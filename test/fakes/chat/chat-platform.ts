/** A chat platform in memory: what is posted, edited, uploaded and pressed is there, and every call can fail as real ones do. */
import type { Channel, MessagePlace, ThreadRef } from '../../../src/domain/message.ts'
import { fail, ok, type Result } from '../../../src/domain/result.ts'
import type { ChatFailure, ChatFile, ChatPlatform, Once, Pace, VerdictMark } from '../../../src/ports/chat.ts'
import type { Clock } from '../../../src/ports/clock.ts'
import { card, type Card } from '../../../src/words/card.ts'

export type FakeMessage = {
  readonly place: MessagePlace
  /** Null: in the channel itself. */
  readonly thread: string | null
  readonly key: string
  readonly at: Date
  card: Card
  edits: number
  readonly mentions: readonly string[]
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly marks: { readonly mark: VerdictMark; readonly userId: string }[]
}

export type Call = {
  readonly what: 'open' | 'post' | 'edit' | 'upload' | 'mark' | 'read' | 'ask'
  readonly channel: Channel
  readonly at: number
  /** For edits. */
  readonly message?: string
}
/** `before` and `after`: the connection broke before or after the platform did it. `died`: so did we, after it was done. */
export type Fault = ChatFailure | 'before' | 'after' | 'died'

/** The process died here. */
export class ChatDied extends Error {
  override name = 'ChatDied'
}

const NORA = 'nora'

export function createFakeChat(o: {
  readonly clock: Clock
  readonly platform?: ChatPlatform['platform']
  readonly pace?: Pace
  readonly lateMs?: number
  /** Asked at each call. */
  readonly fault?: (call: Call) => Fault | null
}) {
  const { clock, platform = 'slack' } = o
  const messages: FakeMessage[] = []
  const calls: Call[] = []
  let sent = 0
  let maxBytes = 10 * 1024 ** 2
  let cutMarks = false
  let fault = o.fault ?? (() => null)

  /** Does it, unless a fault comes first; `act` must do its work at once. */
  async function call<T>(about: Omit<Call, 'at'>, act: () => Result<T, ChatFailure>): Promise<Result<T, ChatFailure>> {
    const made = { ...about, at: clock.now().getTime() }
    calls.push(made)
    const hit = fault(made)
    if (hit === 'before') return fail({ type: 'unreachable', reason: '503' })
    if (hit !== null && typeof hit === 'object') return fail(hit)
    const done = act()
    if (hit === 'after') return fail({ type: 'unreachable', reason: 'socket hang up' })
    if (hit === 'died') throw new ChatDied()
    return done
  }

  const find = (place: MessagePlace) =>
    messages.find((m) => m.place.channel === place.channel && m.place.message === place.message)

  function add(channel: Channel, thread: string | null, key: string, rest: Partial<FakeMessage>): FakeMessage {
    const message: FakeMessage = {
      place: { platform, workspace: channel.workspace, channel: channel.channel, message: `m${++sent}` },
      thread,
      key,
      at: clock.now(),
      card: card('', []),
      edits: 0,
      mentions: [],
      files: [],
      marks: [],
      ...rest,
    }
    messages.push(message)
    return message
  }

  /** In the thread, and where asked in the channel; what an earlier call left is not done again. */
  function show(
    thread: ThreadRef,
    { key, isRepeat }: Once,
    alsoInChannel: boolean,
    rest: Partial<FakeMessage>,
  ): Result<{ readonly messages: readonly MessagePlace[] }, ChatFailure> {
    if (!messages.some((m) => m.place.message === thread.thread && m.place.channel === thread.channel))
      return fail({ type: 'gone', what: 'thread' })
    const places = [thread.thread, ...(alsoInChannel ? [null] : [])].map((where) => {
      const there = isRepeat ? messages.find((m) => m.key === key && m.thread === where) : undefined
      return (there ?? add(thread, where, key, rest)).place
    })
    return ok({ messages: places })
  }

  const read = async (file: ChatFile) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of file.read()) chunks.push(chunk)
    return { name: file.name, bytes: new Uint8Array(Buffer.concat(chunks)) }
  }

  const chat: ChatPlatform = {
    platform,
    name: 'Fake chat',
    pace: o.pace ?? {
      editEveryMs: 3000,
      workspaceEditEveryMs: 1600,
      channelPostEveryMs: 1000,
      latePostMs: o.lateMs ?? 0,
      lateEditMs: o.lateMs ?? 0,
    },

    openThread: (channel, shown, _title, { key, isRepeat }) =>
      call({ what: 'open', channel }, () => {
        const there = isRepeat ? messages.find((m) => m.key === key) : undefined
        const { place } = there ?? add(channel, null, key, { card: shown })
        const { message, ...where } = place
        return ok({ thread: { ...where, thread: message }, status: place })
      }),

    async post(thread, message, once) {
      const pictures = await Promise.all(message.pictures.map(read))
      const { card: shown, mentions, alsoInChannel } = message
      return call({ what: 'post', channel: thread }, () =>
        show(thread, once, alsoInChannel, { card: shown, mentions, files: pictures }),
      )
    },

    edit: (place, shown) =>
      call({ what: 'edit', channel: place, message: place.message }, () => {
        const message = find(place)
        if (message === undefined) return fail({ type: 'gone', what: 'message' })
        message.card = shown
        message.edits++
        return ok(undefined)
      }),

    async upload(thread, files, once) {
      if (files.some((f) => f.bytes > maxBytes)) return fail({ type: 'too-large', maxBytes })
      const read_ = await Promise.all(files.map(read))
      return call({ what: 'upload', channel: thread }, () => show(thread, once, once.alsoInChannel, { files: read_ }))
    },

    maxUploadBytes: (thread) => call({ what: 'ask', channel: thread }, () => ok(maxBytes)),

    seedMarks: (place, marks) =>
      call({ what: 'mark', channel: place }, () => {
        const message = find(place)
        if (message === undefined) return fail({ type: 'gone', what: 'message' })
        for (const mark of marks)
          if (!message.marks.some((m) => m.mark === mark && m.userId === NORA))
            message.marks.push({ mark, userId: NORA })
        return ok(undefined)
      }),

    readMarks: (place) =>
      call({ what: 'read', channel: place }, () => {
        const message = find(place)
        return message === undefined
          ? fail({ type: 'gone', what: 'message' })
          : ok({ marks: message.marks.filter((m) => m.userId !== NORA), isWhole: !cutMarks })
      }),
  }

  return {
    chat,
    /** Oldest first. */
    messages,
    calls,
    limitUploads: (bytes: number) => void (maxBytes = bytes),
    setFault: (next: (call: Call) => Fault | null) => void (fault = next),
    remove: (place: MessagePlace) =>
      void messages.splice(
        messages.findIndex((m) => find(place) === m),
        1,
      ),
    /** From now on not everybody who put a mark is named. */
    cutMarks: () => void (cutMarks = true),
    unpress(place: MessagePlace, mark: VerdictMark, userId: string): void {
      const marks = find(place)?.marks ?? []
      const at = marks.findIndex((m) => m.mark === mark && m.userId === userId)
      if (at >= 0) marks.splice(at, 1)
    },
    press: (place: MessagePlace, mark: VerdictMark, userId: string) => void find(place)?.marks.push({ mark, userId }),
  }
}
