/** Finds the JSON object in what a model wrote, also inside a code fence, behind its thoughts, or between sentences. */

/** Undefined where there is none. */
export function jsonIn(text: string): unknown {
  const said = text.replaceAll(/<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/gi, '').trim()
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/i.exec(said)?.[1]
  for (const part of [said, fenced ?? '', between(said)]) {
    const found = parsed(part)
    if (typeof found === 'object' && found !== null) return found
  }
  return undefined
}

const between = (text: string): string => text.slice(Math.max(0, text.indexOf('{')), text.lastIndexOf('}') + 1)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
