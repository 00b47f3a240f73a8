/** Does a store know what a platform's message is, whose a channel is, and who must act? */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChatMessage, ChatThread } from '../../../src/domain/message.ts'
import type { Note } from '../../../src/domain/note.ts'
import type { ReviewTask } from '../../../src/ports/store.ts'
import type { OpenStore, StoreUnderTest } from './under-test.ts'
import { aDelivery, anAsset, newId, second, storeBrief } from '../../support/nouns.ts'

export function testMessages(open: OpenStore): void {
  let opened: StoreUnderTest
  beforeAll(async () => void (opened = await open()))
  afterAll(() => opened[Symbol.asyncDispose]())

  test('a message is remembered once, and tells its brief and delivery', async () => {
    const { store } = opened
    const { project, brief } = await storeBrief(store)
    const other = await storeBrief(store)
    const film = anAsset(project.id)
    await store.transact(async (tx) => {
      await tx.insertAsset(film)
      await tx.insertDelivery(aDelivery(brief.id, film, film, { number: 2 }))
    })
    const place = { platform: 'slack', workspace: 'T1', channel: `C${brief.id}`, message: '17.5' } as const
    const shown: ChatMessage = {
      ...place,
      briefId: brief.id,
      role: 'delivery',
      deliveryNo: 2,
      noteId: null,
      at: second(2),
    }
    const card: ChatMessage = { ...shown, message: '17.1', role: 'status-card', deliveryNo: null, at: second(1) }
    const remember = (m: ChatMessage) => store.transact((tx) => tx.rememberMessage(m))
    expect(await Promise.all([remember(shown), remember(card)])).toEqual([true, true])
    expect(await remember({ ...shown, briefId: other.brief.id, deliveryNo: null })).toBe(false)
    expect(await store.messageAt(place)).toEqual(shown)
    expect(await store.messageAt({ ...place, workspace: 'T2' })).toBeNull()
    expect(await store.messages(brief.id)).toEqual([card, shown])
    expect(await store.messages(other.brief.id)).toEqual([])
    await expect(remember({ ...shown, message: '17.9', deliveryNo: 7 })).rejects.toThrow(/got 0/)
  })

  test('a channel belongs to the project it was bound to last', async () => {
    const { store } = opened
    const [one, two] = [await storeBrief(store), await storeBrief(store)]
    const channel = { platform: 'discord', workspace: 'G1', channel: one.brief.id } as const
    expect(await store.projectOfChannel(channel)).toBeNull()
    for (const { project } of [one, two]) await store.transact((tx) => tx.bindChannel(channel, project.id))
    expect(await store.projectOfChannel(channel)).toBe(two.project.id)
    expect((await store.boundChannels('discord')).filter((c) => c.channel === channel.channel)).toEqual([channel])
    expect(await store.boundChannels('desk')).toEqual([])
    const nowhere = store.transact((tx) => tx.bindChannel(channel, newId('project')))
    expect(await nowhere.then(() => null, opened.constraintOf)).toMatch(/fk$/)
  })

  test('a thread is found by its place, saved under its version only, and known to be behind its log', async () => {
    const { store } = opened
    const { brief } = await storeBrief(store)
    const thread: ChatThread = {
      briefId: brief.id,
      platform: 'discord',
      workspace: 'G1',
      channel: brief.id,
      thread: '77',
      statusMessage: '70',
      toldSeq: 0,
      stepsDone: 2,
      doing: 'k',
      shown: 'h',
      shownAt: second(1),
      turnAt: second(2),
      editTurnAt: second(3),
      failingSince: second(4),
      tries: 5,
      maxUploadBytes: 2 ** 33,
      version: 1,
    }
    expect(await store.chatThread(brief.id)).toBeNull()
    await store.transact((tx) => tx.insertChatThread(thread))
    expect(await store.chatThread(brief.id)).toEqual(thread)
    const place = { platform: 'discord', workspace: 'G1', channel: brief.id, thread: '77' } as const
    expect(await store.threadAt(place)).toEqual(thread)
    expect(await store.threadAt({ ...place, thread: '78' })).toBeNull()
    expect(await store.threadsBehind('discord')).not.toContain(brief.id)
    await store.transact((tx) => tx.appendEvents(brief.id, [{ type: 'Answered', text: 'x' }], second(1)))
    expect(await store.threadsBehind('discord')).toContain(brief.id)
    expect(await store.threadsBehind('slack')).not.toContain(brief.id)
    await store.transact((tx) => tx.saveChatThread({ ...thread, toldSeq: 1, doing: null }))
    expect(await store.threadsBehind('discord')).not.toContain(brief.id)
    expect(await store.chatThread(brief.id)).toEqual({ ...thread, toldSeq: 1, doing: null, version: 2 })
    await expect(store.transact((tx) => tx.saveChatThread(thread))).rejects.toThrow(/changed meanwhile/)
  })

  test('who speaks in one place takes turns, others do not wait', async () => {
    const { store } = opened
    const turn = (place: string, at: number) => store.transact((tx) => tx.takeTurn('slack', place, second(at), 1500))
    const place = newId('brief')
    const both = await Promise.all([turn(place, 10), turn(place, 10)])
    const after = (ms: number) => new Date(second(10).getTime() + ms)
    expect(both.toSorted((a, b) => +a - +b)).toEqual([after(0), after(1500)])
    expect(await turn(place, 11)).toEqual(after(3000))
    expect(await turn(newId('brief'), 10)).toEqual(after(0))
    expect(await turn(place, 60)).toEqual(second(60))
  })

  test('a message that was changed says another note; a person is known under each of their names', async () => {
    const { store } = opened
    const { brief, person } = await storeBrief(store)
    const place = { platform: 'slack', workspace: 'T1', channel: `C${brief.id}`, message: '1' } as const
    const note = (n: number): Note => ({
      id: newId('note'),
      briefId: brief.id,
      deliveryNo: null,
      personId: person.id,
      text: 'darker',
      at: second(n),
      state: { is: 'set-aside' },
    })
    const [old, now] = [note(1), note(2)]
    const identities = [
      { platform: 'slack', workspace: 'T1', userId: person.id },
      { platform: 'discord', workspace: '', userId: person.id },
    ] as const
    await store.transact(async (tx) => {
      await tx.insertNote(old)
      await tx.insertNote(now)
      await tx.rememberMessage({
        ...place,
        briefId: brief.id,
        role: 'note',
        deliveryNo: null,
        noteId: old.id,
        at: second(1),
      })
      await tx.saveMessageNote(place, now.id)
      for (const identity of identities) await tx.addIdentity(identity, person.id)
    })
    expect((await store.messageAt(place))?.noteId).toBe(now.id)
    expect(await store.identitiesOf(person.id)).toEqual(expect.arrayContaining([...identities]))
    expect(await store.identitiesOf(newId('person'))).toEqual([])
  })

  test('tasks of a brief say who must act until when; the newest can be opened again', async () => {
    const { store } = opened
    const [{ brief, person }, elsewhere] = [await storeBrief(store), await storeBrief(store)]
    const task = (briefId: typeof brief.id, at: number): ReviewTask => ({
      id: newId('task'),
      briefId,
      title: 'Review delivery 1',
      assigneeId: person.id,
      status: 'open',
      dueAt: second(at + 50),
      createdAt: second(at),
    })
    const [old, newest, other] = [task(brief.id, 1), task(brief.id, 2), task(elsewhere.brief.id, 3)]
    await store.transact(async (tx) => {
      for (const t of [newest, old, other]) await tx.insertTask(t)
      await tx.closeTasks(brief.id)
    })
    expect(await store.tasks(brief.id)).toEqual([old, newest].map((t) => ({ ...t, status: 'closed' })))
    await store.transact((tx) => tx.reopenTask(brief.id))
    expect(await store.tasks(brief.id)).toEqual([{ ...old, status: 'closed' }, newest])
    expect(await store.tasks(elsewhere.brief.id)).toEqual([other])
    await store.transact((tx) => tx.reopenTask(newId('brief')))
  })
}
