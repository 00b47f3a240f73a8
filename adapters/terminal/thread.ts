/** Shows a brief's thread in a terminal: messages scroll, the status card stays in the last line and moves. */
import { stripVTControlCharacters, styleText } from 'node:util'
import type { Card } from '../../src/words/card.ts'

export type Terminal = { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number }

const BAR = 24
const INDENT = 10
/** Without a cursor to move, the bar is printed whenever it has grown by this much. */
const STEP = 0.1

export function createTerminalThread(out: Terminal, o: { readonly color: boolean }) {
  const live = out.isTTY === true
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    o.color ? styleText(format, text, { validateStream: false }) : text
  let shown = ''
  let lastShare = -1
  let lastTitle = ''

  const clear = () => {
    if (live && shown !== '') out.write('\r\u001b[2K')
  }

  const print = (
    who: string,
    parts: readonly { readonly text: string; readonly as: 'bold' | 'dim' | null }[],
  ): void => {
    clear()
    const width = Math.max(40, Math.min(out.columns || 100, 110)) - INDENT
    const lines = parts.flatMap((part) =>
      // Paths stay in one piece, so that they can be copied and opened.
      (part.as === 'dim' ? [clean(part.text)] : wrap(part.text, width)).map((line) =>
        part.as === null ? line : paint(part.as, line),
      ),
    )
    lines.forEach((line, i) => {
      const name =
        i === 0 ? paint(['bold', who === 'Nora' ? 'magenta' : 'cyan'], who.padEnd(INDENT - 2)) : ''.padEnd(INDENT - 2)
      out.write(`${name}  ${line}\n`)
    })
    out.write('\n')
    if (live) out.write(shown)
  }

  return {
    /** A message of a person; `notes` are set off below it. */
    say(who: string, lines: readonly string[], notes: readonly string[]): void {
      print(who, [...lines.map((text) => ({ text, as: null })), ...notes.map((text) => ({ text, as: 'dim' as const }))])
    },

    /** A card of Nora's. `files` says where its pictures and files lie. */
    post(c: Card, files: readonly string[]): void {
      print('Nora', [
        { text: c.title, as: 'bold' },
        ...c.lines.map((text) => ({ text, as: null })),
        // What may be answered is chosen by its number; all else that buttons do is typed.
        ...c.buttons
          .filter(({ verb }) => verb === 'answer')
          .map(({ label }, i) => ({ text: `${i + 1}. ${label}`, as: null })),
        ...files.map((text) => ({ text, as: 'dim' as const })),
      ])
    },

    /** The status card as it reads now. */
    status(c: Card): void {
      const share = c.progress
      const said = clean(`${c.title}. ${c.lines.join(' · ')}`)
      if (!live) {
        const grown =
          share !== null && (share >= lastShare + STEP || share < lastShare || (share === 1 && lastShare < 1))
        if (!grown && c.title === lastTitle) return
        lastShare = share ?? lastShare
        lastTitle = c.title
        out.write(`${bar(share)}  ${said}\n`)
        return
      }
      clear()
      const line = `${paint('magenta', bar(share))}  ${said}`
      shown = fit(line, (out.columns || 100) - 1)
      out.write(shown)
    },

    /** Leaves the last status standing and gives the line back. */
    close(): void {
      if (live && shown !== '') out.write('\n')
      shown = ''
    },
  }
}

function bar(share: number | null): string {
  if (share === null) return ' '.repeat(BAR + 5)
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR)
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${String(Math.floor(share * 100)).padStart(3)}%`
}

const letters = new Intl.Segmenter()

/** Cuts to a visible width; colour codes count nothing, and a line that must be cut loses its colour. */
function fit(line: string, width: number): string {
  const visible = Array.from(letters.segment(stripVTControlCharacters(line)), (s) => s.segment)
  return visible.length <= width ? line : `${visible.slice(0, width - 1).join('')}…`
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of clean(text).split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** What people send, or a host answers, may carry control characters; a terminal would obey them. */
const clean = (text: string): string => stripVTControlCharacters(text).replaceAll(/\p{Cc}/gu, ' ')
