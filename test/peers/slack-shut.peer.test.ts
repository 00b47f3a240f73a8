/** Does a film go on where Slack shuts a door in the middle of it, and are people told honestly, once? */
import { afterEach, describe, expect, test } from 'vitest'
import { SECOND } from '../../src/domain/time.ts'
import { createChance } from '../story/small-world.ts'
import type { Call, Fault } from './fault-proxy.ts'
import { createFilmWorld } from './film-world.ts'
import type { Side } from './side.ts'
import { openSlackSide } from './slack-side.ts'

const PICTURE = { name: 'harbour.jpg', bytes: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...Array<number>(200).fill(1)]) }
const BRIEF = 'A lantern in the fog: a keeper walks home over the wall. 2 seconds, 256x144, 12 fps, 2 shots.'
const CALM = { dying: 0, hiccups: 0, repeats: 0 }
const LATE = 'I could not write here for a while'
const INSTEAD = 'The film is behind the link above'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function begun() {
  const side = await openSlackSide({ door: 'http' })
  closing.push(() => side.close())
  const channel = await side.makeChannel()
  const world = await createFilmWorld(side, createChance(7), CALM)
  closing.push(() => world.stop())
  await world.hear(await side.mention(channel, BRIEF, PICTURE))
  const brief = async () => (await world.nora.listBriefs({ limit: 1 })).items[0]
  const stage = async () => (await brief())?.state.stage
  /** Time passes until it is so. */
  async function until(isSo: () => Promise<boolean>): Promise<void> {
    for (let round = 0; round < 4000; round++) {
      if (await isSo()) return
      await world.work()
      world.pass(2 * SECOND)
    }
    throw new Error(`it never came: ${JSON.stringify(world.open())}`)
  }
  const ours = async () => (await side.seen(channel)).filter((m) => m.isOurs && !m.isAnswer)
  await until(async () => (await ours()).length > 0)
  return {
    side,
    channel,
    world,
    stage,
    until,
    ours,
    titles: async () => (await ours()).map((m) => m.title),
    /** In how many messages of the thread, and in how many of the channel, it is shown. */
    async films() {
      const showing = (await ours()).filter((m) => m.files.some((f) => f.endsWith('.mp4')))
      return [showing.filter((m) => !m.isInChannel).length, showing.filter((m) => m.isInChannel).length]
    },
    idle: () => until(async () => world.open().length === 0),
  }
}

const refused =
  (error: string, methods: readonly string[], more: object = {}) =>
  (call: Call): Fault | null =>
    methods.includes(call.method) ? { answer: 200, body: { ok: false, error, ...more } } : null
const WRITING = [
  'chat.postMessage',
  'chat.update',
  'files.getUploadURLExternal',
  'files.completeUploadExternal',
  'reactions.add',
]

/** Messages with pictures. */
const pictured = ({ proxy }: Side): number =>
  proxy.calls.filter((c) => c.method === 'chat.postMessage' && c.body.includes('slack_file')).length

describe('in the middle of a film', () => {
  test.each(['not_in_channel', 'channel_not_found', 'is_archived'])(
    'the channel is shut (%s): the film goes on, and is told whole with one honest word once she may write again',
    async (error) => {
      const { side, world, stage, until, titles, films, idle } = await begun()
      side.proxy.setFault(refused(error, WRITING))
      await until(async () => (await stage()) === 'in-review')
      world.pass(600 * SECOND)
      await world.work()
      expect(await films()).toEqual([0, 0])
      side.proxy.setFault(() => null)
      await idle()
      const told = await titles()
      expect(told.filter((t) => t.startsWith(LATE))).toHaveLength(1)
      expect(told.filter((t) => t.endsWith(': delivery 1'))).toHaveLength(1)
      expect(await films()).toEqual([1, 1])
    },
  )

  test('a scope is taken away: the film is shown by its link, with what is missing', async () => {
    const { side, channel, ours, titles, films, idle } = await begun()
    side.proxy.setFault(refused('missing_scope', ['files.getUploadURLExternal'], { needed: 'files:write' }))
    await idle()
    expect(await films()).toEqual([0, 0])
    const instead = (await ours()).filter((m) => m.title.startsWith(INSTEAD))
    expect(instead).toHaveLength(1)
    expect(await side.textAt(channel, instead[0]?.message ?? '')).toContain(
      'I could not upload it here: I lack files:write.',
    )
    expect((await titles()).filter((t) => t.endsWith(': delivery 1'))).toHaveLength(1)
  })

  test('the workspace takes no file of its size: the film is behind its link, and people are told', async () => {
    const { side, channel, ours, films, idle } = await begun()
    side.proxy.setFault(refused('file_upload_size_restricted', ['files.completeUploadExternal']))
    await idle()
    expect(await films()).toEqual([0, 0])
    const instead = (await ours()).filter((m) => m.title.startsWith(INSTEAD))
    expect(instead).toHaveLength(1)
    expect(await side.textAt(channel, instead[0]?.message ?? '')).toContain('larger than I may upload here')
  })

  test('an upload that breaks is done again alone', async () => {
    const { side, titles, films, idle } = await begun()
    let broken = 0
    side.proxy.setFault((call) => (call.method === 'upload' && broken++ < 3 ? { answer: 503 } : null))
    await idle()
    expect(broken).toBeGreaterThan(3)
    expect(await films()).toEqual([1, 1])
    expect((await titles()).filter((t) => t.endsWith(': delivery 1'))).toHaveLength(1)
  })

  test.each([
    ['limited', { answer: 429, headers: { 'retry-after': '2' }, body: { ok: false, error: 'ratelimited' } }],
    ['away', { answer: 503 }],
  ] as const)(
    'files cannot be looked up for some seconds (%s): the film and its pictures are shown all the same, and it is heard there',
    async (_, fault) => {
      const { side, channel, world, stage, until, ours, films, idle } = await begun()
      const looks = { picture: 4, film: 4 }
      let what: keyof typeof looks = 'picture'
      side.proxy.setFault(({ method, body }) => {
        if (method === 'files.getUploadURLExternal') what = body.includes('.mp4') ? 'film' : 'picture'
        return method === 'files.info' && looks[what]-- > 0 ? fault : null
      })
      await idle()
      expect(Math.max(looks.picture, looks.film)).toBeLessThan(1)
      expect(await films()).toEqual([1, 1])
      expect(pictured(side)).toBe(2)
      const film = (await ours()).find((m) => m.files.some((f) => f.endsWith('.mp4')) && !m.isInChannel)
      await world.hear(await side.react(channel, film!, 'approve'))
      await until(async () => (await stage()) === 'approved')
    },
  )

  test('files can never be looked up: the words come without their pictures, and the film is found by its name', async () => {
    const { side, films, idle } = await begun()
    side.proxy.setFault(({ method }) => (method === 'files.info' ? { answer: 503 } : null))
    await idle()
    expect(pictured(side)).toBe(0)
    expect(await films()).toEqual([1, 1])
  })

  test('where Slack does not tell in which message the film is shown, the words above it take the marks and the verdict', async () => {
    const { side, channel, world, stage, until, ours, films, idle } = await begun()
    side.proxy.setFault((call) =>
      call.method === 'files.info'
        ? {
            answer: 200,
            body: { ok: true, file: { id: 'F1', mimetype: 'video/mp4', permalink: 'https://films.slack.com/files/x' } },
          }
        : null,
    )
    await idle()
    expect(await films()).toEqual([1, 1])
    const anchor = (await ours()).find((m) => m.title.endsWith(': delivery 1'))
    expect(anchor?.marks).toEqual(side.marks)
    await world.hear(await side.react(channel, anchor!, 'approve'))
    await until(async () => (await stage()) === 'approved')
  })
})
