/** Does a store remember who is signed in at the desk, what guests were shown and said, and new names? */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GuestComment, Share } from '../../../src/domain/share.ts'
import { aDelivery, anAsset, newId, second, storeBrief } from '../../support/nouns.ts'
import type { OpenStore, StoreUnderTest } from './under-test.ts'

export function testDesk(open: OpenStore): void {
  let opened: StoreUnderTest
  beforeAll(async () => void (opened = await open()))
  afterAll(() => opened[Symbol.asyncDispose]())

  test('a link is used by one of two at the same moment, a session until it is ended or forgotten', async () => {
    const { store } = opened
    const { person } = await storeBrief(store)
    const link = { hash: newId('task'), personId: person.id, expiresAt: second(9) }
    await store.transact(async (tx) => {
      await tx.insertDeskLink(link)
      for (const [hash, at] of [
        ['one', 9],
        ['two', 20],
        ['three', 20],
      ] as const)
        await tx.insertDeskSession({ hash: link.hash + hash, personId: person.id, expiresAt: second(at) })
    })
    expect(await store.deskLink(link.hash)).toEqual(link)
    const use = () => store.transact((tx) => tx.deleteDeskLink(link.hash))
    expect((await Promise.all([use(), use()])).filter((won) => won)).toHaveLength(1)
    expect(await store.deskLink(link.hash)).toBeNull()
    await store.transact(async (tx) => {
      await tx.deleteDeskSession(`${link.hash}three`)
      await tx.forgetDeskDoors(second(10))
    })
    const left = await Promise.all(['one', 'two', 'three'].map((n) => store.deskSession(link.hash + n)))
    expect(left.map((s) => s?.personId ?? null)).toEqual([null, person.id, null])
    await store.transact((tx) => tx.renamePerson(person.id, 'Ada'))
    expect((await store.person(person.id))?.name).toBe('Ada')
  })

  test('a share is found by its hash until it is revoked; a comment is taken over once', async () => {
    const { store } = opened
    const { project, brief, person } = await storeBrief(store)
    const elsewhere = await storeBrief(store)
    const [film, newer] = [anAsset(project.id), anAsset(project.id)]
    const share: Share = {
      id: newId('share'),
      briefId: brief.id,
      deliveryNo: 7,
      hash: newId('task'),
      mayComment: true,
      madeBy: person.id,
      createdAt: second(1),
      expiresAt: second(9),
      revokedAt: null,
    }
    const comment: GuestComment = {
      id: newId('comment'),
      shareId: share.id,
      who: 'Zoë',
      text: 'shot 2 darker',
      timecodeSeconds: 1.25,
      at: second(3),
      takenBy: null,
    }
    await store.transact(async (tx) => {
      for (const [n, poster] of [film, newer].entries()) {
        await tx.insertAsset(poster)
        await tx.insertDelivery(aDelivery(brief.id, poster, poster, { id: newId('delivery'), number: 20 + n }))
      }
      await tx.insertShare(share)
      await tx.insertGuestComment(comment)
    })
    expect([await store.share(share.id), await store.shareByHash(share.hash)]).toEqual([share, share])
    expect(await store.shareByHash('another')).toBeNull()
    expect([await store.shares(brief.id), await store.shares(elsewhere.brief.id)]).toEqual([[share], []])
    expect(await store.guestComments(brief.id)).toEqual([comment])
    const take = () => store.transact((tx) => tx.takeOverComment(comment.id, person.id))
    expect((await Promise.all([take(), take()])).filter((won) => won)).toHaveLength(1)
    expect(await store.guestComments(brief.id)).toEqual([{ ...comment, takenBy: person.id }])
    for (const at of [5, 6]) await store.transact((tx) => tx.revokeShare(share.id, second(at)))
    expect((await store.share(share.id))?.revokedAt).toEqual(second(5))
    expect(await store.posters([brief.id, elsewhere.brief.id])).toEqual(new Map([[brief.id, newer.id]]))
    expect(await store.posters([])).toEqual(new Map())
  })

  test('assets are found by category and by a part of the name, page by page', async () => {
    const { store } = opened
    const { project } = await storeBrief(store)
    const assets = [
      anAsset(project.id, { name: 'Harbour 100%.jpg', createdAt: second(1) }),
      anAsset(project.id, { name: 'lake.jpg', createdAt: second(2) }),
      anAsset(project.id, { name: 'old harbour.wav', category: 'music', createdAt: second(3) }),
    ]
    await store.transact(async (tx) => {
      for (const asset of assets) await tx.insertAsset(asset)
    })
    const names = async (o: Parameters<typeof store.assets>[1]) =>
      (await store.assets(project.id, o)).items.map((a) => a.name)
    expect(await names({ limit: 9, named: 'HARBOUR' })).toEqual(['old harbour.wav', 'Harbour 100%.jpg'])
    expect(await names({ limit: 9, named: '0%' })).toEqual(['Harbour 100%.jpg'])
    expect(await names({ limit: 9, named: 'harbour', category: 'music' })).toEqual(['old harbour.wav'])
    const first = await store.assets(project.id, { limit: 1, named: 'harbour' })
    expect(await names({ limit: 1, named: 'harbour', cursor: first.nextCursor ?? '' })).toEqual(['Harbour 100%.jpg'])
    await store.transact((tx) => tx.renameAsset(assets[1]!.id, 'pond.jpg'))
    expect(await names({ limit: 9, named: 'pond' })).toEqual(['pond.jpg'])
  })
}
