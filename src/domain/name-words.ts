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
