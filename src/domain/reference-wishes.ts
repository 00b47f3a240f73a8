/** Which references a brief's words ask for that it may not bring: "like the last harbour film", "use the harbour picture". Pure. */
import type { Asset } from './asset.ts'
import { mediaKind } from './asset.ts'
import { wordsOfName } from './name-words.ts'

export type Wish = {
  readonly words: readonly string[]
  readonly sought: 'picture' | 'footage' | 'film'
  /** As the brief says it, for people. */
  readonly said: string
}

const KINDS: readonly (readonly [RegExp, Wish['sought']])[] = [
  [
    /^(?:pictures?|photos?|photographs?|images?|stills?|bild(?:er)?|fotos?|imagen|imágenes|photographies?)$/iu,
    'picture',
  ],
  [/^(?:footage|clips?|aufnahmen?|material|prise)$/iu, 'footage'],
  [/^(?:films?|movies?|shorts?|videos?|filme?|vídeos?|película)$/iu, 'film'],
]
const KIND =
  'pictures?|photos?|photographs?|images?|stills?|footage|clips?|films?|movies?|shorts?|videos?|bild(?:er)?|fotos?|aufnahmen?|filme?|material|imagen|imágenes|vídeos?|película'
/** Said to whoever makes the film: at the beginning of a clause. "She uses the old picture" is a story. */
const ORDERS = 'use|reuse|take|include|nimm|nehmt|verwende[nt]?|benutze[nt]?|utilisez?|prends|usa|utiliza'
const IS_ORDER = new RegExp(`^(?:${ORDERS})(?!\\p{L})`, 'iu')
const LIKE = 'like|as in|similar to|in the style of|wie(?: in)?|comme|como'
const ASKING = `(?:(?<=^|[.!?;:,\\n]\\s*|\\band\\s+|\\bund\\s+|\\bet\\s+|\\by\\s+|\\bplease\\s+)(?:${ORDERS})|(?<!\\p{L})(?:${LIKE}))`
const OUR = 'the|our|my|that|der|die|das|dem|den|im|unser\\p{L}*|le|la|les|notre|nos|el|los|las|nuestr\\p{L}+'
const LAST =
  'last|latest|previous|earlier|old|two|three|letzte\\p{L}*|vorige\\p{L}*|derni(?:er|ère)s?|précédente?s?|últim[oa]s?'

/** "use the harbour picture", "wie der letzte Hafen-Film", "wie im letzten Hafenfilm". */
const BEFORE = new RegExp(
  `${ASKING}\\s+(?:${OUR})\\s+(?:(?:${LAST})\\s+)?((?:[\\p{L}-]+\\s+){0,3}?[\\p{L}-]*?)[\\s-]?(${KIND})(?!\\p{L})`,
  'giu',
)
/** "like the photo of the harbour", "comme le dernier film du port". */
const AFTER = new RegExp(
  `${ASKING}\\s+(?:${OUR})\\s+(?:(?:${LAST})\\s+)?(${KIND})\\s+(?:of|about|from|vo[nm]|über|du|des|de|del)\\s+(?:(?:the|our|der|die|das|dem|la|le|les|el|los|las)\\s+)?([\\p{L}-]+(?:\\s+[\\p{L}-]+)?)(?!\\p{L})`,
  'giu',
)
const SMALL = /^(?:the|our|and|of|in|at|one|new|same|attached|der|die|das|und|la|le|el|de)$/i

export function wishesIn(text: string): readonly Wish[] {
  const found = [
    ...[...text.matchAll(AFTER)].map(([said, kind = '', words = '']) => ({ said, kind, words })),
    ...[...text.matchAll(BEFORE)].map(([said, words = '', kind = '']) => ({ said, kind, words })),
  ]
  const wishes = found.flatMap(({ said, kind, words }): readonly Wish[] => {
    const sought = KINDS.find(([is]) => is.test(kind))?.[1]
    const telling = words
      .split(/[\s-]+/)
      .filter((w) => w.length > 2 && !SMALL.test(w))
      .map((w) => w.toLowerCase())
    return sought === undefined || telling.length === 0 ? [] : [{ sought, words: telling, said: said.trim() }]
  })
  return wishes.filter(
    (w, at) => wishes.findIndex((o) => o.words.join() === w.words.join() && o.sought === w.sought) === at,
  )
}

/** The story alone: what is said of references is nothing that is seen. */
export const withoutWishes = (text: string): string =>
  wishesIn(text).reduce((rest, { said }) => {
    const at = rest.indexOf(said)
    if (at < 0) return rest
    const before = rest.slice(0, at).replace(/[,;]\s*$/, '')
    const after = rest.slice(at + said.length)
    // An order goes on to the end of its clause: "where they fit".
    const story = IS_ORDER.test(said) ? after.replace(/^[^.!?;:,\n]*/, '') : after
    return `${before}${story.replace(/^\s*[:,;]/, '')}`
  }, text)

/** Whether the brief's own files are what is meant: one is named so, or its name says nothing at all. */
export function bringsIt(wish: Wish, files: readonly Pick<Asset, 'name' | 'mime'>[]): boolean {
  if (wish.sought === 'film') return false
  const kind = wish.sought === 'picture' ? 'picture' : 'video'
  return files.some((f) => mediaKind(f.mime) === kind && (wordsOfName(f.name) === '' || isNamed(f.name, wish.words)))
}

/** Every word is one of the name's, whatever its number: "boats" is "boat". */
export function isNamed(name: string, words: readonly string[]): boolean {
  const named = wordsOfName(name).split(' ').map(stem)
  return words.every((w) => named.some((n) => n === stem(w) || (w.length >= 4 && n.startsWith(w.toLowerCase()))))
}

const stem = (word: string): string => word.toLowerCase().replace(/(?:ies|es|s|n|en)$/, '')
