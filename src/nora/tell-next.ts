/**
 * The next thing that a thread lacks: its beginning, a message in its turn, or its newest status card. What is begun is
 * written down before, so that after a crash it is looked for and not done twice.
 */
import type { BriefId } from '../domain/ids.ts'
import type { ChatThread, MessagePlace } from '../domain/message.ts'
import { chatBackoff } from '../domain/retry.ts'
import { MINUTE } from '../domain/time.ts'
import type { ChatFailure, ChatPlatform } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Randomness } from '../ports/randomness.ts'
import type { Store, Transaction } from '../ports/store.ts'
import type { Card } from '../words/card.ts'
import { anewCard, lateCard, noThreadCard } from '../words/posting-words.ts'
import { createFailingEdits } from './failing-edits.ts'
import type { PostStep } from './post-step.ts'
import { cardHash, type Step, type Telling, told } from './thread-steps.ts'
import { createInTurn, keysOf, whenDone } from './thread-turns.ts'

/** 'on': there may be more. A number: wait so long. Null: all is told. `telling` as it is from now on, where it changed. */
type Next = { readonly go: 'on' | number | null; readonly telling?: Telling }
export type TellNext = (chat: ChatPlatform, thread: ChatThread, telling: Telling) => Promise<Next>

/** A silence of which people are told, once it is over. */
const LONG_SILENCE_MS = 2 * MINUTE
/** A request that the platform refuses as wrong is tried so often; then the thread goes on without it. */
const MOST_REFUSALS = 3
const ON: Next = { go: 'on' }

export function createTellNext(deps: {
  readonly store: Store
  readonly postStep: PostStep
  readonly clock: Clock
  readonly randomness: Randomness
  readonly log: Log
}): TellNext {
  const { store, clock, log } = deps
  const inTurn = createInTurn(deps)
  const save = (thread: ChatThread) => store.transact((tx) => tx.saveChatThread(thread))
  const failingEdits = createFailingEdits(clock)
  /** What somebody must give us, by the brief whose thread is shut to us. Lost with the process, and then not said. */
  const missing = new Map<BriefId, string>()

  return async (chat, thread, telling) => {
    const { status } = telling
    if (status === null) return { go: null }
    if (thread.thread === null) return open(chat, thread, telling.state.title, status)
    const { failingSince } = thread
    const silence = failingSince === null ? 0 : clock.now().getTime() - failingSince.getTime()
    const lacked = missing.get(thread.briefId) ?? null
    if (failingSince !== null && (silence > LONG_SILENCE_MS || lacked !== null)) {
      const late = lateCard(silence, lacked)
      return step(chat, thread, telling, aside(thread, `late${failingSince.getTime()}`, late), null)
    }
    missing.delete(thread.briefId)
    const [first] = telling.untold
    const untold = first?.steps[thread.stepsDone]
    if (first !== undefined && untold !== undefined) return step(chat, thread, telling, untold, first.steps.length)
    const isShown = thread.shown === cardHash(status)
    if (thread.statusMessage === null && !isShown)
      return step(chat, thread, telling, aside(thread, `status${thread.shownAt?.getTime() ?? 0}`, status, true), null)
    if (thread.statusMessage !== null && (!isShown || keysOf(thread).includes('edit')))
      return edit(chat, thread, status)
    if (thread.toldSeq === telling.readSeq) return { go: null }
    await save({ ...thread, toldSeq: telling.readSeq, stepsDone: 0 })
    return { go: null, telling: told(telling) }
  }

  async function open(chat: ChatPlatform, thread: ChatThread, title: string, status: Card): Promise<Next> {
    // Given up: what happens is on the desk.
    if (thread.tries >= MOST_REFUSALS && thread.failingSince === null) return { go: null }
    const { briefId, platform, workspace, channel, statusMessage: before } = thread
    const key = before === null ? `${briefId}:root` : `${briefId}:root:${before}`
    const turn = await inTurn(thread, postsIn(thread, chat, key))
    if ('waitMs' in turn) return { go: turn.waitMs }
    const place = { platform, workspace, channel }
    const opened = await chat.openThread(place, status, title, { key, isRepeat: turn.isRepeat })
    if (!opened.ok) {
      const { failure } = opened
      if (failure.type !== 'refused' || turn.begun.tries + 1 < MOST_REFUSALS)
        return failed(chat, turn.begun, failure, key)
      log.error('thread-not-begun', { briefId, ...failure })
      // Said where it can be, which is not everywhere.
      const card = noThreadCard(title, chat.name, failure.reason)
      await chat.openThread(place, card, title, { key: `${key}:none`, isRepeat: turn.isRepeat })
      const tries = turn.begun.tries + 1
      await save({ ...whenDone(turn.begun, key), tries })
      return { go: null }
    }
    const { thread: begun, status: message } = opened.value
    if (before !== null) {
      const here = { ...turn.begun, thread: begun.thread }
      const told = await deps.postStep(chat, here, aside(thread, `anew:${before}`, anewCard), turn.isRepeat)
      if (!told.ok) return failed(chat, turn.begun, told.failure, key)
    }
    await store.transact(async (tx) => {
      // What an earlier try left shows what was true then.
      const shown = turn.isRepeat ? null : cardHash(status)
      const now = { thread: begun.thread, statusMessage: message.message, shown, shownAt: clock.now() }
      await tx.saveChatThread({ ...whenDone(turn.begun, key), ...now })
      await remember(tx, briefId, [message], 'status-card', null)
      const brief = await tx.lockBrief(briefId)
      if (brief !== null)
        await tx.saveBrief({ ...brief, noraSessionId: `${platform}:${workspace}:${channel}:${begun.thread}` })
    })
    return ON
  }

  /** `of`: how many steps its event has; null where it is none of the log's. */
  async function step(
    chat: ChatPlatform,
    thread: ChatThread,
    telling: Telling,
    s: Step,
    of: number | null,
  ): Promise<Next> {
    const turn = await inTurn(thread, postsIn(thread, chat, s.key))
    if ('waitMs' in turn) return { go: turn.waitMs }
    const posted = await deps.postStep(chat, turn.begun, s, turn.isRepeat)
    if (!posted.ok) {
      const isHopeless = posted.failure.type === 'refused' && turn.begun.tries + 1 >= MOST_REFUSALS
      if (!isHopeless) return failed(chat, turn.begun, posted.failure, s.key)
      log.error('thread-step-dropped', { briefId: thread.briefId, key: s.key, ...posted.failure })
    }
    const messages = posted.ok ? posted.value.messages : []
    const isLast = of !== null && thread.stepsDone + 1 >= of
    const after = isLast ? told(telling) : telling
    const stepsDone = of === null ? thread.stepsDone : isLast ? 0 : thread.stepsDone + 1
    if (posted.ok) failingEdits.posted(thread.briefId)
    const status =
      s.do === 'post' && s.role === 'status-card'
        ? {
            statusMessage: messages[0]?.message ?? null,
            shown: turn.isRepeat && posted.ok ? null : cardHash(s.card),
            shownAt: clock.now(),
          }
        : {}
    await store.transact(async (tx) => {
      await tx.saveChatThread({ ...whenDone(turn.begun, s.key), ...status, toldSeq: after.toldSeq, stepsDone })
      if (s.do === 'post' && s.role !== null) await remember(tx, thread.briefId, messages, s.role, s.deliveryNo)
      if (s.do === 'upload') await remember(tx, thread.briefId, messages, 'delivery', s.delivered.deliveryNo)
    })
    return { go: 'on', telling: after }
  }

  /** Newest state wins: what was true meanwhile is not shown. */
  async function edit(chat: ChatPlatform, thread: ChatThread, status: Card): Promise<Next> {
    const { platform, workspace, channel } = thread
    const { editEveryMs, workspaceEditEveryMs: everyMs, lateEditMs: lateMs } = chat.pace
    const tooSoon = (thread.shownAt?.getTime() ?? 0) + editEveryMs - clock.now().getTime()
    if (tooSoon > 0) return { go: tooSoon }
    const turn = await inTurn(thread, {
      which: 'editTurnAt',
      place: `${workspace} edits`,
      everyMs,
      key: 'edit',
      lateMs,
    })
    // Looked at again before its turn: what is to be posted does not wait for it.
    if ('waitMs' in turn) return { go: Math.min(turn.waitMs, editEveryMs) }
    const edited = await chat.edit({ platform, workspace, channel, message: thread.statusMessage ?? '' }, status)
    const isGone = !edited.ok && edited.failure.type === 'gone' && edited.failure.what === 'message'
    if (!edited.ok && !isGone) {
      const isRefusal = edited.failure.type === 'refused'
      const refusals = failingEdits.failed(thread.briefId, cardHash(status), isRefusal)
      if (refusals < MOST_REFUSALS) return failed(chat, turn.begun, edited.failure, 'edit')
      // The card keeps what it shows until there is something new.
      log.error('thread-card-not-shown', { briefId: thread.briefId, ...edited.failure })
    }
    failingEdits.done(thread.briefId)
    // Somebody deleted it: a new one is posted into the thread.
    if (isGone) await save({ ...whenDone(turn.begun, 'edit'), statusMessage: null, shown: null })
    else await save({ ...whenDone(turn.begun, 'edit'), shown: cardHash(status), shownAt: clock.now() })
    return ON
  }

  async function remember(
    tx: Transaction,
    briefId: BriefId,
    messages: readonly MessagePlace[],
    role: 'status-card' | NonNullable<Extract<Step, { do: 'post' }>['role']>,
    deliveryNo: number | null,
  ): Promise<void> {
    for (const { platform, workspace, channel, message } of messages)
      await tx.rememberMessage({
        platform,
        workspace,
        channel,
        message,
        briefId,
        role,
        deliveryNo,
        noteId: null,
        at: clock.now(),
      })
  }

  async function failed(chat: ChatPlatform, begun: ChatThread, failure: ChatFailure, key: string): Promise<Next> {
    log.warn('thread-not-told', { briefId: begun.briefId, key, failure: failure.type })
    // Somebody deleted it: the film is told on in a new one.
    if (failure.type === 'gone' && failure.what === 'thread' && begun.thread !== null) {
      await save({ ...begun, thread: null, statusMessage: begun.statusMessage ?? begun.thread, tries: 0 })
      return ON
    }
    // Of the platform's own making and over at a known time: neither a failure nor a silence.
    if (failure.type === 'rate-limited') return { go: failure.afterMs }
    const isEdit = key === 'edit'
    if (failure.type === 'forbidden' && !isEdit) missing.set(begun.briefId, failure.missing)
    const tries = isEdit ? failingEdits.tries(begun.briefId) : begun.tries + 1
    const isSilence = failure.type !== 'too-large' && !isEdit
    const since = begun.failingSince ?? failingEdits.since(begun.briefId) ?? clock.now()
    const failingSince = isSilence ? since : begun.failingSince
    const learned =
      failure.type === 'too-large' && failure.maxBytes !== null ? { maxUploadBytes: failure.maxBytes } : {}
    await save({ ...begun, ...learned, tries: isEdit ? begun.tries : tries, failingSince })
    const why = failure.type === 'gone' || failure.type === 'forbidden' ? 'shut' : 'away'
    const pauseMs = chatBackoff(why, tries, deps.randomness.below(1000) / 1000)
    // Looked for sooner it could be missed, and done twice.
    const mayFollow = failure.type === 'unreachable' && failure.mayFollow === true
    const lateMs = isEdit ? chat.pace.lateEditMs : chat.pace.latePostMs
    return { go: mayFollow ? Math.max(pauseMs, lateMs) : pauseMs }
  }
}

/** A message of which the log says nothing. */
const aside = ({ briefId }: ChatThread, part: string, card: Card, isStatus = false): Step => ({
  do: 'post',
  key: `${briefId}:${part}`,
  card,
  role: isStatus ? 'status-card' : null,
  deliveryNo: null,
  delivered: null,
})

const postsIn = ({ workspace, channel }: ChatThread, chat: ChatPlatform, key: string) =>
  ({
    which: 'turnAt',
    place: `${workspace} ${channel}`,
    everyMs: chat.pace.channelPostEveryMs,
    lateMs: chat.pace.latePostMs,
    key,
  }) as const
