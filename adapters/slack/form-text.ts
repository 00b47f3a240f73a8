/** A text that no field of a form holds, in as many as it needs, and put together again. Pure. */
import { SLACK } from './limits.ts'

/** What stood between a part and the one before. */
const JOINTS = { line: '\n', space: ' ', none: '' } as const
type Joint = keyof typeof JOINTS
export type TextPart = { readonly text: string; readonly joint: Joint }

/** Parted between lines where it can be, else between words. */
export function textParts(text: string, most: number = SLACK.inputCharacters): readonly TextPart[] {
  const parts: TextPart[] = []
  let rest = text
  let joint: Joint = 'none'
  while (rest.length > most) {
    const begun = rest.slice(0, most + 1)
    const line = begun.lastIndexOf('\n')
    const space = begun.lastIndexOf(' ')
    const isLine = line > most / 2
    const at = isLine ? line : space > most / 2 ? space : whole(rest, most)
    parts.push({ text: rest.slice(0, at), joint })
    joint = isLine ? 'line' : at === space ? 'space' : 'none'
    rest = rest.slice(joint === 'none' ? at : at + 1)
  }
  return [...parts, { text: rest, joint }]
}

/** Never inside a pair of surrogates. */
const whole = (text: string, at: number): number => (/[\uD800-\uDBFF]/.test(text[at - 1] ?? '') ? at - 1 : at)

/** The name and place of a field: `text`, `text:2:line`. */
export function partOf(blockId: string): { readonly name: string; readonly nth: number; readonly before: string } {
  const [name = '', nth = '1', joint = 'none'] = blockId.split(':')
  return { name, nth: Number(nth), before: joint in JOINTS ? JOINTS[joint as Joint] : '' }
}
