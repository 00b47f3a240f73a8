/** Which nodes previz has installed and which files their inputs list. */
import { z } from 'zod'
import recorded from '../../workflows/object-info.recorded.json' with { type: 'json' }

/** A type name or a list of choices, then perhaps its settings. */
export type InputSpec = readonly unknown[]

const zInputs = z.record(z.string(), z.array(z.unknown())).default({})
const zNode = z.looseObject({
  input: z.looseObject({ required: zInputs, optional: zInputs, hidden: z.record(z.string(), z.unknown()).default({}) }),
  output: z.array(z.unknown()),
  output_node: z.boolean(),
})
export type NodeInfo = z.infer<typeof zNode>
export type ObjectInfo = Readonly<Record<string, NodeInfo>>

export type ModelFile = { readonly folder: string; readonly file: string }

/** Which inputs list the files of which folder below `models/`. */
const LISTS: Readonly<Record<string, readonly (readonly [nodeClass: string, input: string])[]>> = {
  checkpoints: [['CheckpointLoaderSimple', 'ckpt_name']],
  vae: [['VAELoader', 'vae_name']],
  loras: [
    ['LoraLoader', 'lora_name'],
    ['LoraLoaderModelOnly', 'lora_name'],
  ],
  diffusion_models: [['UNETLoader', 'unet_name']],
  text_encoders: [
    ['CLIPLoader', 'clip_name'],
    ['DualCLIPLoader', 'clip_name1'],
    ['DualCLIPLoader', 'clip_name2'],
  ],
  clip_vision: [['CLIPVisionLoader', 'clip_name']],
  controlnet: [['ControlNetLoader', 'control_net_name']],
  ipadapter: [['IPAdapterModelLoader', 'ipadapter_file']],
  animatediff_models: [['ADE_LoadAnimateDiffModel', 'model_name']],
  animatediff_motion_lora: [['ADE_AnimateDiffLoRALoader', 'name']],
  upscale_models: [['UpscaleModelLoader', 'model_name']],
}
export const MODEL_FOLDERS = Object.keys(LISTS)

/** Inputs that take the name of an uploaded file, and the word the server calls such a file by. */
export const FILE_INPUTS: Readonly<Record<string, { readonly input: string; readonly kind: string }>> = {
  LoadImage: { input: 'image', kind: 'image' },
  VHS_LoadVideo: { input: 'video', kind: 'video' },
  LoadVideo: { input: 'file', kind: 'video' },
  LoadAudio: { input: 'audio', kind: 'audio' },
}

/** The choices of an input in either of the two spellings servers use; null when it is not a list. */
export function choicesOf(spec: InputSpec): readonly unknown[] | null {
  if (Array.isArray(spec[0])) return spec[0]
  const settings = spec[1]
  const listed = settings !== null && typeof settings === 'object' && 'options' in settings ? settings.options : null
  return spec[0] === 'COMBO' && Array.isArray(listed) ? listed : null
}

const withChoices = (spec: InputSpec, choices: readonly string[]): unknown[] =>
  Array.isArray(spec[0])
    ? [choices, ...spec.slice(1)]
    : [spec[0], { ...(spec[1] as Record<string, unknown>), options: choices }]

/** What a real 0.33.0 server with the three node packs answered, plus the files that the workflows need. */
export function createObjectInfo(models: readonly ModelFile[]): ObjectInfo {
  const info = z.record(z.string(), zNode).parse(structuredClone(recorded))
  for (const [folder, inputs] of Object.entries(LISTS)) {
    const files = models.filter((m) => m.folder === folder).map((m) => m.file)
    for (const [nodeClass, input] of inputs) {
      const required = info[nodeClass]?.input.required
      const spec = required?.[input]
      if (!required || !spec) continue
      const listed = (choicesOf(spec) ?? []).filter((c) => typeof c === 'string')
      required[input] = withChoices(spec, [...new Set([...listed, ...files])])
    }
  }
  return info
}

/** The same with the names of uploaded files where nodes list them. */
export function withUploads(info: ObjectInfo, uploaded: readonly string[]): ObjectInfo {
  const all: Record<string, NodeInfo> = { ...info }
  for (const [nodeClass, { input }] of Object.entries(FILE_INPUTS)) {
    const node = info[nodeClass]
    const spec = node?.input.required[input]
    if (!node || !spec) continue
    const required = { ...node.input.required, [input]: withChoices(spec, uploaded) }
    all[nodeClass] = { ...node, input: { ...node.input, required } }
  }
  return all
}

/** Files of a folder below `models/`, or null when the server has no such folder. */
export function modelsIn(info: ObjectInfo, folder: string): readonly string[] | null {
  const [first] = LISTS[folder] ?? []
  if (!first) return null
  const spec = info[first[0]]?.input.required[first[1]]
  return (spec ? (choicesOf(spec) ?? []) : []).filter((c) => typeof c === 'string' && c !== 'pixel_space') as string[]
}
