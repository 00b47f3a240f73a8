/** Reads JSON as Python writes it: `NaN` and `Infinity`, which no standard allows, become null. */

/** A whole string, which is kept, or a number that is none. */
const ODD = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g

/** Null for what is no JSON at all. */
export function parseJson(text: string): unknown {
  return tryParse(text) ?? (/NaN|Infinity/.test(text) ? tryParse(text.replaceAll(ODD, keepStrings)) : null)
}

const keepStrings = (found: string): string => (found.startsWith('"') ? found : 'null')

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
