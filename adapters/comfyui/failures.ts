/** What ComfyUI meant by what it refused or how it ended: the one place that reads its errors. */
import type { HostFailure } from '../../src/domain/failure.ts'
import { optionsOf } from '../../workflows/object-info.ts'
import type { Finding } from '../../workflows/validate.ts'
import type { Answer } from './http.ts'
import type { ErrorReport, NodeErrors, Refused } from './messages.ts'
import { zRefused } from './messages.ts'

const MAX_MESSAGE = 300

export type Where = { readonly host: string; readonly workflow: string }

export const hostDown = (host: string, reason: string): HostFailure => ({ type: 'host-down', host, reason })

/** An answer that is neither what was asked for nor a refusal that says why. */
export function unexpected(host: string, answer: Answer): HostFailure {
  const { status } = answer
  if (status >= 300 && status < 400) return hostDown(host, `it redirects (HTTP ${status}), give its own address`)
  if (status === 401 || status === 403) return hostDown(host, `it refuses access (HTTP ${status})`)
  return hostDown(host, status === 200 ? 'it does not answer as ComfyUI does' : `it answered HTTP ${status}`)
}

/** A prompt that `POST /prompt` did not take. */
export function fromRefusal(where: Where, answer: Answer): HostFailure {
  const refused = zRefused.safeParse(answer.json)
  if (refused.success) return fromError(where, refused.data)
  const { status } = answer
  const bad = (reason: string): HostFailure => ({ type: 'bad-graph', ...where, reason })
  if (status === 413) return bad('the graph is larger than the host takes')
  // ComfyUI itself answers 500 to what it cannot even read; gateways in front of it use the other codes.
  if (status === 400 || status === 500) return bad(`it answered HTTP ${status}: ${oneLine(answer.text)}`)
  return unexpected(where.host, answer)
}

function fromError(where: Where, { error, node_errors }: Refused): HostFailure {
  // Before 0.24 an unknown class is told as `invalid_prompt`, and only in words.
  const node = error.extra_info.class_type ?? /because node (.+) does not exist/.exec(error.message)?.[1]
  if ((error.type === 'missing_node_type' || error.type === 'invalid_prompt') && node !== undefined)
    return { type: 'missing-node', host: where.host, node, workflow: where.workflow, elsewhere: [] }
  return (
    fromNodeErrors(where, node_errors) ?? {
      type: 'bad-graph',
      ...where,
      reason: oneLine(`${error.message} ${error.details}`),
    }
  )
}

/** Null when there are none. */
export const fromNodeErrors = (where: Where, nodeErrors: NodeErrors): HostFailure | null =>
  worst(
    where,
    Object.entries(nodeErrors).flatMap(([id, node]) =>
      node.errors.map(({ extra_info, ...error }) => ({
        ...error,
        id,
        node: node.class_type,
        input: extra_info.input_name ?? '',
        received: extra_info.received_value,
      })),
    ),
  )

/** What we found ourselves, by the host's own lists; null when that is nothing. */
export function fromFindings(where: Where, findings: readonly Finding[]): HostFailure | null {
  const sure = findings.filter((f) => !isUnsure(f))
  const stranger = sure.find((f) => f.type === 'missing_node_type')
  if (stranger)
    return {
      type: 'missing-node',
      host: where.host,
      node: stranger.classType ?? '',
      workflow: where.workflow,
      elsewhere: [],
    }
  return worst(
    where,
    sure.map((f) => ({ ...f, id: f.nodeId, node: f.classType ?? '', input: f.inputName ?? '' })),
  )
}

/** Lists of uploads or from elsewhere, which do not bind the server, and types that only it can work out. */
function isUnsure({ type, inputConfig, details }: Finding): boolean {
  const options = Object.keys(optionsOf(inputConfig ?? []))
  if (type === 'value_not_in_list' && options.some((o) => o === 'remote' || o.endsWith('_upload'))) return true
  return /^COMFY_|\(COMFY_/.test(`${String(inputConfig?.[0])} ${details}`)
}

type Told = {
  readonly id: string | null
  readonly node: string
  readonly type: string
  readonly message: string
  readonly details: string
  readonly input: string
  readonly received?: unknown
}

/** A missing model is told before all else: it is what a person can mend. */
function worst(where: Where, all: readonly Told[]): HostFailure | null {
  for (const { type, node, input, received } of all)
    if (type === 'value_not_in_list' && typeof received === 'string' && isModelFile(node, received))
      return { type: 'missing-model', host: where.host, node, input, file: received, elsewhere: [] }
  const [first] = all
  if (!first) return null
  const at = first.id === null ? '' : `node ${first.id}, ${first.node}: `
  return { type: 'bad-graph', ...where, reason: oneLine(`${at}${first.message}: ${first.details}`) }
}

const isModelFile = (node: string, file: string): boolean =>
  /\.(?:safetensors|sft|ckpt|pth?|bin|gguf|onnx)$/i.test(file) || /Load(?:er|[A-Z]|$)/.test(node)

/** A prompt that a node broke off. */
export function fromErrorReport(host: string, report: ErrorReport): HostFailure {
  const node = report.node_type ?? null
  // Some builds add this advice to every exception; only what stands before it tells what happened.
  const [said = ''] = report.exception_message.split('This error means you ran out of memory')
  const isMemory =
    /(?:^|\.)OutOfMemoryError$/.test(report.exception_type) ||
    /out[ _]of[ _](?:\w+[ _])?memory|allocation on device|not enough memory|can't allocate memory/i.test(said)
  if (isMemory) return { type: 'out-of-memory', host, node }
  return {
    type: 'node-failed',
    host,
    node: node ?? 'unknown',
    message: oneLine(said === '' ? report.exception_type : said),
  }
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('*', '').trim().slice(0, MAX_MESSAGE)
