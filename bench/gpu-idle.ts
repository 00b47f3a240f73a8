/** How long a GPU waits for Nora: shots of a fixed time, each with a picture of its own to send and a heavy clip to fetch. */
import { createWriteStream, openAsBlob } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ClockHosts, heavyClip, heavyPicture, startClockHosts } from './clock-hosts.ts'
import type { Rendered } from './clock-settings.ts'
import type { Figure } from './figure.ts'
import { shooting, shot, withFolder, withStudio } from './studio.ts'

const RENDER_MS = 250
const FILMS = 2
const SHOTS_EACH = 15
const MB = 1024 ** 2

export const benchGpuIdle = (): Promise<readonly Figure[]> =>
  withFolder(async (folder) => {
    const clip = await heavyClip(folder, 3, 8 * MB)
    const pictures = await Promise.all(
      Array.from({ length: FILMS * SHOTS_EACH }, (_, n) => heavyPicture(folder, n, MB)),
    )
    const settings = { hosts: 1, renderMs: RENDER_MS, swapMs: 0, clip, checkpoints: [] }
    const ours = await withHosts(settings, (hosts) => nora(folder, hosts, pictures))
    const plain = await withHosts(settings, (hosts) => polling(hosts, pictures.slice(0, 8), folder))
    return [
      {
        what: 'shots rendered',
        figure: ours.length,
        bar: `${FILMS * SHOTS_EACH}`,
        holds: ours.length === FILMS * SHOTS_EACH,
      },
      { what: 'GPU busy', figure: round(busy(ours), 4), bar: '>= 0.995', holds: busy(ours) >= 0.995 },
      { what: 'median gap, ms', figure: round(medianGap(ours), 2), bar: '<= 0.5', holds: medianGap(ours) <= 0.5 },
      {
        what: 'plain: one by one, polling 250 ms: GPU busy',
        figure: round(busy(plain), 4),
        bar: 'beside',
        holds: true,
      },
      { what: 'plain: median gap, ms', figure: round(medianGap(plain), 2), bar: 'beside', holds: true },
    ]
  })

async function withHosts<T>(
  settings: Parameters<typeof startClockHosts>[0],
  work: (hosts: ClockHosts) => Promise<T>,
): Promise<T> {
  const hosts = await startClockHosts(settings)
  try {
    return await work(hosts)
  } finally {
    await hosts.kill()
  }
}

const nora = (folder: string, hosts: ClockHosts, pictures: readonly string[]): Promise<readonly Rendered[]> =>
  withStudio(folder, hosts.urls, async (studio) => {
    const names = hosts.urls.map((url) => new URL(url).host)
    // All of them wait before the first one begins, as on a busy day.
    await studio.pause(names, true)
    const films: Awaited<ReturnType<typeof studio.film>>[] = []
    for (let film = 0; film < FILMS; film++) {
      const assetIds = await Promise.all(pictures.slice(film * SHOTS_EACH, (film + 1) * SHOTS_EACH).map(studio.keep))
      films.push(await studio.film(`A harbour at dawn. ${SHOTS_EACH * 2} seconds, ${SHOTS_EACH} shots`, { assetIds }))
    }
    await Promise.all(films.map((id) => studio.until(id, shooting)))
    await studio.pause(names, false)
    await Promise.all(films.map((id) => studio.until(id, shot)))
    return hosts.rendered()
  })

/** What a plain client does: one after the other, asking every 250 ms. */
async function polling(hosts: ClockHosts, pictures: readonly string[], folder: string): Promise<readonly Rendered[]> {
  const [url = ''] = hosts.urls
  for (const [n, picture] of pictures.entries()) {
    const form = new FormData()
    form.set('image', await openAsBlob(picture), path.basename(picture))
    await fetch(`${url}/api/upload/image`, { method: 'POST', body: form })
    const prompt_id = crypto.randomUUID()
    const prompt = { '1': { class_type: 'SaveVideo', inputs: {} } }
    await fetch(`${url}/api/prompt`, {
      method: 'POST',
      body: JSON.stringify({ prompt, prompt_id, client_id: 'plain' }),
    })
    for (let done = false; !done;) {
      const job = (await (await fetch(`${url}/api/jobs/${prompt_id}`)).json()) as { status: string }
      done = job.status === 'completed'
      if (!done) await sleep(250)
    }
    const { body } = await fetch(`${url}/api/view?filename=x`)
    if (body) await pipeline(body, createWriteStream(path.join(folder, `plain-${n}.mp4`)))
  }
  return hosts.rendered()
}

/** Rendering of the time from the first start to the last end. */
export function busy(rendered: readonly Rendered[], hosts = 1): number {
  const spent = rendered.reduce((sum, r) => sum + r.end - r.start, 0)
  const from = Math.min(...rendered.map((r) => r.start))
  const to = Math.max(...rendered.map((r) => r.end))
  return spent / (to - from) / hosts
}

function medianGap(rendered: readonly Rendered[]): number {
  const inOrder = rendered.toSorted((a, b) => a.start - b.start)
  const gaps = inOrder.slice(1).map((r, i) => r.start - (inOrder[i]?.end ?? 0))
  return gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? Number.NaN
}

export const round = (n: number, digits: number): number => Number(n.toFixed(digits))
