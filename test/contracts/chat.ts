/** What every chat platform promises the core, whatever it looks like there. Run on the fake and on each adapter. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AssetId } from '../../src/domain/ids.ts'
import type { Channel, MessagePlace, ThreadRef } from '../../src/domain/message.ts'
import type { Result } from '../../src/domain/result.ts'
import type { ChatFile, ChatMessageToPost, ChatPlatform, VerdictMark } from '../../src/ports/chat.ts'
import { card, type Card } from '../../src/words/card.ts'

/** A message as people see it. */
export type Seen = {
  readonly message: string
  /** Null: in the channel itself. */
  readonly thread: string | null
  /** All its words, in any markup. */
  readonly text: string
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
  readonly buttons: readonly { readonly label: string; readonly value: string }[]
  readonly mentions: readonly string[]
}

export type ChatUnderTest = AsyncDisposable & {
  readonly chat: ChatPlatform
  /** One that Nora is in. */
  readonly channel: Channel
  /** A user of the platform who is there. */
  readonly userId: string
  /** All messages of the channel and its threads, oldest first. */
  seen(): Promise<readonly Seen[]>
  press(message: MessagePlace, mark: VerdictMark): Promise<void>
  remove(message: MessagePlace): Promise<void>
  limitUploads(bytes: number): Promise<void>
}

const value = <T, F>(r: Result<T, F>): T => {
  if (!r.ok) throw new Error(JSON.stringify(r.failure))
  return r.value
}

const aMessage = (shown: Card, o: Partial<ChatMessageToPost> = {}): ChatMessageToPost => ({
  card: shown,
  pictures: [],
  mentions: [],
  alsoInChannel: false,
  ...o,
})

/** `bytes` zeros. */
const aFile = (name: string, bytes: number, mime = 'video/mp4'): ChatFile => ({
  name,
  mime,
  bytes,
  async *read() {
    yield new Uint8Array(bytes)
  },
})

export function testChat(name: string, open: () => Promise<ChatUnderTest>): void {
  describe(`the chat platform ${name}`, () => {
    let t: ChatUnderTest
    let nth = 0
    beforeAll(async () => void (t = await open()))
    afterAll(() => t[Symbol.asyncDispose]())

    const first = (what = 'key') => ({ key: `${what}-${++nth}`, isRepeat: false })
    const again = ({ key }: { readonly key: string }) => ({ key, isRepeat: true })
    const begin = async (): Promise<{ readonly thread: ThreadRef; readonly status: MessagePlace }> =>
      value(await t.chat.openThread(t.channel, card('Lantern: planning', ['Reading the brief']), 'Lantern', first()))
    const inThread = async ({ thread }: ThreadRef) => (await t.seen()).filter((s) => s.thread === thread)

    test('a thread is begun under its status card once, however often it is asked for', async () => {
      const once = first()
      const shown = card('Lantern: planning', ['Reading the brief'], { progress: 0.05 })
      const before = (await t.seen()).length
      const opened = value(await t.chat.openThread(t.channel, shown, 'Lantern', once))
      expect(value(await t.chat.openThread(t.channel, shown, 'Lantern', again(once)))).toEqual(opened)
      const added = (await t.seen()).slice(before).filter((s) => s.thread === null)
      expect(added).toHaveLength(1)
      expect(added[0]?.message).toBe(opened.status.message)
      expect(added[0]?.text).toContain('Reading the brief')
      expect(opened.thread).toMatchObject({ platform: t.chat.platform, workspace: t.channel.workspace })
    })

    test('messages come into the thread in order, each once; a repeat that finds nothing posts', async () => {
      const { thread } = await begin()
      const keys = [first(), first(), first()]
      const shown: MessagePlace[] = []
      for (const [i, once] of keys.entries()) {
        const posted = value(
          await t.chat.post(thread, aMessage(card(`Message ${i}`, ['with a line'])), i === 2 ? again(once) : once),
        )
        shown.push(...posted.messages)
      }
      for (const [i, once] of keys.entries()) {
        const repeated = value(await t.chat.post(thread, aMessage(card(`Message ${i}`, ['with a line'])), again(once)))
        expect(repeated.messages).toEqual([shown[i]])
      }
      const texts = (await inThread(thread)).map((s) => s.text)
      expect(texts).toHaveLength(3)
      expect(texts.map((text) => /Message \d/.exec(text)?.[0])).toEqual(['Message 0', 'Message 1', 'Message 2'])
    })

    test('buttons carry what they were given, links are shown, and only those named are mentioned', async () => {
      const { thread } = await begin()
      const asks = card('The plan', [`@everyone <!channel> <@${t.userId}0> it waits for Go.`], {
        links: [{ label: 'The film', url: 'https://nora.example.com/f?signature=a-b_c' }],
        buttons: [
          { label: 'Go', verb: 'go', value: 'brf_1:1', style: 'primary' },
          { label: 'Change', verb: 'change', value: 'brf_1:1', style: 'plain' },
          { label: 'Cancel', verb: 'cancel', value: 'brf_1:1', style: 'danger' },
        ],
      })
      value(await t.chat.post(thread, aMessage(asks, { mentions: [t.userId] }), first()))
      const [seen] = await inThread(thread)
      expect(seen?.buttons.map((b) => b.label)).toEqual(['Go', 'Change', 'Cancel'])
      expect(seen?.buttons.every((b) => b.value.includes('brf_1:1'))).toBe(true)
      expect(seen?.mentions).toEqual([t.userId])
      expect(seen?.text).toContain('https://nora.example.com/f?signature=a-b_c')
    })

    test('a card is edited in place; one that is gone is said to be', async () => {
      const { thread, status } = await begin()
      value(await t.chat.edit(status, card('Lantern: shooting', ['Shot 2 is in the can'], { progress: 0.6 })))
      const now = (await t.seen()).filter((s) => s.message === status.message && s.thread !== thread.thread)
      expect(now.map((s) => s.text).join()).toContain('Shot 2 is in the can')
      const { messages } = value(await t.chat.post(thread, aMessage(card('Gone soon', [])), first()))
      const [place] = messages
      if (place === undefined) throw new Error('it was not shown')
      await t.remove(place)
      expect(await t.chat.edit(place, card('Late', []))).toEqual({
        ok: false,
        failure: { type: 'gone', what: 'message' },
      })
    })

    test('a card that is longer than the platform takes is shown all the same', async () => {
      const { thread } = await begin()
      const long = card(
        'T'.repeat(600),
        Array.from({ length: 120 }, (_, i) => `${i}. ${'a shot at the lake '.repeat(8)}`),
        {
          buttons: Array.from({ length: 30 }, (_, i) => ({
            label: `Answer ${i} ${'x'.repeat(90)}`,
            verb: 'answer',
            value: `nte_1:${i}`,
            style: 'plain' as const,
          })),
        },
      )
      expect(value(await t.chat.post(thread, aMessage(long), first())).messages.length).toBeGreaterThan(0)
      expect((await inThread(thread)).map((s) => s.text).join(' ')).toContain('0. a shot at the lake')
    })

    test('files arrive whole and once; what is too large is refused with the limit', async () => {
      const { thread } = await begin()
      await t.limitUploads(5_000_000)
      const once = { ...first('film'), alsoInChannel: false }
      const files = [aFile('lantern_v01.mp4', 70_000), aFile('poster.jpg', 900, 'image/jpeg')]
      const shown = value(await t.chat.upload(thread, files, once))
      value(await t.chat.upload(thread, files, { ...again(once), alsoInChannel: false }))
      const seen = (await inThread(thread)).flatMap((s) => s.files)
      expect(seen).toEqual([
        { name: 'lantern_v01.mp4', bytes: 70_000 },
        { name: 'poster.jpg', bytes: 900 },
      ])
      expect(shown.messages.every((m) => m.channel !== '')).toBe(true)
      const max = value(await t.chat.maxUploadBytes(thread))
      expect(max).toBeLessThanOrEqual(5_000_000)
      const huge = await t.chat.upload(thread, [aFile('huge.mp4', max + 1)], { ...first(), alsoInChannel: false })
      expect(huge).toMatchObject({ ok: false, failure: { type: 'too-large' } })
    })

    test("what is for the channel too is shown there; people's marks are told from Nora's own", async () => {
      const { thread } = await begin()
      const before = (await t.seen()).filter((s) => s.text.includes('delivery 1')).length
      const delivery = aMessage(card('Lantern: delivery 1', ['Have a look.'], { pictures: ['ast_1' as AssetId] }), {
        alsoInChannel: true,
      })
      const { messages } = value(await t.chat.post(thread, delivery, first()))
      expect((await t.seen()).filter((s) => s.text.includes('delivery 1')).length).toBeGreaterThan(before)
      const [anchor] = messages
      if (anchor === undefined) throw new Error('nothing to react to')
      value(await t.chat.seedMarks(anchor, ['approve', 'request-changes', 'reject']))
      value(await t.chat.seedMarks(anchor, ['approve', 'request-changes', 'reject']))
      expect(value(await t.chat.readMarks(anchor))).toEqual({ marks: [], isWhole: true })
      await t.press(anchor, 'approve')
      const read = value(await t.chat.readMarks(anchor))
      // A platform may say what they are called as well.
      expect({ ...read, marks: read.marks.map(({ mark, userId }) => ({ mark, userId })) }).toEqual({
        marks: [{ mark: 'approve', userId: t.userId }],
        isWhole: true,
      })
    })
  })
}
