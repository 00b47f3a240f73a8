/** What a ComfyUI server tells over its socket, as far as we listen: all other kinds of message are ignored. */
import { z } from 'zod'
import { parseJson } from './json.ts'

const zPromptId = z.object({ prompt_id: z.string() })
const zNodeState = z.object({ value: z.number(), max: z.number(), state: z.string().catch('') })

const zSocketMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress_state'),
    data: zPromptId.extend({ nodes: z.record(z.string(), zNodeState) }),
  }),
  z.object({ type: z.literal('execution_cached'), data: zPromptId.extend({ nodes: z.array(z.string()) }) }),
  z.object({ type: z.literal('execution_success'), data: zPromptId }),
  // Also told of a branch that was blocked, while the prompt goes on and may well succeed.
  z.object({ type: z.literal('execution_error'), data: zPromptId }),
  z.object({ type: z.literal('execution_interrupted'), data: zPromptId }),
  // With a node it says which one runs; without, that the prompt is over and its history written.
  z.object({ type: z.literal('executing'), data: zPromptId.extend({ node: z.string().nullable() }) }),
  // Signs of life, no more.
  z.object({ type: z.enum(['execution_start', 'executed', 'progress']), data: zPromptId }),
])
export type SocketMessage = z.infer<typeof zSocketMessage>

/** What any socket is told when it opens: no proof yet that it will hear the rest. */
const zGreeting = z.union([
  z.object({ type: z.literal('feature_flags') }),
  z.object({ type: z.literal('status'), data: z.object({ sid: z.string() }) }),
])

/** Null for what we do not listen to: other kinds, pictures (binary), and what is no message at all. */
export function parseSocketMessage(data: unknown): SocketMessage | 'greeting' | null {
  if (typeof data !== 'string') return null
  const said = parseJson(data)
  return zSocketMessage.safeParse(said).data ?? (zGreeting.safeParse(said).success ? 'greeting' : null)
}
