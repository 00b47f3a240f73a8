/** A GPU host without a GPU: renders each prompt in a fixed time, one after the other, and remembers what it held and when. */
import { readFile } from 'node:fs/promises'
import { fail, ok } from '../../src/domain/result.ts'
import type { Result } from '../../src/domain/result.ts'
import type { HostFailure } from '../../src/domain/failure.ts'
import type { Ended, GpuHost, Prompt } from '../../src/ports/gpu-host.ts'
import { looseEnd, validateGraph } from '../../workflows/validate.ts'
import { RECORDED, choicesOf } from '../../workflows/object-info.ts'

type Entry = {
  readonly prompt: Prompt
  readonly onProgress: (p: { done: number; of: number }) => void
  readonly ended: PromiseWithResolvers<Result<Ended, HostFailure>>
}

export type ClockHost = GpuHost & {
  /** Prompts on the host, waiting and executing, in the order in which they came. */
  readonly order: readonly string[]
  readonly peak: { onHost: number; executing: number; fetching: number }
  /** Milliseconds between the end of one prompt and the start of the next, while there was one to start. */
  readonly gaps: readonly number[]
  readonly staged: ReadonlyMap<string, Uint8Array>
  /** Without `renderMs` prompts end only when told. */
  finish(promptId: string): void
  /** While set, nothing is answered. */
  down: boolean
}

export function createClockHost(o: { readonly name?: string; readonly renderMs?: number } = {}): ClockHost {
  const name = o.name ?? 'clock'
  const queue: Entry[] = []
  const ended = new Map<string, Entry>()
  const staged = new Map<string, Uint8Array>()
  const order: string[] = []
  const gaps: number[] = []
  const peak = { onHost: 0, executing: 0, fetching: 0 }
  let executing: Entry | null = null
  let idleSince: number | null = null
  let fetching = 0

  const refuse = (): Result<never, HostFailure> => fail({ type: 'host-down', host: name, reason: 'switched off' })

  function next(): void {
    const [entry] = queue
    if (executing !== null || entry === undefined) return
    if (idleSince !== null) gaps.push(performance.now() - idleSince)
    idleSince = null
    executing = entry
    peak.executing = Math.max(peak.executing, 1)
    entry.onProgress({ done: 0, of: 2 })
    entry.onProgress({ done: 2, of: 2 })
    if (o.renderMs !== undefined) setTimeout(() => end(entry, ok(files(entry))), o.renderMs)
  }

  const files = ({ prompt }: Entry): Ended => ({
    files: [{ filename: `${prompt.promptId}.mp4`, subfolder: 'nora', type: 'output' }],
    gpuMs: o.renderMs ?? 1,
  })

  function end(entry: Entry, result: Result<Ended, HostFailure>): void {
    const at = queue.indexOf(entry)
    if (at === -1) return
    queue.splice(at, 1)
    ended.set(entry.prompt.promptId, entry)
    if (executing === entry) {
      executing = null
      idleSince = performance.now()
    }
    entry.ended.resolve(result)
    next()
  }

  const find = (promptId: string) => queue.find((e) => e.prompt.promptId === promptId) ?? ended.get(promptId)

  return {
    name,
    order,
    peak,
    gaps,
    staged,
    down: false,
    finish(promptId) {
      const entry = queue.find((e) => e.prompt.promptId === promptId)
      if (entry) end(entry, ok(files(entry)))
    },

    async stage(file) {
      if (this.down) return refuse()
      const at = `nora/${file.sha256.slice(0, 16)}.${file.extension}`
      staged.set(at, await readFile(file.path))
      return ok(at)
    },

    choices(nodeClass, input) {
      if (this.down) return Promise.resolve(refuse())
      const spec = RECORDED[nodeClass]?.input
      return Promise.resolve(
        ok(spec ? (choicesOf(spec.required?.[input] ?? spec.optional?.[input] ?? []) ?? []) : null),
      )
    },

    submit(prompt, onProgress) {
      if (this.down) return Promise.resolve(refuse())
      const wrong = wrongWith(name, prompt, (file) => staged.has(file))
      if (wrong) return Promise.resolve(fail(wrong))
      const entry: Entry = { prompt, onProgress, ended: Promise.withResolvers() }
      queue.push(entry)
      order.push(prompt.promptId)
      peak.onHost = Math.max(peak.onHost, queue.length)
      next()
      return Promise.resolve(ok({ ended: entry.ended.promise }))
    },

    attach({ promptId }) {
      if (this.down) return Promise.resolve(refuse())
      const entry = find(promptId)
      return Promise.resolve(ok(entry ? { ended: entry.ended.promise } : null))
    },

    cancel(promptId) {
      if (this.down) return Promise.resolve(refuse())
      const entry = queue.find((e) => e.prompt.promptId === promptId)
      if (entry) end(entry, fail({ type: 'interrupted', host: name }))
      return Promise.resolve(ok(undefined))
    },

    fetch(file) {
      if (this.down) return Promise.resolve(refuse())
      const promptId = file.filename.replace(/\.mp4$/, '')
      if (!ended.has(promptId))
        return Promise.resolve(fail({ type: 'bad-output', host: name, reason: `${file.filename} is not there` }))
      fetching += 1
      peak.fetching = Math.max(peak.fetching, fetching)
      return Promise.resolve(
        ok(
          (async function* () {
            try {
              yield Buffer.from('a clip')
            } finally {
              fetching -= 1
            }
          })(),
        ),
      )
    },

    stop: () => Promise.resolve(),
  }
}

function wrongWith(host: string, prompt: Prompt, hasFile: (name: string) => boolean): HostFailure | null {
  const { workflow, graph } = prompt
  const loose = looseEnd(graph)
  if (loose) return { type: 'bad-graph', host, workflow, reason: loose }
  const [finding] = validateGraph(graph, RECORDED, { hasFile })
  if (!finding) return null
  const node = finding.classType ?? ''
  if (finding.type === 'missing_node_type') return { type: 'missing-node', host, node, workflow }
  if (finding.type === 'value_not_in_list' && /Load/.test(node))
    return { type: 'missing-model', host, node, input: finding.inputName ?? '', file: String(finding.received) }
  return { type: 'bad-graph', host, workflow, reason: `${finding.message}: ${finding.details}` }
}
