/** Is each message, film and thread there once, however often connections break before or after Discord did what it was asked? */
import { REST } from 'discord.js'
import { expect, test } from 'vitest'
import { createChat } from '../../adapters/discord/chat.ts'
import { REST_OPTIONS } from '../../adapters/discord/rest-options.ts'
import { createUploadLimits } from '../../adapters/discord/upload-limits.ts'
import type { Result } from '../../src/domain/result.ts'
import type { ChatFailure } from '../../src/ports/chat.ts'
import { card } from '../../src/words/card.ts'
import { CHANNEL, createFakeDiscord, GUILD, ME } from '../fakes/discord/discord-rest.ts'
import { createChance } from '../story/small-world.ts'

const channel = { platform: 'discord', workspace: GUILD, channel: CHANNEL } as const
const RUNS = 500
const MOST_TRIES = 60

test(`0 lost, 0 doubled in ${RUNS} runs with faults`, async () => {
  const chance = createChance(7)
  const wrong: string[] = []
  for (let run = 0; run < RUNS; run++) {
    const discord = createFakeDiscord()
    const api = new REST({
      ...REST_OPTIONS,
      makeRequest: discord.makeRequest,
      retries: 0,
      hashSweepInterval: 0,
      handlerSweepInterval: 0,
    }).setToken('token')
    const chat = createChat({ api, me: () => ME, limits: createUploadLimits() })
    discord.setFault(() => {
      const dice = chance.next()
      // Discord knows a nonce for some minutes: the process may come back after that.
      if (dice < 0.1) discord.forgetNonces()
      return dice < 0.15 ? 'before' : dice < 0.3 ? 'after' : dice < 0.35 ? { status: 503 } : null
    })
    /** As the threads' teller does: until it is done, and every time but the first as a repeat. */
    async function done<T>(
      act: (once: { key: string; isRepeat: boolean }) => Promise<Result<T, ChatFailure>>,
      key: string,
    ) {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const result = await act({ key: `${run}:${key}`, isRepeat: tries > 0 })
        if (result.ok) return result.value
      }
      throw new Error(`${key} was never done`)
    }
    const { thread } = await done(
      (once) => chat.openThread(channel, card('Lantern', ['Reading']), 'Lantern', once),
      'root',
    )
    const message = (title: string, alsoInChannel: boolean) => ({
      card: card(title, []),
      pictures: [],
      mentions: [],
      alsoInChannel,
    })
    // The same words twice, as two refusals have them.
    for (const [i, title] of ['The plan', 'Not done', 'Not done'].entries())
      await done((once) => chat.post(thread, message(title, false), once), `post${i}`)
    await done((once) => chat.post(thread, message('Delivery 1', true), once), 'delivery')
    const film = { name: 'lantern_v01.mp4', mime: 'video/mp4', bytes: 3000, read: clip }
    await done((once) => chat.upload(thread, [film], { ...once, alsoInChannel: true }), 'film')
    const seen = discord.messages.map((m) => {
      const where = m.channelId === CHANNEL ? 'channel' : 'thread'
      return `${where}: ${m.embeds[0]?.title ?? m.files.map((f) => f.name).join()}`
    })
    const wanted = [
      'channel: Lantern',
      'thread: The plan',
      'thread: Not done',
      'thread: Not done',
      'thread: Delivery 1',
      'channel: Delivery 1',
      'thread: lantern_v01.mp4',
      'channel: lantern_v01.mp4',
    ]
    if (seen.join() !== wanted.join()) wrong.push(`run ${run}: ${seen.join(', ')}`)
  }
  expect(wrong).toEqual([])
})

async function* clip() {
  yield new Uint8Array(3000)
}
