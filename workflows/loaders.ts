/** Which inputs of which node classes name model files, in which folder those lie, and what the slot for them is called. */

type Loader = { readonly slot: string; readonly folder: string }

const LOADERS: Readonly<Record<string, Loader>> = {
  'CheckpointLoaderSimple.ckpt_name': { slot: 'checkpoint', folder: 'checkpoints' },
  'CheckpointLoader.ckpt_name': { slot: 'checkpoint', folder: 'checkpoints' },
  'ImageOnlyCheckpointLoader.ckpt_name': { slot: 'checkpoint', folder: 'checkpoints' },
  'UNETLoader.unet_name': { slot: 'diffusion_model', folder: 'diffusion_models' },
  'UnetLoaderGGUF.unet_name': { slot: 'diffusion_model', folder: 'diffusion_models' },
  'VAELoader.vae_name': { slot: 'vae', folder: 'vae' },
  'CLIPLoader.clip_name': { slot: 'text_encoder', folder: 'text_encoders' },
  'DualCLIPLoader.clip_name1': { slot: 'text_encoder', folder: 'text_encoders' },
  'DualCLIPLoader.clip_name2': { slot: 'text_encoder', folder: 'text_encoders' },
  'LoraLoader.lora_name': { slot: 'lora', folder: 'loras' },
  'LoraLoaderModelOnly.lora_name': { slot: 'lora', folder: 'loras' },
  'ControlNetLoader.control_net_name': { slot: 'controlnet', folder: 'controlnet' },
  'CLIPVisionLoader.clip_name': { slot: 'clip_vision', folder: 'clip_vision' },
  'IPAdapterModelLoader.ipadapter_file': { slot: 'ipadapter_model', folder: 'ipadapter' },
  'ADE_LoadAnimateDiffModel.model_name': { slot: 'motion_model', folder: 'animatediff_models' },
  'ADE_AnimateDiffLoRALoader.name': { slot: 'motion_lora', folder: 'animatediff_motion_lora' },
  'UpscaleModelLoader.model_name': { slot: 'upscale_model', folder: 'upscale_models' },
}
/** A LoRA that makes a model need fewer steps is part of the workflow; any other is a place for the project's look. */
const FASTER =
  /light(?:ning|x2v)|turbo|(?:^|[^a-z])(?:lcm|tcd|dmd2?)(?:[^a-z]|$)|hyper-?sd|\d+-?steps?|distill|accel|causvid|fusionx/i
const MODEL_FILE = /\.(?:safetensors|sft|ckpt|pth?|bin|gguf|onnx)$/i

export type ModelInput = Loader & { readonly isKnown: boolean }

/** Null when the input names no model file. Of a loader that is not known, only the value says that it is one. */
export function modelInput(nodeClass: string, input: string, value: unknown): ModelInput | null {
  const known = LOADERS[`${nodeClass}.${input}`]
  if (known !== undefined) {
    const isFaster = known.slot === 'lora' && typeof value === 'string' && FASTER.test(value)
    return { ...known, ...(isFaster ? { slot: 'speed_lora' } : {}), isKnown: true }
  }
  if (typeof value !== 'string' || !MODEL_FILE.test(value)) return null
  const word = input
    .replace(/_?(?:name|file)\d?$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
  const slot = /^[a-z]/.test(word) ? word : `model_${word}`
  return { slot, folder: `the one of ${nodeClass}`, isKnown: false }
}
