/** Which words a file's name says about what is in it: "old_harbour-01.jpg" says "old harbour", a camera's numbering nothing. */

const EMPTY_WORD =
  /^(?:img|dsc|dscf|dscn|pxl|mvi|vid|image|photo|picture|video|clip|screenshot|final|copy|file|wip|ref|reference)$/i

export const wordsOfName = (name: string): string =>
  name
    .replace(/\.[a-z0-9]{2,8}$/i, '')
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '' && (word.length > 2 || !/^[a-z]+$/i.test(word)) && !EMPTY_WORD.test(word))
    .join(' ')
    .toLowerCase()

/** Words that name a file, or what made it, and not what it shows. */
const NO_SIGHT =
  /^(?:pics?|imgs?|images|photos|foto|bild|pictures|scan|untitled|unnamed|unbenannt|bildschirmfoto|screencast|download(?:ed)?|upload(?:ed)?|export|temp|tmp|attachment|whats|whatsapp|app|telegram|comfy|comfyui|gopr|dji|mov)$/i
/** Words that show something only beside another: "alpha wolf". */
const VAGUE =
  /^(?:new|neu|alpha|beta|test|sample|screen|shot|snapshot|capture|input|output|render|result|frame|still|draft|asset|signal)$/i
const JOINING = /^(?:an?|the|and|at|of|in|on|by|to|und|am|im|de|la|le|du)$/i
/** "c0ffee12" and the like are no words. */
const isCode = (run: string): boolean =>
  (run.match(/\p{L}+|\p{N}+/gu) ?? []).length > 2 && !(run.match(/\p{L}+/gu) ?? []).some((w) => w.length > 4)

const isWord = (word: string): boolean =>
  wordsOfName(word) !== '' && !NO_SIGHT.test(word) && !/^[bcdfghjklmnpqrstvwxz]+$/i.test(word)

/** The name as a line to read, "harbour at dawn"; empty where it says nothing that is seen: "pic", "DSC0001", "untitled". */
export function saidByName(name: string): string {
  const words = name
    .replace(/\.[a-z0-9]{2,8}$/i, '')
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((run) => !isCode(run))
    .flatMap((run) => run.match(/\p{L}+/gu) ?? [])
    .filter((word) => JOINING.test(word) || isWord(word))
  const joins = (word: string) => JOINING.test(word)
  if (!words.some((word) => !joins(word) && !VAGUE.test(word))) return ''
  return words
    .slice(
      words.findIndex((word) => !joins(word) || /^(?:the|an?)$/i.test(word)),
      words.findLastIndex((word) => !joins(word)) + 1,
    )
    .join(' ')
    .toLowerCase()
}
