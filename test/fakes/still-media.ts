/** Media that knows pictures only: enough to take them into a vault. Everything else fails, and says so. */
import sharp from 'sharp'
import { fail, ok } from '../../src/domain/result.ts'
import type { Media, Probe } from '../../src/ports/media.ts'

export function createStillMedia(): Media {
  async function probe(path: string) {
    try {
      const { width, height } = await sharp(path).metadata()
      await sharp(path).stats()
      const seen: Probe = { width, height, durationSeconds: null, fps: null, hasAudio: false }
      return ok(seen)
    } catch (error) {
      return fail({ type: 'file-corrupt', name: path, reason: String(error) } as const)
    }
  }
  const cannot = (operation: string) => async () =>
    fail({ type: 'media-failed', operation, reason: 'pictures are all it knows' } as const)
  return {
    probe,
    verify: async (path) => {
      const seen = await probe(path)
      return seen.ok ? ok({ ...seen.value, frames: 1 }) : seen
    },
    poster: cannot('poster'),
    contactSheet: cannot('contact sheet'),
    animatic: cannot('animatic'),
    remix: cannot('remix'),
    cut: cannot('cut'),
    proxy: cannot('proxy'),
    stop: async () => {},
  }
}
