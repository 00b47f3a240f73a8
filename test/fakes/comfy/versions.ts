/** In what ComfyUI servers of different years differ, as far as a client meets it. */
import { randomUUID } from 'node:crypto'
import type { Finding } from '../../../workflows/validate.ts'

export const VERSIONS = ['0.3.64', '0.24.0', '0.33.0', '0.38.1'] as const
export type Version = (typeof VERSIONS)[number]

export type Ways = {
  readonly version: Version
  readonly hasJobs: boolean
  readonly hasCancel: boolean
  /** Ids of prompts must be lower-case UUIDs. */
  readonly wantsUuid: boolean
  /** Unknown classes are told as an `invalid_prompt`, in words alone. */
  readonly tellsClassInWords: boolean
  /** Without a client id a prompt that is cached whole ends without outputs. */
  readonly losesCached: boolean
  /** A prompt may ask for previews; before that, only who starts the server. */
  readonly previewsByPrompt: boolean
  /** More keys in outputs, uploads, progress, and kinds of message that nobody asked for. */
  readonly saysMore: boolean
}

export const waysOf = (version: Version): Ways => ({
  version,
  hasJobs: version !== '0.3.64',
  hasCancel: version === '0.33.0' || version === '0.38.1',
  wantsUuid: version === '0.33.0' || version === '0.38.1',
  tellsClassInWords: version === '0.3.64',
  losesCached: version === '0.24.0',
  previewsByPrompt: version !== '0.3.64',
  saysMore: version === '0.38.1',
})

export const stats = (version: Version) => ({
  system: { os: 'linux', comfyui_version: version, argv: ['main.py'] },
  devices: [{ name: 'cuda:0 a GPU', type: 'cuda', index: 0, vram_total: 24e9, vram_free: 20e9 }],
})

export const fileEntry = (ways: Ways, filename: string) => ({
  filename,
  subfolder: 'nora',
  type: 'output',
  ...(ways.saysMore
    ? { id: randomUUID(), preview_id: null, metadata: { kind: 'image', width: 64, height: 64, duration: Number.NaN } }
    : {}),
})

export const nodeState = (ways: Ways) => ({
  value: 1,
  max: 4,
  state: 'running',
  ...(ways.saysMore ? { activity: 'sampling' } : {}),
})

/** What is wrong with the graph as a whole. */
export function refusalOf(ways: Ways, { type, message, details, nodeId, classType }: Finding) {
  if (type !== 'missing_node_type' || !ways.tellsClassInWords)
    return { type, message, details, extra_info: { node_id: nodeId, class_type: classType, node_title: classType } }
  return {
    type: 'invalid_prompt',
    message: `Cannot execute because node ${classType} does not exist.`,
    details: `Node ID '#${nodeId}'`,
    extra_info: {},
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const badId = (ways: Ways, id: string) =>
  ways.wantsUuid && !UUID.test(id)
    ? { type: 'invalid_prompt_id', message: 'prompt_id must be a valid UUID', details: id, extra_info: {} }
    : null
