/** A host is switched off in the middle of a shot: every shot is delivered once, and none that was brought home is rendered again. */
import { heavyClip, startClockHosts } from './clock-hosts.ts'
import type { Figure } from './figure.ts'
import { shooting, shot, withFolder, withStudio } from './studio.ts'

const SHOTS = 50

export const benchLostHost = (): Promise<readonly Figure[]> =>
  withFolder(async (folder) => {
    const clip = await heavyClip(folder, 3, 1000)
    const settings = { hosts: 1, renderMs: 150, swapMs: 0, clip, checkpoints: [] }
    const [stays, dies] = await Promise.all([startClockHosts(settings), startClockHosts(settings)])
    try {
      return await withStudio(folder, [...stays.urls, ...dies.urls], async (studio) => {
        const id = await studio.film(`A harbour at dawn. ${SHOTS * 2} seconds, ${SHOTS} shots`)
        await studio.until(id, shooting)
        let home = 0
        await studio.until(id, (e) => e.type === 'TakeEnded' && ++home === 12)
        await dies.kill()
        await studio.until(id, shot)
        const read = await studio.app.nora.readBrief(id)
        if (!read.ok) throw new Error(JSON.stringify(read.failure))
        const { plan, takes } = read.value
        const rendered = (shotId: string) => takes.filter((t) => t.shotId === shotId && t.outcome === 'rendered').length
        const counts = (plan?.shots ?? []).map((s) => rendered(s.id))
        return [
          {
            what: 'shots with a take, of 50',
            figure: counts.filter((n) => n > 0).length,
            bar: `${SHOTS}`,
            holds: counts.filter((n) => n > 0).length === SHOTS,
          },
          {
            what: 'most rendered takes of one shot',
            figure: Math.max(...counts),
            bar: '1',
            holds: Math.max(...counts) === 1,
          },
          {
            what: 'takes that the dead host took with it',
            figure: takes.filter((t) => t.outcome === 'lost').length,
            bar: '1 to 4',
            holds: takes.some((t) => t.outcome === 'lost'),
          },
        ]
      })
    } finally {
      await Promise.all([stays.kill(), dies.kill()])
    }
  })
