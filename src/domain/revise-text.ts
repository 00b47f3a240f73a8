/** How a shot's words change when a note replaces one thing, shows another, or adds to what is there. */
import { cutAtWord, sentenceCase } from './brief-title.ts'
import type { Shot } from './shot.ts'
import { aroundSetup } from './shot-words.ts'

const MAX_SAID = 240
const MAX_PROMPT = 1000
const MAX_CAPTION = 88

const escaped = (words: string): string => words.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
const tidy = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/^[,;\s]+|[,;.!\s]+$/g, '')

const ARTICLE = /^(an?|the)\s+/i
const isPlural = (words: string): boolean => /[^s]s$/i.test(words)
const aOrAn = (words: string): string => (/^(?:hour|honest|heir|[aeio]|u(?!ni|se|su))/i.test(words) ? 'an' : 'a')
const likeIn = (said: string, words: string): string => (/^\p{Lu}/u.test(said) ? sentenceCase(words) : words)

/** Whole words whatever their case; a large first letter stays large, and "a" becomes "an" where it must. */
function replaceWords(text: string, from: string, to: string): string {
  const [old, now] = [from, to].map((words) => tidy(words).replace(ARTICLE, ''))
  if (old === undefined || now === undefined || old === '' || now === '') return text
  const dropsArticle = (ARTICLE.test(tidy(from)) && !ARTICLE.test(tidy(to))) || (isPlural(now) && !isPlural(old))
  const words = old
    .split(' ')
    .map(escaped)
    .join(String.raw`\s+`)
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}_])(?:(an?|the)\s+)?(${words})(?![\p{L}\p{N}_])`, 'giu')
  return text.replaceAll(pattern, (_, article: string | undefined, said: string) => {
    if (article === undefined) return likeIn(said, now)
    const isThe = article.toLowerCase() === 'the'
    if (dropsArticle && !(isThe && isPlural(now))) return likeIn(article, now)
    return `${isThe ? article : likeIn(article, aOrAn(now))} ${likeIn(said, now)}`
  })
}

type Words = Pick<Shot, 'prompt' | 'negative' | 'caption'>

/** Null where neither prompt nor caption names the old thing. */
export function replacedIn(shot: Words, from: string, to: string): Words | null {
  const replaced = (old: string, now: string): Words | null => {
    const [prompt, caption] = [replaceWords(shot.prompt, old, now), replaceWords(shot.caption, old, now)]
    return prompt === shot.prompt && caption === shot.caption ? null : { prompt, caption, negative: shot.negative }
  }
  const isMany = isPlural(from) && isPlural(to)
  return replaced(from, to) ?? (isMany ? replaced(from.slice(0, -1), to.slice(0, -1)) : replaced(`${from}s`, `${to}s`))
}

/** The new thing is asked for, and the old one is not wanted. */
export const askedFor = (shot: Words, from: string, to: string): Words =>
  tidy(from).toLowerCase() === tidy(to).toLowerCase()
    ? shot
    : {
        prompt: addWords(shot.prompt, to),
        negative: addWords(shot.negative, tidy(from).replace(ARTICLE, '')),
        caption: shot.caption,
      }

/** Nothing is added twice. */
export function addWords(prompt: string, add: string): string {
  const words = beatFor(add)
  if (words === '' || `, ${prompt}, `.toLowerCase().includes(`, ${words.toLowerCase()}, `)) return prompt
  return cutAtWord(prompt === '' ? words : `${prompt}, ${words}`, MAX_PROMPT)
}

/** As they were added: whole, between commas. */
export const withoutWords = (prompt: string, words: string): string =>
  prompt
    .split(', ')
    .filter((part) => part.toLowerCase() !== words.toLowerCase())
    .join(', ')

/** As a prompt says what is seen. */
export const beatFor = (show: string): string => cutAtWord(tidy(show), MAX_SAID)

export const captionFor = (show: string): string => {
  const line = tidy(show)
  const cut = cutAtWord(line, MAX_CAPTION)
  return sentenceCase(cut === line ? line : `${cut.replace(/[\s,;:.–-]+$/u, '')}…`)
}

const CAMERA_TALK = String.raw`(?:(?:(?:an?|the)\s+)?(?:extreme |medium )?(?:wide|long|close[\s-]?up|establishing|full|medium)(?:[\s-]angle)?(?:[\s-](?:shot|view))?\s+(?:of|on)\s+)?`

/** The prompt shows `show` instead of its beat; place, set-up and style stay. */
export function showInstead(shot: Words & Pick<Shot, 'framing' | 'lens' | 'cameraMove'>, show: string): Words {
  const said = beatFor(show)
  if (said === '') return shot
  const told = shot.caption.match(/[\p{L}\p{N}]+/gu) ?? []
  const start = new RegExp(
    String.raw`^[^\p{L}\p{N}]*${CAMERA_TALK}${told.join(String.raw`[^\p{L}\p{N}]+`)}(?![\p{L}\p{N}])`,
    'iu',
  )
  const found = told.length === 0 ? null : start.exec(shot.prompt)
  const around = aroundSetup(shot.prompt, shot)
  // A caption that was cut short does not say where its beat ends.
  const isWhole = !shot.caption.includes('…')
  const rest =
    found !== null && isWhole
      ? shot.prompt.slice(found[0].length)
      : around !== null
        ? shot.prompt.slice(around.beat.length)
        : found !== null
          ? shot.prompt.slice(found[0].length).replace(/^[^,]*/, '')
          : shot.prompt
  const kept = rest.replace(/^[^\p{L}\p{N}]+/u, '')
  return {
    prompt: cutAtWord(kept === '' ? said : `${said}, ${kept}`, MAX_PROMPT),
    negative: shot.negative,
    caption: captionFor(show),
  }
}
