/** Do verdicts, notes and identities come back as they were given, and may one person say one thing at a time? */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Change, Question } from '../../../src/domain/change.ts'
import type { Mark } from '../../../src/domain/mark.ts'
import type { Note, NoteState } from '../../../src/domain/note.ts'
import type { GivenVerdict, Verdict } from '../../../src/domain/review.ts'
import type { OpenStore, StoreUnderTest } from './under-test.ts'
import { aDelivery, anAsset, aPerson, newId, second, storeBrief } from '../../support/nouns.ts'

export function testReview(open: OpenStore): void {
  let opened: StoreUnderTest
  beforeAll(async () => void (opened = await open()))
  afterAll(() => opened[Symbol.asyncDispose]())

  async function storeDelivery() {
    const { store } = opened
    const stored = await storeBrief(store)
    const film = anAsset(stored.project.id)
    const deliveries = [1, 2].map((number) => aDelivery(stored.brief.id, film, film, { number }))
    const [first, next] = deliveries
    if (!first || !next) throw new Error('two were made')
    await store.transact(async (tx) => {
      await tx.insertAsset(film)
      for (const d of deliveries) await tx.insertDelivery(d)
    })
    return { ...stored, first, next }
  }

  describe('verdicts', () => {
    test('one a person counts, the rest stays on record', async () => {
      const { store } = opened
      const { brief, person, first, next } = await storeDelivery()
      const other = aPerson()
      const give = (n: number, verdict: Verdict, o: Partial<GivenVerdict> = {}): GivenVerdict => ({
        deliveryId: first.id,
        personId: person.id,
        verdict,
        by: 'reaction',
        text: null,
        at: second(n),
        ...o,
      })
      const approved = give(1, 'approve', { personId: other.id, text: 'ship it 🎬' })
      const rejected = give(2, 'reject')
      const beneath = give(2, 'approve')
      const changes = give(4, 'request-changes', { deliveryId: next.id, by: 'button' })
      await store.transact(async (tx) => {
        await tx.ensurePerson(other)
        await tx.insertVerdict(rejected, true)
        await tx.insertVerdict(beneath, false)
        await tx.insertVerdict(approved, true)
        await tx.insertVerdict(changes, true)
      })
      expect(await store.verdictsInForce(first.id)).toEqual([approved, rejected])
      const again = store.transact((tx) => tx.insertVerdict(give(5, 'approve'), true))
      expect(await again.then(() => null, opened.constraintOf)).toBe('verdicts_in_force')

      await store.transact(async (tx) => {
        await tx.revokeVerdict(first.id, person.id, second(6))
        await tx.revokeVerdict(first.id, person.id, second(7))
        await tx.insertVerdict(give(8, 'approve'), true)
      })
      expect(await store.verdictsInForce(first.id)).toEqual([approved, give(8, 'approve')])
      expect(await store.verdictsInForce(next.id)).toEqual([changes])
      expect(await store.verdicts(brief.id)).toEqual([
        { ...approved, deliveryNo: 1, revokedAt: null },
        { ...rejected, deliveryNo: 1, revokedAt: second(6) },
        { ...beneath, deliveryNo: 1, revokedAt: second(2) },
        { ...changes, deliveryNo: 2, revokedAt: null },
        { ...give(8, 'approve'), deliveryNo: 1, revokedAt: null },
      ])
      expect(await store.verdicts(newId('brief'))).toEqual([])
    })
  })

  test('marks are known once each, by delivery, until they are dropped', async () => {
    const { store } = opened
    const { person, first, next } = await storeDelivery()
    const on = (message: string, o: Partial<Mark> = {}): Mark => ({
      deliveryId: first.id,
      personId: person.id,
      verdict: 'approve',
      place: { platform: 'slack', workspace: 'T1', channel: 'C1', message },
      ...o,
    })
    const all = [on('1'), on('2'), on('1', { verdict: 'reject' })]
    await store.transact(async (tx) => {
      for (const mark of [...all, on('1'), on('3', { deliveryId: next.id })]) await tx.putMark(mark)
    })
    expect(await store.marks(first.id)).toHaveLength(3)
    expect(await store.marks(first.id)).toEqual(expect.arrayContaining(all))
    await store.transact(async (tx) => {
      for (const mark of [on('1'), on('1'), on('9')]) await tx.dropMark(mark)
    })
    expect(await store.marks(first.id)).toEqual(expect.arrayContaining(all.slice(1)))
    expect(await store.marks(first.id)).toHaveLength(2)
    expect(await store.marks(next.id)).toEqual([on('3', { deliveryId: next.id })])
  })

  describe('notes', () => {
    const shotIds = [newId('shot'), newId('shot')] as const
    const [a, b] = shotIds
    const changes: readonly Change[] = [
      { type: 'content', shotIds, framing: 'close-up', replace: { from: 'bird', to: 'owl' }, text: 'an owl' },
      { type: 'content', shotIds: [], lens: '85mm', cameraMove: 'pan-left', show: 's', add: 'a', text: '' },
      { type: 'finish', shotIds, exposure: -0.5, saturationFactor: 1.2, endEarlierSeconds: -1 },
      { type: 'finish', shotIds, temperature: 0.3, speedFactor: 0.9, startLaterSeconds: 0.5 },
      { type: 'film-length', seconds: 8 },
      { type: 'shot-length', shotIds, seconds: 1.5 },
      { type: 'swap', a, b },
      { type: 'move', shotIds: [a], to: { place: 'before', shotId: b } },
      { type: 'move', shotIds: [a], to: { place: 'front' } },
      { type: 'drop', shotIds: [b] },
      { type: 'add', show: 'a lamp', at: { place: 'end' }, seconds: null },
      { type: 'lock', shotIds, locked: true },
      { type: 'use-take', shotId: a, takeNo: 1 },
      { type: 'back-to', deliveryNo: 1 },
      { type: 'reroll', shotIds },
      { type: 'voiceover', assetId: newId('asset') },
      { type: 'voiceover', assetId: null },
    ]
    const question: Question = {
      text: 'Which?',
      answers: [
        { label: 'all', changes },
        { label: 'none', changes: [] },
      ],
    }
    const states: readonly NoteState[] = [
      { is: 'waiting', changes },
      { is: 'asking', question },
      { is: 'after-approval', changes },
      { is: 'taken', changes, planVersion: 2 },
      { is: 'set-aside' },
    ]

    test('in every state with every change, in the order in which they came', async () => {
      const { store } = opened
      const { brief, person } = await storeDelivery()
      const notes = states.map((state, i): Note => ({
        id: newId('note'),
        briefId: brief.id,
        deliveryNo: i === 0 ? null : 2,
        personId: person.id,
        text: 'shot 2 as a “close-up”, 墨',
        at: second(i === 4 ? 0 : 1),
        state,
      }))
      await store.transact(async (tx) => {
        for (const note of notes) await tx.insertNote(note)
      })
      expect(await store.notes(brief.id)).toEqual([notes[4], ...notes.slice(0, 4)])
      for (const note of notes) {
        const taken: Note = { ...note, state: { is: 'taken', changes: [], planVersion: 3 } }
        await store.transact((tx) => tx.saveNote({ ...taken, text: 'another' }))
        expect(await store.note(note.id)).toEqual(taken)
      }
      expect(await store.note(newId('note'))).toBeNull()
    })

    test('are refused for a delivery that was never made, and when they are not there', async () => {
      const { store } = opened
      const { brief, person } = await storeDelivery()
      const note: Note = {
        id: newId('note'),
        briefId: brief.id,
        deliveryNo: 3,
        personId: person.id,
        text: 'x',
        at: second(1),
        state: { is: 'set-aside' },
      }
      await expect(store.transact((tx) => tx.insertNote(note))).rejects.toThrow(/notes/)
      await expect(store.transact((tx) => tx.saveNote(note))).rejects.toThrow(/got 0/)
      expect(await store.notes(brief.id)).toEqual([])
    })

    test('keep the voice-over they ask for', async () => {
      const { store } = opened
      const { project, brief, person } = await storeDelivery()
      const voice = anAsset(project.id, { category: 'voiceover' })
      const asked = [{ type: 'voiceover', assetId: voice.id }] as const
      const note: Note = {
        id: newId('note'),
        briefId: brief.id,
        deliveryNo: 1,
        personId: person.id,
        text: 'this voice',
        at: second(1),
        state: { is: 'asking', question: { text: '?', answers: [{ label: 'yes', changes: asked }] } },
      }
      await store.transact(async (tx) => {
        await tx.insertAsset(voice)
        await tx.insertNote(note)
      })
      expect(await store.transact((tx) => tx.deleteAsset(voice.id))).toBe(false)
      await store.transact((tx) => tx.saveNote({ ...note, state: { is: 'set-aside' } }))
      expect(await store.transact((tx) => tx.deleteAsset(voice.id))).toBe(true)
    })
  })

  test('several identities are one person, and an identity never changes its person', async () => {
    const { store } = opened
    const [person, other] = [aPerson(), aPerson()]
    const slack = { platform: 'slack', workspace: 'T1', userId: person.id } as const
    const desk = { platform: 'desk', workspace: '', userId: person.id } as const
    await store.transact(async (tx) => {
      await tx.ensurePerson(person)
      await tx.ensurePerson(other)
      for (const identity of [slack, desk]) await tx.addIdentity(identity, person.id)
      await tx.addIdentity(slack, other.id)
    })
    expect(await store.personOf(slack)).toEqual(person)
    expect(await store.personOf(desk)).toEqual(person)
    expect(await store.personOf({ ...slack, workspace: 'T2' })).toBeNull()
  })

  test('a project has reviewers once somebody is named one', async () => {
    const { store } = opened
    const { project, person } = await storeBrief(store)
    expect(await store.hasReviewers(project.id)).toBe(false)
    await store.transact((tx) => tx.setRole(project.id, person.id, 'producer'))
    expect(await store.hasReviewers(project.id)).toBe(false)
    await store.transact((tx) => tx.setRole(project.id, person.id, 'reviewer'))
    expect(await store.hasReviewers(project.id)).toBe(true)
  })
}
