/** How ComfyUI turns literals into typed values and values into text: Python's manners, where clients can see them. */
import { choicesOf, type InputSpec } from './object-info.ts'

export type NodeError = { type: string; message: string; details: string; extra_info: Record<string, unknown> }

/** Text as Python's `str` gives it, as far as JSON values go. */
export function pythonText(value: unknown): string {
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (value === null) return 'None'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export const describe = (choices: readonly unknown[]): string =>
  `[${choices.map((c) => (typeof c === 'string' ? `'${c}'` : pythonText(c))).join(', ')}]`

/** The typed value, or undefined when it cannot be one. `"96"` becomes 96; any text becomes true, even "false". */
export function coerce(type: unknown, value: unknown): unknown {
  switch (type) {
    case 'INT': {
      const number = toNumber(value)
      return number === undefined ? undefined : Math.trunc(number)
    }
    case 'FLOAT':
      return toNumber(value)
    case 'STRING':
      return pythonText(value)
    case 'BOOLEAN':
      return typeof value === 'object' ? value !== null && Object.keys(value).length > 0 : Boolean(value)
    default:
      return value
  }
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return Number(value)
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

/** Whether an output of type `received` may feed an input; types may be unions written with commas. */
export function typesFit(received: unknown, spec: InputSpec): boolean {
  if (choicesOf(spec)) return Array.isArray(received) || received === 'COMBO'
  const wanted = String(spec[0])
  if (wanted === '*' || received === '*') return true
  const accepted = wanted.split(',')
  return String(received)
    .split(',')
    .every((type) => accepted.includes(type))
}
