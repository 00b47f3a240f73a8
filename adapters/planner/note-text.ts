/** What remains of a chat message once marks, links, quotes of others and emoji are gone. */

/** One line a line; empty when it was only decoration. */
export function plainNote(text: string): string {
  const fenced = /^\s*```[a-z]*\s([\s\S]*?)```\s*$/i.exec(text)?.[1]
  return (fenced ?? text.replaceAll(/```[\s\S]*?(?:```|$)/g, '\n'))
    .replaceAll(/<(?:https?:|mailto:)[^>]*>|https?:\/\/\S+|www\.\S+/gi, ' ')
    .replaceAll(/<[@!][^>]*>/g, '@somebody ')
    .replaceAll(/<#[^>]*>/g, ' ')
    .replaceAll(/^\s*>.*$/gm, '')
    .normalize('NFKC')
    .replaceAll(/[‘’‛ʼ´]/g, "'")
    .replaceAll(/[“”„‟«»"`§]/g, '')
    .replaceAll(/(?<=\d)\s*[–—−]\s*(?=\d)/g, '-')
    .replaceAll(/\s+[–—]+\s+|\s+--?\s+/g, ', ')
    .replaceAll(/^\s*(?:[-*•+]|\d{1,2}[.)]|#+)\s+/gm, '')
    .replaceAll(/[*~]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/:[a-z][a-z0-9_+-]*:/gi, ', ')
    .replaceAll(/\uFE0F|\u200D|\u20E3|[\u200B\u200C\u200E\u200F]/g, '')
    .replaceAll(/(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{1F1E6}-\u{1F1FF}])+/gu, ', ')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/\b(do|does|is|are|was|should|would|could|ca|wo)nt\b/gi, "$1n't")
    .replaceAll(/^[\s,]+|[\s,]+$/g, '')
}

const KEY_WORDS = (
  'shot shots swap drop lock unlock move darker brighter lighter warmer cooler colder slower faster shorter longer ' +
  'replace remove delete second third first close-up closeup wider tighter delivery version everything reroll saturated'
).split(' ')

const KNOWN = new Set([...KEY_WORDS, 'hot', 'shoots', 'drops', 'swaps', 'locks', 'moved', 'moves', 'rewind', 'sots'])

/** Letters left out, doubled or swapped in the words that notes live of; words of the film are left as they are. */
export const withoutTypos = (text: string, filmWords: string): string =>
  text.replaceAll(/[a-z][a-z-]{3,}/gi, (word) => {
    const said = word.toLowerCase()
    if (KNOWN.has(said) || filmWords.includes(said)) return word
    return KEY_WORDS.find((key) => isTypo(said, key)) ?? word
  })

function isTypo(said: string, key: string): boolean {
  if (said[0] !== key[0]) return false
  if (said.length === key.length) {
    const at = key.split('').findIndex((letter, i) => said[i] !== letter)
    const swapped = key.slice(0, at) + (key[at + 1] ?? '') + (key[at] ?? '') + key.slice(at + 2)
    return at > 0 && said === swapped
  }
  // A short word with a letter missing is too often another word.
  if (key.length >= 6 && said.length === key.length - 1) return key.split('').some((_, i) => without(key, i) === said)
  if (said.length === key.length + 1)
    return said.split('').some((letter, i) => letter === said[i - 1] && without(said, i) === key)
  return false
}

const without = (word: string, i: number): string => word.slice(0, i) + word.slice(i + 1)
