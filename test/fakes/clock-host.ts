/** A GPU host without a GPU: renders each prompt in a fixed time, one after the other, and remembers what it held and when. */
import { readFile } from 'node:fs/promises'
import { fail, ok } from '../../src/domain/result.ts'
import type { Result } from '../../src/domain/result.ts'
import type { HostFailure } from '../../src/domain/failure.ts'
import { fromFindings } from '../../adapters/comfyui/failures.ts'
import type { Ended, GpuHost, Prompt, Watch } from '../../src/ports/gpu-host.ts'
import { looseEnd, outputsOf, validateGraph } from '../../workflows/validate.ts'
import { RECORDED, choicesOf } from '../../workflows/object-info.ts'

type Entry = {
  readonly prompt: Prompt
  readonly watch: Watch
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
  executing(): string | null
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
    const { graph } = entry.prompt
    const [output = ''] = outputsOf(graph, RECORDED)
    const node = graph[output]?._meta?.title ?? graph[output]?.class_type ?? null
    entry.watch.onProgress({ done: 0, of: 2, node })
    entry.watch.onPreview?.(PICTURE, 'image/jpeg')
    entry.watch.onProgress({ done: 2, of: 2, node })
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
    executing: () => executing?.prompt.promptId ?? null,
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

    probe() {
      if (this.down) return Promise.resolve(refuse())
      const queued = (entries: readonly Entry[]) => entries.map((e) => ({ promptId: e.prompt.promptId, ours: true }))
      return Promise.resolve(
        ok({
          version: 'clock',
          devices: [{ name: 'clock', vramBytes: null, vramFreeBytes: null }],
          maxUploadBytes: null,
          running: queued(executing ? [executing] : []),
          pending: queued(queue.filter((e) => e !== executing)),
        }),
      )
    },

    check(prompt) {
      if (this.down) return Promise.resolve(refuse())
      const wrong = wrongWith(name, prompt)
      return Promise.resolve(wrong ? fail(wrong) : ok(undefined))
    },

    submit(prompt, watch) {
      if (this.down) return Promise.resolve(refuse())
      const wrong = wrongWith(name, prompt, (file) => staged.has(file))
      if (wrong) return Promise.resolve(fail(wrong))
      const entry: Entry = { prompt, watch, ended: Promise.withResolvers() }
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

    withdraw(promptId) {
      if (this.down) return Promise.resolve(refuse())
      const entry = queue.find((e) => e.prompt.promptId === promptId)
      if (!entry || entry === executing) return Promise.resolve(ok('kept'))
      end(entry, fail({ type: 'interrupted', host: name }))
      return Promise.resolve(ok('withdrawn'))
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

/** The beginning of a JPEG, which is all that says what it is. */
const PICTURE = new Uint8Array([0xff, 0xd8, 0xff, 0xe0])

function wrongWith(
  host: string,
  { workflow, graph }: Pick<Prompt, 'graph' | 'workflow'>,
  hasFile?: (name: string) => boolean,
): HostFailure | null {
  const loose = looseEnd(graph)
  if (loose) return { type: 'bad-graph', host, workflow, reason: loose }
  return fromFindings({ host, workflow }, validateGraph(graph, RECORDED, hasFile ? { hasFile } : {}))
}
