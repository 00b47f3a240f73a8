/** Puts a film's pictures, and its sound if it is wanted, into another container as they are. */
import { type Demuxer, Muxer } from 'node-av/api'
import { ok } from '../../src/domain/result.ts'
import { plainReason, Unreadable } from './failing.ts'
import { checkWhole } from './film-writer.ts'
import type { Footage } from './footage.ts'
import type { Task } from './task.ts'

export async function copyStreams(
  source: Footage,
  o: { readonly audio: boolean; readonly frames: number; readonly out: string },
  task: Task,
) {
  const { video, audio } = source
  if (!video) throw new Unreadable(source.path, 'it has no picture')
  await using output = await Muxer.open(o.out, { options: { movflags: '+faststart' } })
  const streams = new Map([[video.index, output.addStream(video)]])
  if (o.audio && audio) streams.set(audio.index, output.addStream(audio))
  let frames = 0
  for await (const packet of packetsOf(source)) {
    using held = packet
    task.signal.throwIfAborted()
    const stream = streams.get(held.streamIndex)
    if (stream === undefined) continue
    if (held.streamIndex === video.index) task.tick(++frames)
    await output.writePacket(held, stream)
  }
  await output.close()
  if (frames !== o.frames)
    throw new Unreadable(source.path, `it is cut short: ${frames} of ${o.frames} frames are there`)
  await checkWhole(o.out, frames)
  return ok({ frames })
}

async function* packetsOf({ input, path }: { readonly input: Demuxer; readonly path: string }) {
  try {
    for await (const packet of input.packets()) if (packet) yield packet
  } catch (error) {
    throw new Unreadable(path, `it is damaged or cut short (${plainReason(error)})`)
  }
}
