/** Which nodes previz has installed, and which files their inputs list. */
import { choicesOf, isRecord, RECORDED, type InputSpec, type ObjectInfo } from '../../workflows/object-info.ts'

export type ModelFile = { readonly folder: string; readonly file: string }

type Place = readonly [nodeClass: string, input: string]

/** Which inputs list the files of which folder below `models/`. */
const LISTS: Readonly<Record<string, readonly Place[]>> = {
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

/** Inputs that list uploaded files. */
const UPLOADS: readonly Place[] = [
  ['LoadImage', 'image'],
  ['VHS_LoadVideo', 'video'],
  ['LoadVideo', 'file'],
  ['LoadAudio', 'audio'],
]

const specAt = (info: ObjectInfo, [nodeClass, input]: Place): InputSpec =>
  info[nodeClass]?.input.required?.[input] ?? []

/** The list in whichever of its two spellings the input has. */
function listing(info: ObjectInfo, [nodeClass, input]: Place, choices: readonly string[]): ObjectInfo {
  const node = info[nodeClass]
  if (!node?.input.required?.[input]) return info
  const [type, ...settings] = specAt(info, [nodeClass, input])
  const spec = Array.isArray(type)
    ? [choices, ...settings]
    : [type, { ...(isRecord(settings[0]) ? settings[0] : {}), options: choices }]
  const required = { ...node.input.required, [input]: spec }
  return { ...info, [nodeClass]: { ...node, input: { ...node.input, required } } }
}

/** What a real 0.33.0 server with the three node packs answered, with the files that the workflows need and no uploads. */
export function createObjectInfo(models: readonly ModelFile[]): ObjectInfo {
  let info = withUploads(RECORDED, [])
  for (const [folder, places] of Object.entries(LISTS)) {
    const files = models.filter((m) => m.folder === folder).map((m) => m.file)
    for (const place of places) {
      const recorded = choicesOf(specAt(info, place)) ?? []
      info = listing(info, place, [...new Set([...recorded, ...files])])
    }
  }
  return info
}

export const withUploads = (info: ObjectInfo, uploaded: readonly string[]): ObjectInfo =>
  UPLOADS.reduce((all, place) => listing(all, place, uploaded), info)

/** Files of a folder below `models/`, or null when the server has no such folder. */
export function modelsIn(info: ObjectInfo, folder: string): readonly string[] | null {
  const [place] = LISTS[folder] ?? []
  if (!place) return null
  // The loader of VAEs lists one more that is no file.
  return (choicesOf(specAt(info, place)) ?? []).filter((file) => file !== 'pixel_space')
}
