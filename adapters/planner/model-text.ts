/** Makes words of a model fit to be shown and rendered: one line, no markup, no address, no mention, no name of a model file. */
import { plainText } from '../../src/domain/brief-text.ts'
import { cutAtWord } from '../../src/domain/brief-title.ts'

const MARKUP = /<[^<>]*>|[<>]/g
const ADDRESS = /\b(?:[a-z][a-z\d+.-]*:\/\/|www\.|data:[\w/+.-]+[;,])\S*/gi
/** CLIP encoders of ComfyUI load a file where a prompt says so. */
const EMBEDDING = /\bembedding:\S*/gi
const MENTION = /@+(?=[\p{L}\p{N}_])/gu

export function modelText(text: string, most: number): string {
  const plain = plainText(text)
    .replaceAll(ADDRESS, '')
    .replaceAll(MARKUP, '')
    .replaceAll(EMBEDDING, '')
    .replaceAll(MENTION, '')
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u001f\u200b-\u200f\u202a-\u202e]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return cutAtWord(plain, most)
}
