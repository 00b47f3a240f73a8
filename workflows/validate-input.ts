/** Would a ComfyUI server take this literal for that input? Its coercions and its order of checks. */
import type { InputSpec } from './object-info.ts'
import { choicesOf, isRecord, optionsOf } from './object-info.ts'

export type InputProblem = { readonly type: string; readonly message: string; readonly details: string }

/** Inputs that their class checks itself (`VALIDATE_INPUTS`): any file of the input folder, listed or not. */
const FILE_INPUTS: Readonly<Record<string, 'image' | 'video' | 'audio'>> = {
  'LoadImage.image': 'image',
  'LoadVideo.file': 'video',
  'LoadAudio.audio': 'audio',
  'VHS_LoadVideo.video': 'video',
}
export const fileKind = (classType: string, input: string) => FILE_INPUTS[`${classType}.${input}`] ?? null

export function literalProblem(input: string, spec: InputSpec, given: unknown): InputProblem | null {
  const type = Array.isArray(spec[0]) ? 'COMBO' : String(spec[0])
  const value = isRecord(given) && '__value__' in given ? given['__value__'] : given
  const number = type === 'INT' || type === 'FLOAT' ? toNumber(type, value) : null
  if (Number.isNaN(number))
    return {
      type: 'invalid_input_type',
      message: `Failed to convert an input value to a ${type} value`,
      details: `${input}, ${shown(value)}`,
    }

  if (number !== null) {
    const { min, max } = optionsOf(spec)
    if (typeof min === 'number' && number < min)
      return {
        type: 'value_smaller_than_min',
        message: `Value ${number} smaller than min of ${min}`,
        details: input,
      }
    if (typeof max === 'number' && number > max)
      return { type: 'value_bigger_than_max', message: `Value ${number} bigger than max of ${max}`, details: input }
  }

  const choices = choicesOf(spec)
  const chosen = Array.isArray(value) ? value : [value]
  if (choices && !chosen.every((one) => choices.includes(String(one))))
    return {
      type: 'value_not_in_list',
      message: 'Value not in list',
      // Longer lists are only counted.
      details: `${input}: ${shown(value)} not in ${choices.length > 20 ? `(list of length ${choices.length})` : shown(choices)}`,
    }
  return null
}

/** As Python's int() and float() read it; NaN when they would refuse. */
function toNumber(type: 'INT' | 'FLOAT', value: unknown): number {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'number') return type === 'INT' ? Math.trunc(value) : value
  if (typeof value !== 'string' || value.trim() === '') return Number.NaN
  return type === 'INT' && !/^\s*[+-]?\d+\s*$/.test(value) ? Number.NaN : Number(value)
}

/** As Python prints it, roughly: single quotes. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`
  return JSON.stringify(value) ?? 'None'
}
