/** Draws what an output node asked for: a still, a still under a camera move, or a piece of footage. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Result } from '../../src/domain/result.ts'
import type { Size } from '../../src/domain/project.ts'
import type { Media, MediaFailure } from '../../src/ports/media.ts'
import { drawStill } from './drawing/still.ts'
import { shorten } from './drawing/words.ts'
import { framingIn, withRoom } from './drawing/framing.ts'
import type { Files } from './files.ts'
import { NodeFailure } from './node-failure.ts'
import type { Note } from './note.ts'
import type { Order } from './order.ts'

export type Draw = ReturnType<typeof createDraw>

const MARK = 'PREVIZ'
const CAPTION_CHARACTERS = 90
const PREVIEW_WIDTH = 256
/** A still under a camera move has this many times the clip's pixels a side, so that a push in stays sharp. */
const OVERSCAN = 1.25

type Drawing = {
  readonly folder: string
  readonly signal: AbortSignal
  readonly tick: (done: number, of: number) => void
  /** Null: nobody wants to see what is being drawn. */
  readonly preview: ((jpeg: Buffer) => void) | null
}

export function createDraw({ media, files, work }: { media: Media; files: Files; work: string }) {
  return {
    /** A folder for one prompt, removed when disposed. */
    async workspace(promptId: string): Promise<AsyncDisposable & { readonly path: string }> {
      const path = join(work, promptId)
      await mkdir(path, { recursive: true })
      return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
    },

    /** The path of a file that holds it. Throws `NodeFailure`. */
    async draw(order: Order, note: Note, o: Drawing): Promise<string> {
      const footage = order.footage && { ...order.footage, path: pathOf(order.footage.file) }
      const began = footage ? need(await media.probe(footage.path)) : null
      const size = order.size ?? (await naturalSize(order, began))
      if (order.makes === 'still') return still(order, note, o, size)

      const rate = order.rate ?? footage?.rate ?? began?.fps ?? 8
      const frames = order.frames ?? Math.floor((began?.durationSeconds ?? 1) * rate)
      // The film's own rate when Nora said it: the clip lasts as the graph says, and moves as smoothly as the film will.
      const fps = note.fps ?? rate
      const clip = {
        size: { width: even(size.width), height: even(size.height) },
        fps,
        frames: Math.max(1, Math.round((frames / rate) * fps)),
        caption: captionOf(order, note),
        mark: MARK,
        out: join(o.folder, `${order.output}.mp4`),
        signal: o.signal,
        tick: (done: number) => o.tick(done, clip.frames),
      }
      if (footage) {
        const fromSeconds = footage.skipFrames / (footage.rate ?? began?.fps ?? rate)
        need(await media.remix({ footage: footage.path, fromSeconds, ...clip }), o.signal)
      } else {
        const move = note.cameraMove ?? 'static'
        const sharp = { width: clip.size.width * OVERSCAN, height: clip.size.height * OVERSCAN }
        const from = await still(order, note, o, withRoom(sharp, move, clip.frames / fps))
        need(await media.animatic({ still: from, move, ...clip }), o.signal)
      }
      return clip.out
    },
  }

  async function still(order: Order, note: Note, o: Drawing, size: Size): Promise<string> {
    const [reference] = order.references
    const out = join(o.folder, `${order.output}.png`)
    const shot = {
      seed: note.seed ?? order.seed,
      prompt: order.positive,
      framing: note.framing ?? framingIn(order.positive),
      lens: note.lens ?? '35mm',
      reference: reference === undefined ? null : pathOf(reference),
    }
    const drawn = need(await drawStill(shot, size))
    o.preview?.(await sharp(drawn).resize({ width: PREVIEW_WIDTH }).jpeg().toBuffer())
    await writeFile(out, drawn)
    return out
  }

  function pathOf(name: string): string {
    const path = files.find(name)
    if (path === null) throw new NodeFailure('FileNotFoundError', `No such file: ${name}`)
    return path
  }

  async function naturalSize(
    order: Order,
    began: { width: number | null; height: number | null } | null,
  ): Promise<Size> {
    const [reference] = order.references
    const known = began ?? (reference === undefined ? null : need(await media.probe(pathOf(reference))))
    return { width: known?.width ?? 768, height: known?.height ?? 432 }
  }
}

const even = (side: number): number => 2 * Math.ceil(side / 2 - 1e-9)

function captionOf(order: Order, note: Note): string | null {
  const caption = note.caption ?? shorten(order.positive, CAPTION_CHARACTERS)
  return caption.trim() === '' ? null : caption
}

function need<T>(result: Result<T, MediaFailure>, signal?: AbortSignal): T {
  if (result.ok) return result.value
  signal?.throwIfAborted()
  throw new NodeFailure('RuntimeError', result.failure.reason)
}
