/** Tells the brief from the files on the demo's command line, and refuses files that are none before anything is started. */
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { MAX_ASSET_BYTES } from '../src/domain/asset.ts'
import { refused, Stopped } from './stopped.ts'

export type Given = { readonly text: string; readonly files: readonly string[] }

/** The first word is the brief unless it names a file that exists; what looks like a file must exist. */
export async function sortWords(words: readonly string[], folder: string): Promise<Given> {
  const [first, ...rest] = words
  if (first === undefined)
    throw new Stopped(
      'Say what the film shows: npm run demo -- "A paper lantern drifts over a lake. 12 seconds" examples/lantern.jpg',
    )
  const at = (word: string) => path.resolve(folder, word)
  const text = looksLikeFile(first) || (await exists(at(first))) ? '' : first
  const files = (text === '' && first !== '' ? words : rest).map(at)
  for (const file of files) {
    const facts = await stat(file).catch((error: NodeJS.ErrnoException) => error)
    const name = path.basename(file)
    if (facts instanceof Error)
      throw refused(
        facts.code === 'ENOENT'
          ? { type: 'file-missing', name }
          : { type: 'file-unreadable', name, reason: facts.code ?? facts.message },
      )
    if (!facts.isFile()) throw refused({ type: 'file-unreadable', name, reason: 'it is a folder or a device' })
    if (facts.size > MAX_ASSET_BYTES) throw refused({ type: 'file-too-large', name, maxBytes: MAX_ASSET_BYTES })
  }
  return { text, files }
}

const looksLikeFile = (word: string): boolean =>
  !/\s/.test(word) && /\.(png|jpe?g|webp|gif|mp4|mov|webm|mkv|wav|mp3|m4a|ogg|flac|txt|md|fountain)$/i.test(word)

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  )
