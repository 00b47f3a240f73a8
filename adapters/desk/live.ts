/** The thread of a brief as it grows: folded once, however many look at it. */
import type { Brief } from '../../src/domain/brief.ts'
import type { LoggedEvent } from '../../src/domain/event.ts'
import type { BriefId } from '../../src/domain/ids.ts'
import type { Nora } from '../../src/nora.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Card } from '../../src/words/card.ts'
import { openThread, tell, type ThreadState } from '../../src/words/thread.ts'
import { statusCard } from '../../src/words/status-card.ts'

export type Entry = {
  readonly seq: number
  readonly at: Date
  /** What a person said, which is no card. */
  readonly said: { readonly who: string; readonly text: string } | null
  readonly posts: readonly Card[]
}
export type Thread = {
  readonly entries: readonly Entry[]
  readonly state: ThreadState
  readonly status: Card
  /** Of the last event that was read. */
  readonly seq: number
  /** Grows when something changed besides progress. */
  readonly changes: number
}

const BATCH = 1000

export function createLive(deps: {
  readonly nora: Pick<Nora, 'listEvents' | 'followBrief' | 'listNotes' | 'readPerson'>
  readonly log: Log
}) {
  const { nora } = deps
  const rooms = new Map<BriefId, Room>()

  async function fold(thread: Thread, logged: LoggedEvent): Promise<Thread> {
    const { state, posts, status } = tell(thread.state, logged.event)
    const said = await saidIn(logged)
    const isProgress = logged.event.type === 'AgentStatusUpdate'
    const entry = { seq: logged.seq, at: logged.at, said, posts }
    return {
      state,
      status,
      seq: logged.seq,
      entries: posts.length === 0 && said === null ? thread.entries : [...thread.entries, entry],
      changes: thread.changes + (isProgress ? 0 : 1),
    }
  }

  /** A question tells its note only; its words are the note's. */
  async function saidIn({ briefId, event }: LoggedEvent): Promise<Entry['said']> {
    if (event.type === 'NoteTaken') return { who: event.who, text: event.text }
    if (event.type !== 'QuestionAsked') return null
    const note = (await nora.listNotes(briefId)).find((n) => n.id === event.noteId)
    if (note === undefined) return null
    return { who: (await nora.readPerson(note.personId))?.name ?? 'Somebody', text: note.text }
  }

  async function read(brief: Brief): Promise<Thread> {
    const state = openThread(brief)
    let thread: Thread = { entries: [], state, status: statusCard(state), seq: 0, changes: 0 }
    for (;;) {
      const batch = await nora.listEvents(brief.id, thread.seq, BATCH)
      for (const logged of batch) thread = await fold(thread, logged)
      if (batch.length < BATCH) return thread
    }
  }

  type Room = { thread: Thread; readonly bells: Set<() => void>; listeners: number; readonly end: AbortController }

  async function keep(brief: Brief, room: Room): Promise<void> {
    try {
      for await (const logged of nora.followBrief(brief.id, room.thread.seq, room.end.signal)) {
        room.thread = await fold(room.thread, logged)
        for (const ring of Array.from(room.bells)) ring()
      }
    } catch (error) {
      if (!room.end.signal.aborted) deps.log.error('desk-live-failed', { briefId: brief.id, error })
      rooms.delete(brief.id)
      for (const ring of Array.from(room.bells)) ring()
    }
  }

  async function enter(brief: Brief): Promise<Room> {
    const known = rooms.get(brief.id)
    if (known !== undefined) return known
    const thread = await read(brief)
    const meanwhile = rooms.get(brief.id)
    if (meanwhile !== undefined) return meanwhile
    const room: Room = { thread, bells: new Set(), listeners: 0, end: new AbortController() }
    rooms.set(brief.id, room)
    void keep(brief, room)
    return room
  }

  return {
    /** As far as it is known here; whoever listens hears of what came since. */
    look: (brief: Brief): Promise<Thread> => {
      const room = rooms.get(brief.id)
      return room === undefined ? read(brief) : Promise.resolve(room.thread)
    },

    /** The thread as it is, then each time that it has changed, until the signal aborts. */
    async *listen(brief: Brief, signal: AbortSignal): AsyncGenerator<Thread> {
      const room = await enter(brief)
      room.listeners++
      try {
        while (!signal.aborted && rooms.get(brief.id) === room) {
          const { thread } = room
          yield thread
          if (room.thread === thread) await rung(room.bells, signal)
        }
      } finally {
        room.listeners--
        if (room.listeners === 0) {
          room.end.abort()
          if (rooms.get(brief.id) === room) rooms.delete(brief.id)
        }
      }
    },
  }
}
export type Live = ReturnType<typeof createLive>

async function rung(bells: Set<() => void>, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const ring = () => resolve()
  bells.add(ring)
  signal.addEventListener('abort', ring)
  if (signal.aborted) ring()
  await promise
  signal.removeEventListener('abort', ring)
  bells.delete(ring)
}
