/** May this value go into that slot? Null when it may, else why not, as the end of a sentence. */
import { exhaustive } from '../src/domain/result.ts'
import type { Slot } from '../src/domain/workflow-document.ts'

/** More than any prompt needs, less than what makes a text encoder crawl. */
const MAX_TEXT = 20_000
const MAX_NAME = 255
/** What ComfyUI takes as a relative name without expanding anything in it; escapes are found out only after sampling. */
const OUTPUT_NAME = /^[A-Za-z0-9][\w\-/]*$/
const MAX_OUTPUT_NAME = 120

export function refusal(slot: Slot, value: string | number | boolean): string | null {
  switch (slot.type) {
    case 'text':
      if (typeof value !== 'string') return `takes text, not ${shown(value)}`
      if (value.includes('\0')) return 'takes text without NUL characters'
      return value.length > MAX_TEXT ? `takes at most ${MAX_TEXT} characters, got ${value.length}` : null

    case 'integer':
      if (!Number.isSafeInteger(value)) return `takes a whole number, not ${shown(value)}`
      return outOfRange(slot, Number(value))

    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return `takes a number, not ${shown(value)}`
      return outOfRange(slot, value)

    case 'yes-no':
      return typeof value === 'boolean' ? null : `takes true or false, not ${shown(value)}`

    case 'file':
      if (!isName(value) || value.includes('\\')) return `takes the name of a staged file, not ${shown(value)}`
      return null

    // Hosts on Windows list models in subfolders with a backslash.
    case 'model':
      return isName(value) ? null : `takes the name of a model file, not ${shown(value)}`

    case 'output-name':
      return typeof value === 'string' &&
        value.length <= MAX_OUTPUT_NAME &&
        OUTPUT_NAME.test(value) &&
        !value.endsWith('/') &&
        !value.includes('//')
        ? null
        : `takes letters, digits, hyphens and slashes, at most ${MAX_OUTPUT_NAME}, not ${shown(value)}`

    default:
      return exhaustive(slot)
  }
}

function outOfRange(slot: Extract<Slot, { min: number }>, value: number): string | null {
  if (value < slot.min || value > slot.max) return `takes ${slot.min} to ${slot.max}, not ${value}`
  const { multipleOf, plus = 0 } = slot
  if (multipleOf !== undefined && (value - plus) % multipleOf !== 0)
    return `takes multiples of ${multipleOf}${plus === 0 ? '' : ` and ${plus}`}, not ${value}`
  return null
}

/** A relative name that cannot climb out of the host's folder; hosts up to 0.24 do not check it themselves. */
const isName = (value: unknown): value is string =>
  typeof value === 'string' &&
  value !== '' &&
  value.length <= MAX_NAME &&
  !/^(?:[/\\]|[A-Za-z]:)/.test(value) &&
  !value.split(/[/\\]/).includes('..') &&
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  !/[\u0000-\u001f]/.test(value)

const shown = (value: unknown) => JSON.stringify(value).slice(0, 80)
