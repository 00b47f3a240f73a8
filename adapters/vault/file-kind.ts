/** What a file is, from its bytes; and whether its name says otherwise. */
import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { VaultFailure } from '../../src/ports/vault.ts'
import { hasPictureTrack } from './mp4-tracks.ts'

export type FileKind = { readonly mime: string; readonly extension: string }

type Family = 'a picture' | 'a video' | 'sound' | 'text'

/** What file-type answers → how the vault calls and names it. All else is refused. */
const ACCEPTED = new Map<string, FileKind & { readonly family: Family }>([
  ['image/png', { mime: 'image/png', extension: 'png', family: 'a picture' }],
  ['image/apng', { mime: 'image/png', extension: 'png', family: 'a picture' }],
  ['image/jpeg', { mime: 'image/jpeg', extension: 'jpg', family: 'a picture' }],
  ['image/webp', { mime: 'image/webp', extension: 'webp', family: 'a picture' }],
  ['image/gif', { mime: 'image/gif', extension: 'gif', family: 'a picture' }],
  ['video/mp4', { mime: 'video/mp4', extension: 'mp4', family: 'a video' }],
  ['video/x-m4v', { mime: 'video/mp4', extension: 'mp4', family: 'a video' }],
  ['video/quicktime', { mime: 'video/quicktime', extension: 'mov', family: 'a video' }],
  ['video/webm', { mime: 'video/webm', extension: 'webm', family: 'a video' }],
  ['video/matroska', { mime: 'video/matroska', extension: 'mkv', family: 'a video' }],
  ['audio/wav', { mime: 'audio/wav', extension: 'wav', family: 'sound' }],
  ['audio/mpeg', { mime: 'audio/mpeg', extension: 'mp3', family: 'sound' }],
  ['audio/mp4', { mime: 'audio/mp4', extension: 'm4a', family: 'sound' }],
  ['audio/x-m4a', { mime: 'audio/mp4', extension: 'm4a', family: 'sound' }],
  ['audio/ogg', { mime: 'audio/ogg', extension: 'ogg', family: 'sound' }],
  ['audio/ogg; codecs=opus', { mime: 'audio/ogg', extension: 'ogg', family: 'sound' }],
  ['audio/flac', { mime: 'audio/flac', extension: 'flac', family: 'sound' }],
])

const TEXT = { mime: 'text/plain', extension: 'txt', family: 'text' } as const
/** Text, yet made for a program. */
const MARKUP = new Set(['application/xml', 'application/rtf', 'application/pdf', 'application/postscript'])

const SAYS: Readonly<Record<Family, readonly string[]>> = {
  'a picture': ['png', 'apng', 'jpg', 'jpeg', 'webp', 'gif', 'bmp', 'tif', 'tiff', 'heic', 'avif'],
  'a video': ['mp4', 'm4v', 'mov', 'webm', 'mkv', 'avi'],
  sound: ['wav', 'mp3', 'm4a', 'ogg', 'oga', 'opus', 'flac', 'aac', 'aiff', 'weba'],
  text: ['txt', 'md', 'markdown', 'fountain'],
}
/** Boxes that hold sound alone as well. */
const MAY_BE_SOUND = new Set(['mp4', 'mov', 'webm', 'mkv'])
/** Text under these names is not a script for a film. */
const PROGRAMS = new Set('htm html xhtml svg xml js mjs cjs ts sh bash bat cmd ps1 py rb php pl lua vbs jar'.split(' '))

/** `isText`: every byte of the file is UTF-8 and none is NUL. `head`: its first bytes. */
export async function kindOfFile(
  path: string,
  o: { readonly name: string; readonly isText: boolean; readonly head: Uint8Array },
): Promise<Result<FileKind, VaultFailure>> {
  const extension = /\.([a-z0-9]{1,10})$/i.exec(o.name)?.[1]?.toLowerCase() ?? ''
  const says = (Object.keys(SAYS) as Family[]).find((family) => SAYS[family].includes(extension)) ?? null
  const found = await look(path, o.isText, o.head)
  const kind = typeof found === 'string' || (found.family === 'text' && PROGRAMS.has(extension)) ? null : found
  const is = typeof found === 'string' ? found : found.family
  if (says !== null && says !== is && !(is === 'sound' && MAY_BE_SOUND.has(extension)))
    return fail({ type: 'file-not-what-it-says', name: o.name, says, is })
  if (!kind)
    return fail({ type: 'file-kind-unknown', name: o.name, looksLike: typeof found === 'string' ? found : 'a program' })
  return ok({ mime: kind.mime, extension: kind.extension })
}

/** The kind, or in a word or two what else it looks like. */
async function look(
  path: string,
  isText: boolean,
  head: Uint8Array,
): Promise<(FileKind & { readonly family: Family }) | string> {
  const type = await fileTypeFromFile(path)
  const start = new TextDecoder()
    .decode(head)
    .replace(/^\ufeff/, '')
    .trimStart()
    .toLowerCase()
  // Short marks such as BM are found in plain words too; no picture, film or sound is UTF-8 from end to end.
  if (isText && (!type || !MARKUP.has(type.mime))) {
    if (/^<(!doctype html|html|head|body|script)/.test(start)) return 'a web page'
    if (/^(<\?xml|<svg|<!doctype)/.test(start)) return 'XML'
    return start.startsWith('#!') ? 'a program' : TEXT
  }
  if (!type) return isUtf16(head) ? 'text that is not UTF-8' : 'nothing that is known here'
  // file-type answers video/mp4 for most sound in MP4, so the tracks decide.
  if (type.mime === 'video/mp4' && !(await hasPictureTrack(path))) return ACCEPTED.get('audio/mp4') ?? type.mime
  return ACCEPTED.get(type.mime) ?? (type.ext === 'exe' || type.ext === 'elf' ? 'a program' : type.ext.toUpperCase())
}

const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)

/** The first bytes of a file. */
export async function readHead(path: string, bytes: number): Promise<Uint8Array> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(new Uint8Array(bytes), 0, bytes, 0)
  return buffer.subarray(0, bytesRead)
}
