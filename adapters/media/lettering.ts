/** How words become lines that fit: measured in the bundled Inter, broken between words, cut with an ellipsis. */
import sharp from 'sharp'

export type Face = { readonly weight: 400 | 600; readonly pixels: number }

/**
 * One line of what people wrote, fit for a picture: controls are gone and line breaks are spaces. Emoji go too, since the
 * bundled font has none and would draw boxes.
 */
export const cleanLine = (text: string): string =>
  text
    .replaceAll(/(?![©®™])\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u{fe0f}|\u{20e3}/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .trim()

/** At most `maxLines` lines no wider than `maxWidth` pixels; two lines are made about equally long. */
export async function breakLines(text: string, face: Face, maxWidth: number, maxLines: number): Promise<string[]> {
  const lines: string[] = []
  // No frame has room for more, and measuring costs.
  let rest = letters(cleanLine(text)).slice(0, 500).join('')
  while (rest !== '') {
    if ((await textWidth(rest, face)) <= maxWidth) {
      const last = lines.pop()
      if (last === undefined) return [rest]
      return [...lines, ...(await balance(last, rest, face, maxWidth))]
    }
    const closing = lines.length === maxLines - 1
    const fitting = await longestFitting(rest, face, maxWidth, closing ? '…' : '')
    const line = atWordEnd(fitting, rest)
    if (closing) return [...lines, `${line.replace(/[\s.,;:!?–—-]+$/u, '')}…`]
    lines.push(line.trimEnd())
    rest = rest.slice(line.length).trimStart()
  }
  return lines
}

/** Cuts a name or caption to one line. */
export const oneLine = async (text: string, face: Face, maxWidth: number): Promise<string> =>
  (await breakLines(text, face, maxWidth, 1))[0] ?? ''

export const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** As people count them, so that an accent stays on its letter. */
const letters = (text: string): string[] => Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment)

async function textWidth(text: string, face: Face): Promise<number> {
  if (text.trim() === '') return 0
  const font = `Inter ${face.weight === 600 ? 'Semi-Bold ' : ''}${face.pixels}`
  // At 72 dpi a point is a pixel.
  const { width } = await sharp({ text: { text: escapeMarkup(text), font, dpi: 72 } }).metadata()
  return width
}

async function longestFitting(text: string, face: Face, maxWidth: number, ending: string): Promise<string> {
  const all = letters(text)
  let fits = 1
  let tooLong = all.length + 1
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    const width = await textWidth(all.slice(0, middle).join('').trimEnd() + ending, face)
    if (width <= maxWidth) fits = middle
    else tooLong = middle
  }
  return all.slice(0, fits).join('')
}

/** Back to the last space, except inside a word that fills most of the line. */
function atWordEnd(line: string, text: string): string {
  if (text[line.length] === ' ') return line
  const space = line.lastIndexOf(' ')
  return space > line.length * 0.4 ? line.slice(0, space) : line
}

async function balance(first: string, second: string, face: Face, maxWidth: number): Promise<[string, string]> {
  const words = `${first} ${second}`.split(' ')
  let best: [string, string] = [first, second]
  for (let cut = 1; cut < words.length; cut++) {
    const pair: [string, string] = [words.slice(0, cut).join(' '), words.slice(cut).join(' ')]
    if (Math.abs(pair[0].length - pair[1].length) < Math.abs(best[0].length - best[1].length)) best = pair
  }
  const fits = (await textWidth(best[0], face)) <= maxWidth && (await textWidth(best[1], face)) <= maxWidth
  return fits ? best : [first, second]
}
