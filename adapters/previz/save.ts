/** Puts what was drawn where the output node says and describes it the way that node does. */
import { copyFile, writeFile } from 'node:fs/promises'
import type { PromptFault } from './faults.ts'
import type { Files, Place } from './files.ts'
import type { FileEntry, Outputs } from './history.ts'
import { NodeFailure } from './node-failure.ts'
import type { Order } from './order.ts'

export type Save = ReturnType<typeof createSave>

export function createSave(files: Files) {
  async function place(prefix: string, type: 'output' | 'temp', suffix: string): Promise<Place> {
    const found = await files.next(prefix, type, suffix)
    if (!found) throw new NodeFailure('Exception', 'Saving image outside the output folder is not allowed.')
    return found
  }
  async function put(drawn: string, to: Place, faults: readonly PromptFault[]): Promise<void> {
    if (faults.includes('missing-file')) return
    if (faults.includes('empty-file')) return writeFile(to.path, '')
    await copyFile(drawn, to.path)
  }
  const entry = ({ filename, subfolder, type }: Place): FileEntry => ({ filename, subfolder, type })

  return async (
    nodeClass: string,
    order: Order,
    drawn: string,
    faults: readonly PromptFault[],
  ): Promise<Outputs[string]> => {
    switch (nodeClass) {
      case 'VHS_VideoCombine': {
        const to = await place(order.prefix, 'output', '.mp4')
        await put(drawn, to, faults)
        const workflow = to.filename.replace(/\.mp4$/, '.png')
        const more = { format: 'video/h264-mp4', frame_rate: order.rate, workflow, fullpath: to.path }
        return { gifs: [{ ...entry(to), ...more }] }
      }
      case 'SaveVideo': {
        const to = await place(order.prefix, 'output', '_.mp4')
        await put(drawn, to, faults)
        return { images: [entry(to)], animated: [true] }
      }
      case 'PreviewImage':
      case 'SaveImage': {
        const preview = nodeClass === 'PreviewImage'
        const images: FileEntry[] = []
        for (let n = 0; n < (order.frames ?? 1); n++) {
          const to = await place(preview ? 'ComfyUI_temp_previz' : order.prefix, preview ? 'temp' : 'output', '_.png')
          await put(drawn, to, faults)
          images.push(entry(to))
        }
        return { images }
      }
      default:
        throw new NodeFailure(
          'NotImplementedError',
          `previz cannot write what ${nodeClass} makes; use VHS_VideoCombine`,
        )
    }
  }
}
