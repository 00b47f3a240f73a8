/** Do whole films, rendered, cut and encoded, come once and whole through a platform that breaks, several at a time? Only in `npm run soak:peers`. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createMedia } from '../../adapters/media/media.ts'
import { silent } from '../support/silent-log.ts'
import { createStudio, example } from '../support/studio.ts'
import { openDiscordSide } from './discord-side.ts'
import { createFaults } from './film-life.ts'
import type { Side } from './side.ts'
import { openSlackSide } from './slack-side.ts'

const FILMS = Number(process.env['NORA_PEER_FILMS'] ?? 0)
const LONG = { timeout: 500_000, interval: 500 }
const TEXT = 'A lantern in the fog, then the lamp goes out. 2 seconds, 256x144, 12 fps, 2 shots.'

test.skipIf(FILMS === 0).each<[string, () => Promise<Side>]>([
  ['Slack', () => openSlackSide({ door: 'http' })],
  ['Discord', openDiscordSide],
])(`${FILMS} films on %s`, { timeout: 600_000 }, async (_, openSide) => {
  const side = await openSide()
  const studio = await createStudio()
  const app = await studio.open(side.env)
  side.joined((await app.listen()).url)
  await app.work()
  await app.talk()
  const faults = createFaults(1, side)
  // What comes late is told from what never comes by the test's own clock only, which is not used here.
  side.proxy.setFault((call) => {
    const hit = faults(call)
    // What was never answered is waited for by the real clock, half a minute each time.
    if (side.proxy.calls.length % 3 > 0) return null
    if (hit === null || typeof hit === 'string') return hit
    return 'lateMs' in hit ? 'before' : hit
  })
  const picture = { name: 'harbour.jpg', bytes: readFileSync(example('harbour.jpg')) }
  const media = createMedia({ log: silent })
  await Promise.all(
    Array.from({ length: FILMS }, async (__, nth) => {
      const channel = await side.makeChannel()
      const tell = await side.mention(channel, TEXT, picture)
      for (let isTold = false; !isTold;) isTold = await tell()
      const ours = async () => (await side.seen(channel)).filter((m) => m.isOurs && !m.isAnswer)
      await expect.poll(async () => (await ours()).filter((m) => m.marks.length === 3).length, LONG).toBeGreaterThan(0)
      const all = await ours()
      const films = all.filter((m) => m.files.some((f) => f.endsWith('.mp4')))
      expect(films.filter((m) => !m.isInChannel)).toHaveLength(1)
      expect(films.filter((m) => m.isInChannel)).toHaveLength(1)
      const titles = all.filter((m) => m.title !== '' && m.thread !== null).map((m) => m.title)
      expect(titles).toHaveLength(new Set(titles).size)
      const film = films.find((m) => !m.isInChannel)
      const file = path.join(studio.home, `film-${nth}.mp4`)
      writeFileSync(file, film === undefined ? '' : await side.download(channel, film, film.files[0] ?? ''))
      expect(await media.verify(file)).toMatchObject({ ok: true, value: { width: 256, height: 144 } })
    }),
  )
  await media.stop()
  side.proxy.setFault(() => null)
  await studio.close()
  await side.close()
})
