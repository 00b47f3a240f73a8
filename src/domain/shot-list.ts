/** Which shots somebody named: "2", "shots 2 and 3", "1-3, 5". */

const LIST = /^(?:shots?\s+)?#?\d{1,3}(?:(?:\s*(?:,|and|&|\+|-|–|to|through)\s*|\s+)#?\d{1,3})*$/i
const MOST = 60

/** Numbers as people count, each once, in the order named; null where the text is no such list. */
export function parseShotNumbers(text: string): readonly number[] | null {
  const list = text.trim()
  if (!LIST.test(list)) return null
  const numbers = new Set<number>()
  for (const [, from = '', to = from] of list.matchAll(/(\d+)(?:\s*(?:-|–|to|through)\s*#?(\d+))?/gi)) {
    const [first, last] = [Number(from), Number(to)]
    if (first < 1 || last < first || last > MOST) return null
    for (let n = first; n <= last; n++) numbers.add(n)
  }
  return [...numbers]
}
