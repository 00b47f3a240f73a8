/** Joins shots to one film, one after the other into one encoder, so that memory does not grow with the shots. */
import type { Size } from '../../src/domain/project.ts'
import { ok } from '../../src/domain/result.ts'
import type { CutSource } from '../../src/ports/media.ts'
import { conform } from './conform.ts'
import { createFilmWriter } from './film-writer.ts'
import { createJoins, type FilmPart } from './joins.ts'
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
  using joins = createJoins(o.sources.map((source) => toPart(source, size, o.fps)))
  for (const [at, source] of o.sources.entries()) {
    const labels = labelsFor(size, source.label)
    await joins.open(at)
    let number = 0
    await conform(toPart(source, size, o.fps), async (frame) => {
      const mix = joins.mix(frame, number)
      number += 1
      const lettering = await labels(film.frames / o.fps)
      if (!mix && !lettering) return film.write(frame)
      await withCanvas(
        frame,
        (canvas) => {
          mix?.(canvas)
          if (lettering) applyOverlay(lettering, canvas)
        },
        film.write,
      )
    })
  }
  await film.finish()
  return ok({ frames: film.frames })
}

const toPart = ({ path, durationFrames, finish }: CutSource, size: Size, fps: number): FilmPart => ({
  path,
  size,
  fps,
  frames: durationFrames,
  fit: 'film',
  finish,
})

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
