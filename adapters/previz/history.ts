/** The shapes in which a prompt is shown: an item of the queue, a row of history, a job. */
import type { Item } from './item.ts'

export type Message = readonly [event: string, data: Readonly<Record<string, unknown>>]
export type FileEntry = { readonly filename: string; readonly subfolder: string; readonly type: string } & Readonly<
  Record<string, unknown>
>
/** By node; `gifs` for VHS_VideoCombine, `images` for all else, with `animated` where those are videos. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, readonly (FileEntry | boolean)[]>>>>

export type QueueEntry = readonly [
  number: number,
  promptId: string,
  graph: Item['graph'],
  extraData: Item['extraData'],
  outputs: Item['outputs'],
]
export type Row = {
  readonly prompt: QueueEntry
  readonly outputs: Outputs
  readonly status: { status_str: 'success' | 'error'; completed: boolean; messages: readonly Message[] }
  readonly meta: Readonly<Record<string, unknown>>
}

export const toEntry = (i: Item): QueueEntry => [i.number, i.promptId, i.graph, i.extraData, i.outputs]

/** A prompt is a success exactly when its last message says so; interruption counts as an error. */
export function toRow(item: Item, outputs: Outputs, messages: readonly Message[]): Row {
  const completed = messages.at(-1)?.[0] === 'execution_success'
  const meta = Object.fromEntries(
    Object.keys(outputs).map((id) => [id, { node_id: id, display_node: id, parent_node: null, real_node_id: id }]),
  )
  return {
    prompt: toEntry(item),
    outputs,
    status: { status_str: completed ? 'success' : 'error', completed, messages },
    meta,
  }
}

type JobStatus = 'pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled'
export type Job = { id: string; status: JobStatus; priority: number; create_time: unknown } & Record<string, unknown>

export const waitingJob = (item: Item, status: 'pending' | 'in_progress'): Job => ({
  id: item.promptId,
  status,
  priority: item.number,
  create_time: item.extraData['create_time'],
  outputs_count: 0,
  previewable_outputs_count: 0,
})

export function finishedJob({ prompt, outputs, status }: Row): Job {
  const [priority, id, , extraData] = prompt
  const at = (event: string) => status.messages.find(([name]) => name === event)?.[1]
  const error = at('execution_error')
  const end = at('execution_success') ?? error ?? at('execution_interrupted')
  const files = Object.entries(outputs).flatMap(([nodeId, kinds]) =>
    Object.entries(kinds).flatMap(([mediaType, entries]) =>
      entries.filter((e) => typeof e === 'object').map((e) => ({ ...e, nodeId, mediaType })),
    ),
  )
  return {
    id,
    status: status.completed ? 'completed' : error ? 'failed' : 'cancelled',
    priority,
    create_time: extraData['create_time'],
    execution_start_time: at('execution_start')?.['timestamp'],
    execution_end_time: end?.['timestamp'],
    ...(error ? { execution_error: error } : {}),
    outputs_count: files.length,
    previewable_outputs_count: files.length,
    ...(files[0] ? { preview_output: files[0] } : {}),
  }
}

export const withDetail = (job: Job, prompt: QueueEntry, row: Row | null): Job => ({
  ...job,
  outputs: row?.outputs ?? {},
  execution_status: row?.status ?? null,
  workflow: { prompt: prompt[2], extra_data: prompt[3] },
})
