/** What a ComfyUI server says, as far as we listen: unknown keys and unknown kinds of message are ignored. */
import { z } from 'zod'

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

/** `GET /queue`: tuples of number, prompt id and more than we need. */
const zItems = z.array(z.tuple([z.unknown(), z.string()]).rest(z.unknown()))
export const zQueue = z.object({ queue_running: zItems, queue_pending: zItems })

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

const zInput = z.record(z.string(), z.array(z.unknown()))
export const zNodeClasses = z.record(
  z.string(),
  z.object({ input: z.object({ required: zInput.catch({}), optional: zInput.catch({}) }).partial() }),
)

const zPromptId = z.object({ prompt_id: z.string() })
/** The messages of the socket that mean something to us. */
const zSocketMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress_state'),
    data: zPromptId.extend({ nodes: z.record(z.string(), z.object({ value: z.number(), max: z.number() })) }),
  }),
  z.object({ type: z.literal('execution_cached'), data: zPromptId.extend({ nodes: z.array(z.string()) }) }),
  z.object({ type: z.literal('execution_success'), data: zPromptId }),
  z.object({ type: z.literal('execution_error'), data: zPromptId }),
  z.object({ type: z.literal('execution_interrupted'), data: zPromptId }),
  // With a node it says which one runs; without, that the prompt is over and its history written.
  z.object({ type: z.literal('executing'), data: zPromptId.extend({ node: z.string().nullable() }) }),
])
export type SocketMessage = z.infer<typeof zSocketMessage>

/** Null for what we do not listen to: other kinds, previews (binary), and what is no message at all. */
export function parseSocketMessage(data: unknown): SocketMessage | null {
  if (typeof data !== 'string') return null
  try {
    return zSocketMessage.safeParse(JSON.parse(data)).data ?? null
  } catch {
    return null
  }
}
