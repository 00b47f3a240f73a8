/** Joins shots to one film, one after the other into one encoder, so that memory does not grow with the shots. */
import type { Size } from '../../src/domain/project.ts'
import { ok } from '../../src/domain/result.ts'
import type { CutSource } from '../../src/ports/media.ts'
import { conform } from './conform.ts'
import { createFilmWriter } from './film-writer.ts'
import { applyOverlay, type Overlay, withCanvas } from './overlay.ts'
import { evenSize } from './planes.ts'
import { createSoundtrack } from './soundtrack.ts'
import type { Task } from './task.ts'
import { drawLabel } from './titles.ts'

export type CutOrder = {
  readonly sources: readonly CutSource[]
  readonly size: Size
  readonly fps: number
  readonly voiceover: string | null
  readonly music: string | null
  readonly out: string
}

export async function cut(o: CutOrder, task: Task) {
  const size = evenSize(o.size)
  const total = o.sources.reduce((sum, source) => sum + source.durationFrames, 0)
  if (total === 0) throw new Error('a film needs at least one frame')
  await using sound = await createSoundtrack(o, total / o.fps)
  await using film = await createFilmWriter({ out: o.out, fps: o.fps, sound }, task)
  for (const { path, durationFrames, finish, label } of o.sources) {
    const labels = labelsFor(size, label)
    await conform({ path, size, fps: o.fps, frames: durationFrames, fit: 'film', finish }, async (frame) => {
      const lettering = await labels(film.frames / o.fps)
      if (lettering) await withCanvas(frame, (canvas) => applyOverlay(lettering, canvas), film.write)
      else await film.write(frame)
    })
  }
  await film.finish()
  return ok({ frames: film.frames })
}

/** The label with the film's running time, drawn again when its second changes. */
function labelsFor(size: Size, label: string | null): (seconds: number) => Promise<Overlay | null> {
  let drawn: { readonly text: string; readonly overlay: Overlay | null } | null = null
  return async (seconds) => {
    if (label === null) return null
    const text = `${label} · ${clock(seconds)}`
    if (drawn?.text !== text) drawn = { text, overlay: await drawLabel(size, text) }
    return drawn.overlay
  }
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds + 1e-6)
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`
}
