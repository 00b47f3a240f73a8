/** Which words of a brief are said to whoever makes the film, and are nothing that is seen in it. */

/** "Use the shoe picture". */
const ORDER =
  /^(?:please\s+)?(?:use|take|include|verwende[nt]?|nimm|nehmt|benutze[nt]?|utilisez?|prends|usa|utiliza)\s(?:.*\s)?(?:pictures?|photos?|images?|boards?|footage|clips?|files?|references?|bild(?:er)?|fotos?|aufnahmen|imágenes|imagen|planches?)(?:\s|$)/iu

export const isOrder = (text: string): boolean => ORDER.test(text)

/** "No text", "ohne Menschen", "sans logo": what shall not be seen. */
const UNWANTED = /^(?:no|without(?: any)?|ohne|keine?|sans|pas de|sin)\s+([\p{L}-]+(?:\s+[\p{L}-]+)?)$/iu
export const unwantedIn = (text: string): string | null => UNWANTED.exec(text)?.[1] ?? null

const MADE_OF =
  /^(?:an?|the|one)\s+(?:(?:short|little|small|brief|quiet|slow|poetic)\s+)*(?:documentary|docu|film|video|clip|piece|essay)\s+(?:on|about)\s+/i
const CUT_TO =
  /[,;]?\s*(?:cut|edited|set|timed|paced)\s+(?:in time\s+)?(?:to|with)\s+(?:the\s+|my\s+|our\s+)?(?:voice[\s-]?over|narration|narrator|music|song|track|score|beat)\s*$/i
const SHOW = /^(?:please\s+)?show\s+(?:us\s+|me\s+)?(?=(?:what|how|the|an?|her|his|their)\s)/i

/** What is seen, without the words to whoever makes it: "A short documentary on ice harvesters, cut to the voice-over". */
export const withoutOrders = (text: string): string =>
  text.replace(MADE_OF, '').replace(CUT_TO, '').replace(SHOW, '').trim() || text
