/** Takes part of some footage as a shot of its own: filled, conformed, without sound. */
import type { Size } from '../../src/domain/project.ts'
import { ok } from '../../src/domain/result.ts'
import { conform } from './conform.ts'
import { createFilmWriter } from './film-writer.ts'
import { applyOverlay, withCanvas } from './overlay.ts'
import { evenSize } from './planes.ts'
import type { Task } from './task.ts'
import { drawTitles } from './titles.ts'

export type RemixOrder = {
  readonly footage: string
  readonly fromSeconds: number
  readonly size: Size
  readonly fps: number
  readonly frames: number
  readonly caption: string | null
  readonly mark: string | null
  readonly out: string
}

export async function remix(o: RemixOrder, task: Task) {
  const size = evenSize(o.size)
  const titles = await drawTitles(size, o.caption, o.mark)
  await using film = await createFilmWriter(o, task)
  const { fps, frames, fromSeconds } = o
  await conform({ path: o.footage, size, fps, frames, fromSeconds, fit: 'cover' }, async (frame) => {
    if (titles) await withCanvas(frame, (canvas) => applyOverlay(titles, canvas), film.write)
    else await film.write(frame)
  })
  await film.finish()
  return ok(undefined)
}
