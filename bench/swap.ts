/** How many loads of a model the order of shots costs, where a load takes as long as twenty renders. */
import { heavyClip, startClockHosts } from './clock-hosts.ts'
import type { Rendered } from './clock-settings.ts'
import type { Figure } from './figure.ts'
import { round } from './gpu-idle.ts'
import { MOST_OVERTAKEN } from '../src/domain/next-shot.ts'
import { shooting, shot, withFolder, withStudio } from './studio.ts'

const RENDER_MS = 40
const SWAP = 20
/** A style each, by the project's settings. */
const CHECKPOINTS = ['ink.safetensors', 'oil.safetensors', 'photo.safetensors'] as const
const FILMS = 15
const SHOTS_EACH = 2

export const benchSwap = (): Promise<readonly Figure[]> =>
  withFolder(async (folder) => {
    const clip = await heavyClip(folder, 3, 1000)
    const rendered = await nora(folder, clip)
    const arrivals = Array.from({ length: FILMS }, (_, film) => film % CHECKPOINTS.length)
    const shots = arrivals.flatMap((load) => Array.from({ length: SHOTS_EACH }, () => load))
    const spent = rendered.length + SWAP * rendered.filter((r) => r.swap).length
    const best = shots.length + SWAP * bestOrder(arrivals)
    const plain = shots.length + SWAP * shots.filter((load, i) => load !== shots[i - 1]).length
    const ratio = round(spent / best, 3)
    return [
      {
        what: 'renders, of which with a load',
        figure: rendered.filter((r) => r.swap).length,
        bar: `best ${bestOrder(arrivals)}`,
        holds: rendered.length === shots.length,
      },
      { what: 'time, of the best order that overtakes no more', figure: ratio, bar: '<= 1.1', holds: ratio <= 1.1 },
      { what: 'plain: first come first served', figure: round(plain / best, 3), bar: 'beside', holds: true },
    ]
  })

const nora = async (folder: string, clip: string): Promise<readonly Rendered[]> => {
  const clock = await startClockHosts({
    hosts: 1,
    renderMs: RENDER_MS,
    swapMs: RENDER_MS * SWAP,
    clip,
    checkpoints: CHECKPOINTS,
  })
  try {
    return await withStudio(folder, clock.urls, async (studio) => {
      const names = clock.urls.map((url) => new URL(url).host)
      await studio.pause(names, true)
      await studio.prefer(CHECKPOINTS.map((file) => ({ slot: 'checkpoint', file, style: file })))
      const ids: Awaited<ReturnType<typeof studio.film>>[] = []
      for (let film = 0; film < FILMS; film++) {
        const style = CHECKPOINTS[film % CHECKPOINTS.length] ?? CHECKPOINTS[0]
        const id = await studio.film(`A harbour at dawn. ${SHOTS_EACH * 2} seconds, ${SHOTS_EACH} shots`, {
          options: { workflow: 'animatediff-short-loop', styleTags: [style] },
        })
        await studio.until(id, shooting)
        ids.push(id)
      }
      await studio.pause(names, false)
      await Promise.all(ids.map((id) => studio.until(id, shot)))
      return clock.rendered()
    })
  } finally {
    await clock.kill()
  }
}

/** The fewest loads of any order in which no shot is overtaken more often than it may be: tried exhaustively. */
function bestOrder(arrivals: readonly number[]): number {
  const of = CHECKPOINTS.map((_, load) => arrivals.flatMap((l, at) => (l === load ? [at] : [])))
  const known = new Map<string, number>()
  const from = (done: readonly number[], last: number): number => {
    const key = `${done.join(' ')} ${last}`
    const seen = known.get(key)
    if (seen !== undefined) return seen
    const heads = of.map((films, load) => films[done[load] ?? 0] ?? null)
    let best = heads.every((h) => h === null) ? 0 : Number.POSITIVE_INFINITY
    for (const [load, head] of heads.entries()) {
      if (head === null) continue
      // Renders of work that came later than each film which still waits, this one's among them.
      const next = done.map((n, l) => (l === load ? n + 1 : n))
      const isFair = heads.every((h, l) => {
        if (h === null || l === load) return true
        const later = of.flatMap((films, other) => films.slice(0, next[other]).filter((at) => at > h)).length
        return later * SHOTS_EACH <= MOST_OVERTAKEN
      })
      if (isFair) best = Math.min(best, (load === last ? 0 : 1) + from(next, load))
    }
    known.set(key, best)
    return best
  }
  return from(
    CHECKPOINTS.map(() => 0),
    -1,
  )
}
