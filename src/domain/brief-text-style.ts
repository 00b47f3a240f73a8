/** Which words of a brief speak of its style, its tone or its title rather than of what is seen. */
import { FILM_NOUN, type Find, scan } from './brief-text-find.ts'

const TONES = (
  'melancholic|melancholy|melancholisch|wistful|bittersweet|nostalgic|sad|somber|sombre|solemn|lonely|bleak|' +
  'happy|joyful|cheerful|playful|funny|comic|humorous|whimsical|upbeat|uplifting|hopeful|inspiring|energetic|' +
  'calm|quiet|peaceful|serene|tranquil|gentle|tender|intimate|warm|cozy|cosy|romantic|dreamy|dreamlike|poetic|' +
  'contemplative|meditative|mysterious|eerie|ominous|spooky|creepy|scary|dark|moody|gloomy|tense|suspenseful|' +
  'thrilling|dramatic|epic|heroic|gritty|cold|magical|mystical|majestic|elegant|ethereal|haunting|heartwarming|' +
  'ruhig|heiter|fröhlich|traurig|düster|verträumt|geheimnisvoll|dramatisch|episch|poetisch|nostalgisch|romantisch|' +
  'mélancolique|joyeux|joyeuse|calme|chaleureux|chaleureuse|mystérieux|mystérieuse|poétique|nostalgique|romantique|intime|' +
  'melancólico|melancólica|alegre|tranquilo|tranquila|íntimo|íntima|cálido|cálida|misterioso|misteriosa|poético|poética'
).split('|')

const STYLES = (
  'film noir|neo-noir|neo noir|noir|black and white|black & white|black-and-white|b&w|monochrome|sepia|' +
  'watercolor|watercolour|oil painting|gouache|charcoal|pencil sketch|pencil drawing|ink wash|ink drawing|' +
  'anime|manga|cel-shaded|cel shaded|comic book|graphic novel|pixel art|low poly|low-poly|3d render|' +
  'stop motion|stop-motion|claymation|paper cut-out|papercut|paper craft|collage|storybook|fairy tale|fairytale|' +
  'cinematic|documentary|handheld|photorealistic|photo-realistic|hyperrealistic|realistic|naturalistic|' +
  'minimalist|minimal|abstract|surreal|surrealist|impressionist|expressionist|art deco|art nouveau|baroque|gothic|' +
  'pop art|ukiyo-e|cyberpunk|steampunk|solarpunk|synthwave|vaporwave|retro|vintage|technicolor|super 8|super-8|' +
  'vhs|found footage|western|spaghetti western|science fiction|sci-fi|fantasy|horror|' +
  'pastel|pastels|neon|high contrast|high-contrast|low key|low-key|high key|high-key|muted colours|muted colors|' +
  'film grain|grainy|golden hour|slow motion|slow-motion|anamorphic|backlit|silhouette|silhouettes|soft light'
).split('|')

const bySize = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length).join('|')
const either = `(?:${bySize([...TONES, ...STYLES])}|(?:19|20)?[2-9]0s)`
/** One word of style or tone, as regular expression source. */
export const STYLE_WORD = either

const TONE = new RegExp(`^(?:${bySize(TONES)})$`, 'i')
const VOCABULARY = new RegExp(`(?<![\\p{L}\\d-])${either}(?![\\p{L}\\d])`, 'giu')
const STYLE_AFTER = /^[\s-]*(?:styled?|look|aesthetic|vibe|mood)\b/i
const FILM_AFTER = new RegExp(
  `^(?:[\\s,-]+(?:and\\s+)?(?:${either}|short|\\d+[\\s-]*s\\w*)){0,3}[\\s,-]+${FILM_NOUN}`,
  'iu',
)
/** Styles that nobody means as a thing of the story at the end of "1080p cat film noir". */
const SURE_LAST =
  /^(?:(?:film |neo[- ])?noir|anime|watercolou?r|black and white|b&w|stop[- ]motion|claymation|pixel art|cyberpunk|steampunk|cinematic|photo-?realistic|super[- ]8)$/i
/** A verb or a small word: what follows belongs to it. */
const HELD_BY = /(?:\p{L}(?:s|ing|ed)|\b(?:an?|the|in|of|to|on|at|and|or|like|with|is|are|his|her|their))\s+$/iu
const LIKE = /\b(?:in|with) the (?:style|look|manner|spirit) of ([^,.;:!?\n()]{2,60})/gi
const SHOT_ON = /\b(?:shot|filmed) on ((?:8|16|35|65|70) ?mm(?: film)?|super[ -]8|vhs|film)\b/gi
const LABELLED = /(?<=^|[\n.;,(]\s*)(styles?|look|tone|mood|title)\s*[:=]\s*([^\n.;]+)/gi
/** Where the words of "in the style of …" end and the story goes on. */
const LIKE_ENDS = /\s+(?:with|about|where|while|showing|that|and then|then|in which)\s.*$/is

/** Decades and words as they are written in a list of tags. */
const tag = (words: string): string => words.trim().replaceAll(/\s+/g, ' ').toLowerCase()

const wishOf = (words: string): Find['wish'] =>
  TONE.test(words.trim()) ? { kind: 'tone', tone: tag(words) } : { kind: 'style', tag: tag(words) }

function labelled(text: string): readonly Find[] {
  const finds: Find[] = []
  for (const match of text.matchAll(LABELLED)) {
    const [all, label = '', list = ''] = match
    const kind = label.toLowerCase()
    let at = match.index + all.length - list.length
    let start = match.index
    for (const item of kind === 'title' ? [list] : list.split(',')) {
      const end = at + item.length
      const said = item.trim()
      const wish: Find['wish'] =
        kind === 'title'
          ? { kind: 'title', title: said }
          : kind === 'tone' || kind === 'mood'
            ? { kind: 'tone', tone: tag(said) }
            : { kind: 'style', tag: tag(said) }
      if (said !== '' && said.length <= 80) finds.push({ start, end, strong: true, wish })
      at = end + 1
      start = at
    }
  }
  return finds
}

export function stylesIn(text: string): readonly Find[] {
  const likes: Find[] = []
  for (const match of text.matchAll(LIKE)) {
    const given = match[1] ?? ''
    const name = given.replace(LIKE_ENDS, '').split(/\s+/).slice(0, 6).join(' ').trim()
    const end = match.index + match[0].length - given.length + given.indexOf(name) + name.length
    likes.push({ start: match.index, end, strong: true, wish: { kind: 'style', tag: tag(name) } })
  }
  return [
    ...labelled(text),
    ...likes,
    ...scan(text, SHOT_ON, ([, medium = '']) => ({ strong: true, wish: { kind: 'style', tag: tag(medium) } })),
    ...scan(text, VOCABULARY, ([words], before, after) => ({
      strong: STYLE_AFTER.test(after) || FILM_AFTER.test(after),
      edge: { first: false, last: SURE_LAST.test(words) && !HELD_BY.test(before) },
      wish: wishOf(words),
    })),
  ]
}
