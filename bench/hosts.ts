/** Whether more hosts render as much more: shots that take longer as there are more hosts, so that bytes per second stay the same. */
import { busy, round } from './gpu-idle.ts'
import { heavyClip, startClockHosts } from './clock-hosts.ts'
import type { Rendered } from './clock-settings.ts'
import type { Figure } from './figure.ts'
import { shooting, shot, withFolder, withStudio } from './studio.ts'

const RENDER_MS = 250
const SHOTS_EACH = 16

export const benchHosts = (): Promise<readonly Figure[]> =>
  withFolder(async (folder) => {
    const clip = await heavyClip(folder, 3, 1024 ** 2)
    const figures: Figure[] = []
    for (const [hosts, films] of [
      [1, 2],
      [4, 3],
      [16, 4],
    ] as const) {
      const rendered = await nora(folder, clip, hosts, films)
      const figure = round(busy(rendered, hosts), 3)
      const share = (name: string) => rendered.filter((r) => r.host === name).length
      const shares = [...new Set(rendered.map((r) => r.host))].map(share)
      figures.push({
        what: `${hosts} host${hosts === 1 ? '' : 's'}: of linear (shots each: ${Math.min(...shares)} to ${Math.max(...shares)})`,
        figure,
        bar: hosts === 1 ? 'beside' : '>= 0.95',
        holds: hosts === 1 || figure >= 0.95,
      })
    }
    return figures
  })

async function nora(folder: string, clip: string, hosts: number, films: number): Promise<readonly Rendered[]> {
  const clock = await startClockHosts({ hosts, renderMs: RENDER_MS * hosts, swapMs: 0, clip, checkpoints: [] })
  try {
    return await withStudio(folder, clock.urls, async (studio) => {
      const names = clock.urls.map((url) => new URL(url).host)
      await studio.pause(names, true)
      const ids = await Promise.all(
        Array.from({ length: films }, () =>
          studio.film(`A harbour at dawn. ${SHOTS_EACH * 2} seconds, ${SHOTS_EACH} shots`),
        ),
      )
      await Promise.all(ids.map((id) => studio.until(id, shooting)))
      await studio.pause(names, false)
      await Promise.all(ids.map((id) => studio.until(id, shot)))
      return clock.rendered()
    })
  } finally {
    await clock.kill()
  }
}
