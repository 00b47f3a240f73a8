/** Which finds are instructions because of where they stand: before all of the story, behind all of it, or beside a figure there. */
import { SMALL, without, wordsOf } from './brief-text-clauses.ts'
import type { Find } from './brief-text-find.ts'

const NO_FIGURES = new Set<Find['wish']['kind']>([
  'style',
  'tone',
  'title',
  'between',
  'opens-from-black',
  'ends-in-black',
])
const isFigure = (f: Find): boolean => !NO_FIGURES.has(f.wish.kind)
const isPicture = (f: Find): boolean => ['pixels', 'aspect', 'lines', 'fps'].includes(f.wish.kind)
const sure = (find: Find): Find => ({ ...find, strong: true })

/** `finds` are in order and apart. */
export function atEdges(text: string, finds: readonly Find[]): readonly Find[] {
  const says = (start: number, end: number, of: readonly Find[]) =>
    wordsOf(without(text, start, end, of)).some((word) => !SMALL.test(word))
  // How many finds stand before the story, and how many behind it.
  const head = finds.findIndex((f, at) => says(finds[at - 1]?.end ?? 0, f.start, []))
  const before = head < 0 ? finds.length : head
  const tail = finds.findLastIndex((f, at) => says(f.end, finds[at + 1]?.start ?? text.length, []))
  const isFirst = (at: number) => at < before
  const isLast = (at: number) => at > tail

  const lengths = finds.filter((f) => f.wish.kind === 'duration' && (f.strong || (f.edge?.first && f.edge.last)))
  // Two lengths of which each could be the film's are a story's ("5 seconds of rain, 7 seconds of snow"),
  // unless one of them is surely the film's.
  const settled =
    lengths.some((f) => f.strong) || new Set(lengths.map((f) => f.wish.kind === 'duration' && f.wish.seconds)).size > 1
  const first = finds.map((f, at) => {
    if (f.strong || f.edge === undefined || f.wish.kind === 'style') return f
    if (f.wish.kind === 'duration' && settled) return f
    if (isFirst(at) && f.edge.first) return sure(f)
    return isLast(at) && f.edge.last && !endsTold(text.slice(0, f.start)) ? sure(f) : f
  })

  const figured = first.some((f) => f.strong && isFigure(f))
  return first.map((f, at) => {
    if (f.strong) return f
    if (f.wish.kind === 'style' && f.edge?.last && isLast(at) && figured) return sure(f)
    // "A cat 10s vertical noir": what follows a figure behind the story; "4k vertical cat": what follows one before it.
    const [prior, gap] = [first[at - 1], text.slice(first[at - 1]?.end ?? 0, f.start)]
    if (!prior?.strong || !isFigure(prior) || !/^[\s,]*$/.test(gap)) return f
    const shape = isPicture(f) && !/^(?:portrait|landscape|square)$/i.test(text.slice(f.start, f.end))
    return isLast(at) || (isFirst(at) && shape) ? sure(f) : f
  })
}

/** "A man comes home. He hugs her for ten seconds.": after other sentences "for" tells what goes on. */
const endsTold = (before: string): boolean => /[.!?\n]\s.*\bfor\s+(?:[a-z]+\s+)?$/is.test(before)
