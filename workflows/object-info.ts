/** What a host says of its node classes (`GET /object_info`), as far as graphs are checked against it. */
import recorded from './object-info.recorded.json' with { type: 'json' }

/** `[type, options]`: type is a name, or the list of choices itself. */
export type InputSpec = readonly unknown[]

type NodeClass = {
  readonly input: {
    readonly required?: Readonly<Record<string, InputSpec>>
    readonly optional?: Readonly<Record<string, InputSpec>>
  }
  readonly output: readonly string[]
  readonly output_node: boolean
}

export type ObjectInfo = Readonly<Record<string, NodeClass>>

/**
 * As ComfyUI 0.33.0 with AnimateDiff-Evolved, VideoHelperSuite and IPAdapter_plus answered, cut to the classes that matter; the
 * VAE of Wan 2.2, which that server did not have, is listed beside the other.
 */
export const RECORDED: ObjectInfo = recorded

/** The choices of an input: a plain list, `COMBO` with options, or `COMFY_DYNAMICCOMBO_V3` with keys; null when it has none. */
export function choicesOf(spec: InputSpec): readonly string[] | null {
  const [type, options] = spec
  if (Array.isArray(type)) return type.map(String)
  const listed = isRecord(options) ? options['options'] : undefined
  if (!Array.isArray(listed)) return null
  if (type === 'COMBO') return listed.map(String)
  if (type === 'COMFY_DYNAMICCOMBO_V3') return listed.filter(isRecord).map((o) => String(o['key']))
  return null
}

export const optionsOf = (spec: InputSpec): Readonly<Record<string, unknown>> => (isRecord(spec[1]) ? spec[1] : {})

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
