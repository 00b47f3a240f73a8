/** What previz says of itself: the version it behaves like, and that it has no GPU. */
import { freemem, totalmem } from 'node:os'

export const MAX_UPLOAD_BYTES = 104_857_600

export const features = {
  supports_preview_metadata: true,
  supports_model_type_tags: true,
  max_upload_size: MAX_UPLOAD_BYTES,
  extension: { manager: { supports_v4: true } },
  node_replacements: true,
  assets: false,
}

export function systemStats() {
  const [total, free] = [totalmem(), freemem()]
  return {
    system: {
      os: process.platform,
      ram_total: total,
      ram_free: free,
      comfyui_version: '0.33.0',
      required_frontend_version: null,
      installed_templates_version: null,
      required_templates_version: null,
      comfy_package_versions: [],
      python_version: 'none (previz)',
      pytorch_version: 'none (previz)',
      embedded_python: false,
      deploy_environment: 'previz',
      argv: ['previz'],
    },
    devices: [
      {
        name: 'previz',
        type: 'cpu',
        index: null,
        vram_total: total,
        vram_free: free,
        torch_vram_total: total,
        torch_vram_free: free,
      },
    ],
  }
}
