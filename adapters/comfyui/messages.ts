/** What a ComfyUI server says, as far as we listen: unknown keys and unknown kinds of message are ignored. */
import { z } from 'zod'
import type { InputSpec, ObjectInfo } from '../../workflows/object-info.ts'

const zEntry = z.object({ filename: z.string(), subfolder: z.string().default(''), type: z.string() })

/** Any list under a node may hold files (`images`, `gifs`, `audio` …); items that are none are data. */
const zNodeOutput = z
  .record(z.string(), z.unknown())
  .transform((ui) =>
    Object.values(ui).flatMap((list) =>
      Array.isArray(list) ? list.map((e) => zEntry.safeParse(e)).flatMap((e) => (e.success ? [e.data] : [])) : [],
    ),
  )
export type OutputEntry = z.infer<typeof zEntry>

const zOutputs = z.record(z.string(), zNodeOutput.catch([])).catch({})

export const zErrorReport = z.object({
  node_id: z.coerce.string().nullish(),
  node_type: z.string().nullish(),
  exception_message: z.string().catch(''),
  exception_type: z.string().catch(''),
})
export type ErrorReport = z.infer<typeof zErrorReport>

const zStatus = z.object({
  status_str: z.string(),
  messages: z.array(z.tuple([z.string(), z.record(z.string(), z.unknown())]).rest(z.unknown())).catch([]),
})
export type ExecutionStatus = z.infer<typeof zStatus>

/** One row of `GET /history/{id}`. */
const zHistoryRow = z.object({ outputs: zOutputs, status: zStatus.nullish() })
export const zHistory = z.record(z.string(), zHistoryRow)

/** `GET /api/jobs/{id}`. */
export const zJob = z.object({
  status: z.enum(['pending', 'in_progress', 'completed', 'failed', 'cancelled']),
  outputs: zOutputs,
  execution_status: zStatus.nullish().catch(null),
  execution_error: zErrorReport.nullish().catch(null),
})

/** `GET /queue`: tuples of number, prompt id, graph, extra data and more than we need. */
const zItems = z.array(z.tuple([z.unknown(), z.string()]).rest(z.unknown()))
export const zQueue = z.object({ queue_running: zItems, queue_pending: zItems })
export const zExtraData = z.object({
  client_id: z.unknown(),
  extra_pnginfo: z.object({ nora: z.unknown() }).catch({ nora: undefined }),
})
/** `GET /api/jobs`: only what tells the running from the waiting. */
export const zJobs = z.object({
  jobs: z.array(z.object({ id: z.string(), status: z.string(), priority: z.number().catch(0) })),
})

const zBytes = z.number().nonnegative().nullable().catch(null)
export const zSystemStats = z.object({
  system: z.object({ comfyui_version: z.string().nullable().catch(null) }),
  devices: z.array(z.object({ name: z.string().catch('unknown'), vram_total: zBytes, vram_free: zBytes })).catch([]),
})
export const zFeatures = z.object({ max_upload_size: zBytes })

const zNodeErrors = z.record(
  z.string(),
  z.object({
    class_type: z.string().catch(''),
    errors: z.array(
      z.object({
        type: z.string(),
        message: z.string().catch(''),
        details: z.string().catch(''),
        extra_info: z.object({ input_name: z.string().optional(), received_value: z.unknown() }).partial().catch({}),
      }),
    ),
  }),
)
export type NodeErrors = z.infer<typeof zNodeErrors>

/** `POST /prompt`: 200. Older servers send `node_errors` as an empty list. */
export const zAccepted = z.object({ prompt_id: z.string(), node_errors: zNodeErrors.catch({}) })
export type Accepted = z.infer<typeof zAccepted>
/** `POST /prompt`: 400. */
export const zRefused = z.object({
  error: z.object({
    type: z.string(),
    message: z.string().catch(''),
    details: z.string().catch(''),
    extra_info: z.object({ class_type: z.string().optional() }).catch({}),
  }),
  node_errors: zNodeErrors.catch({}),
})
export type Refused = z.infer<typeof zRefused>

export const zUploaded = z.object({ name: z.string().min(1), subfolder: z.string().default('') })
export const zCancelled = z.object({ cancelled: z.boolean() })

/** What is not described as a list is left out: nothing can be said of such an input. */
const zInputs = z
  .record(z.string(), z.unknown())
  .transform((all) =>
    Object.fromEntries(Object.entries(all).filter((e): e is [string, InputSpec] => Array.isArray(e[1]))),
  )
  .catch({})
export const zNodeClasses: z.ZodType<ObjectInfo> = z.record(
  z.string(),
  z.object({
    input: z.object({ required: zInputs, optional: zInputs }).catch({ required: {}, optional: {} }),
    // An output may be a list of choices itself.
    output: z.array(z.unknown().transform((type) => (typeof type === 'string' ? type : 'COMBO'))).catch([]),
    output_node: z.boolean().catch(false),
  }),
)
