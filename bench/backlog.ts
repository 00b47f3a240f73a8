/** How much memory a long queue of shots takes in Nora's own process. */
import process from 'node:process'
import { heavyClip, startClockHosts } from './clock-hosts.ts'
import type { Figure } from './figure.ts'
import { shooting, withFolder, withStudio } from './studio.ts'

const FILMS = 20
const SHOTS_EACH = 50
const MB = 1024 ** 2

export const benchBacklog = (): Promise<readonly Figure[]> =>
  withFolder(async (folder) => {
    const clip = await heavyClip(folder, 2, 1000)
    const clock = await startClockHosts({ hosts: 1, renderMs: 3_600_000, swapMs: 0, clip, checkpoints: [] })
    try {
      return await withStudio(folder, clock.urls, async (studio) => {
        const film = async () => {
          const id = await studio.film(`A harbour at dawn. ${SHOTS_EACH} seconds, ${SHOTS_EACH} shots`)
          await studio.until(id, shooting)
        }
        // What planning needs is there before; what is left are the shots that wait.
        await film()
        const before = held()
        for (let n = 1; n < FILMS; n++) await film()
        const { waiting, hosts } = await studio.app.nora.readQueue()
        const has = hosts.reduce((sum, h) => sum + h.has.length, 0)
        const grown = Math.round((held() - before) / MB)
        return [
          { what: 'shots begun on the host', figure: has, bar: '<= 2', holds: has <= 2 },
          {
            what: 'shots told as waiting (the furthest of 1,000)',
            figure: waiting.length,
            bar: '>= 300',
            holds: waiting.length >= 300,
          },
          { what: 'memory grown with 1,000 shots queued, MB', figure: grown, bar: '<= 50', holds: grown <= 50 },
        ]
      })
    } finally {
      await clock.kill()
    }
  })

/** What is reachable, when the collector can be called; else what the process has. */
function held(): number {
  const collect = globalThis.gc
  if (collect === undefined) return process.memoryUsage().rss
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
