/** Which words of a brief are said to whoever makes the film, and are nothing that is seen in it. */

/** "Use the shoe picture". */
const ORDER =
  /^(?:please\s+)?(?:use|take|include|verwende[nt]?|nimm|nehmt|benutze[nt]?|utilisez?|prends|usa|utiliza)\s(?:.*\s)?(?:pictures?|photos?|images?|boards?|footage|clips?|files?|references?|bild(?:er)?|fotos?|aufnahmen|imágenes|imagen|planches?)(?:\s|$)/iu

export const isOrder = (text: string): boolean => ORDER.test(text)

/** "No text", "ohne Menschen", "sans logo": what shall not be seen. */
const UNWANTED = /^(?:no|without(?: any)?|ohne|keine?|sans|pas de|sin)\s+([\p{L}-]+(?:\s+[\p{L}-]+)?)$/iu
export const unwantedIn = (text: string): string | null => UNWANTED.exec(text)?.[1] ?? null
