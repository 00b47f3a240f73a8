/** Where does a prompt stand? HTTP is the truth: the jobs API where the server has one, else queue and then history. */
import type { HostFailure } from '../../src/domain/failure.ts'
import { exhaustive, fail, ok } from '../../src/domain/result.ts'
import type { Result } from '../../src/domain/result.ts'
import type { Ended, HostFile } from '../../src/ports/gpu-host.ts'
import { fromErrorReport, hostDown, unexpected } from './failures.ts'
import type { Answer, Http } from './http.ts'
import type { ErrorReport, ExecutionStatus, OutputEntry } from './messages.ts'
import { zErrorReport, zHistory, zJob, zQueue } from './messages.ts'

export type Standing =
  | { readonly at: 'pending' | 'running' | 'lost' }
  | { readonly at: 'ended'; readonly result: (outputNode: string) => Result<Ended, HostFailure> }
  | { readonly at: 'unknown'; readonly failure: HostFailure }

export type Look = (promptId: string) => Promise<Standing>

export function createLook(host: string, http: Http): Look {
  let jobs: boolean | null = null
  return async (promptId) => ((await hasJobs()) ? byJob(promptId) : byQueue(promptId))

  /** Servers before 0.24 lack the route. Asked once: a silent host is asked again. */
  async function hasJobs(): Promise<boolean> {
    if (jobs !== null) return jobs
    const asked = await http.ask('/api/jobs?limit=1')
    if (!asked.answered) return false
    jobs = asked.answer.status !== 404 && asked.answer.status !== 405
    return jobs
  }

  async function byJob(promptId: string): Promise<Standing> {
    const asked = await http.ask(`/api/jobs/${promptId}`)
    if (!asked.answered) return silent(asked.reason)
    const { status: code, json } = asked.answer
    // With a JSON body it is the server's own word; without, some proxy's.
    if (code === 404 && json !== null) return { at: 'lost' }
    const job = zJob.safeParse(json)
    // Another's broken metadata can make this route fail for everybody; the older ones still answer.
    if (code !== 200 || !job.success) return byQueue(promptId)
    const { status, outputs, execution_status, execution_error } = job.data
    switch (status) {
      case 'pending':
        return { at: 'pending' }
      case 'in_progress':
        return { at: 'running' }
      case 'completed':
        return ended((node) => succeeded(host, node, outputs, execution_status ?? null))
      case 'failed':
        return ended(() => fail(failed(host, execution_error ?? reportOf(execution_status ?? null))))
      case 'cancelled':
        return ended(() => fail({ type: 'interrupted', host }))
      default:
        return exhaustive(status)
    }
  }

  /** In this order: the other way round a prompt that ends in between would look lost. */
  async function byQueue(promptId: string): Promise<Standing> {
    const queued = await http.ask('/api/queue')
    if (!queued.answered) return silent(queued.reason)
    const queue = zQueue.safeParse(queued.answer.json)
    if (!queue.success) return strange(queued.answer)
    if (queue.data.queue_running.some(([, id]) => id === promptId)) return { at: 'running' }
    if (queue.data.queue_pending.some(([, id]) => id === promptId)) return { at: 'pending' }

    const told = await http.ask(`/api/history/${promptId}`)
    if (!told.answered) return silent(told.reason)
    // A failed node's inputs come with its error: it has ended, whatever else it says.
    if (told.answer.cut) return ended(() => fail(failed(host, null)))
    const history = zHistory.safeParse(told.answer.json)
    if (!history.success) return strange(told.answer)
    const row = history.data[promptId]
    if (row === undefined) return { at: 'lost' }
    const status = row.status ?? null
    if (status?.status_str !== 'error') return ended((node) => succeeded(host, node, row.outputs, status))
    // There is no "interrupted" status: it is an error with this message.
    return status.messages.some(([event]) => event === 'execution_interrupted')
      ? ended(() => fail({ type: 'interrupted', host }))
      : ended(() => fail(failed(host, reportOf(status))))
  }

  function silent(reason: string): Standing {
    return { at: 'unknown', failure: hostDown(host, reason) }
  }
  function strange(answer: Answer): Standing {
    return { at: 'unknown', failure: unexpected(host, answer) }
  }
}

const ended = (result: (outputNode: string) => Result<Ended, HostFailure>): Standing => ({ at: 'ended', result })

function succeeded(
  host: string,
  outputNode: string,
  outputs: Readonly<Record<string, readonly OutputEntry[]>>,
  status: ExecutionStatus | null,
): Result<Ended, HostFailure> {
  const files: HostFile[] = []
  for (const entry of outputs[outputNode] ?? []) {
    const file = toFile(entry)
    if (file === null) return fail({ type: 'bad-output', host, reason: `it names a file ${JSON.stringify(entry)}` })
    files.push(file)
  }
  return files.length === 0
    ? fail({ type: 'bad-output', host, reason: `node ${outputNode} finished without a file` })
    : ok({ files, gpuMs: gpuMs(status) })
}

/** Names are untrusted: they go back to the host, and must mean no other file there. */
function toFile({ filename, subfolder, type }: OutputEntry): HostFile | null {
  if (type !== 'output' && type !== 'temp' && type !== 'input') return null
  if (filename === '' || /[/\\]|\.\.|\0/.test(filename)) return null
  return /^[/\\]|(?:^|[/\\])\.\.(?:$|[/\\])|\0/.test(subfolder) ? null : { filename, subfolder, type }
}

function failed(host: string, report: ErrorReport | null): HostFailure {
  return report === null
    ? { type: 'node-failed', host, node: 'unknown', message: 'it gave no readable reason' }
    : fromErrorReport(host, report)
}

const reportOf = (status: ExecutionStatus | null): ErrorReport | null => {
  const said = status?.messages.findLast(([event]) => event === 'execution_error')
  return said === undefined ? null : (zErrorReport.safeParse(said[1]).data ?? null)
}

/** Between the server's own first and last timestamp, in its milliseconds. */
function gpuMs(status: ExecutionStatus | null): number | null {
  const at = (event: string) => status?.messages.find(([name]) => name === event)?.[1]['timestamp']
  const [start, end] = [at('execution_start'), at('execution_success')]
  return typeof start === 'number' && typeof end === 'number' && end >= start ? end - start : null
}
