/** A ComfyUI server as a GPU host: HTTP says what is so, the socket only says when to look. */
import { fail, ok } from '../../src/domain/result.ts'
import type { GpuHost } from '../../src/ports/gpu-host.ts'
import type { Log } from '../../src/ports/log.ts'
import { readAddress } from './address.ts'
import { createCancel } from './cancel.ts'
import { createCatalogue } from './catalogue.ts'
import { download } from './download.ts'
import { PATIENCE } from './patience.ts'
import type { Patience } from './patience.ts'
import { createHandOver } from './hand-over.ts'
import { createHttp } from './http.ts'
import { createListening } from './listening.ts'
import { createProbe } from './probe.ts'
import { createLook } from './standing.ts'
import { createStillness } from './stillness.ts'
import { createUpload } from './upload.ts'
import { createWatching } from './watching.ts'
import { createWithdraw } from './withdraw.ts'

export type ComfyHostOptions = {
  /** As people and takes know it: the same after every restart. */
  readonly name: string
  /** `http://host:8188`, with a path where a proxy serves it below one. */
  readonly url: string
  /** For a proxy's own authentication. */
  readonly headers?: Readonly<Record<string, string>>
  /** Of this process on this host; a random one when left out. */
  readonly clientId?: string
  readonly log: Log
  readonly patience?: Partial<Patience>
}

export function createComfyHost(o: ComfyHostOptions): GpuHost {
  const { name: host, clientId = crypto.randomUUID(), log } = o
  const { url, headers } = readAddress(o.url, o.headers)
  const patience: Patience = { ...PATIENCE, ...o.patience }
  const stopped = new AbortController()
  const http = createHttp({ url, headers })
  const look = createLook(host, http)
  const listening = createListening({ host, url, headers, clientId, log, reopenMs: patience.lookEveryMs })
  const stillness = createStillness({ host, http, patience, hears: listening.isHearing })
  const watching = createWatching({ host, look, listening, patience, stillness, stopped: stopped.signal })
  const catalogue = createCatalogue(host, http)
  const upload = createUpload(host, http)
  const probe = createProbe({ host, http, clientId, isKnown: watching.isWatched })
  const withdraw = createWithdraw({ host, http, look, patience })
  const stopOne = createCancel({ host, http, look, patience })
  const handOver = createHandOver({ host, clientId, http, look, cancel: stopOne, patience })
  // Where the answer is lost, the wish stands: it may have been heard.
  const cancel = (promptId: string) =>
    watching.without(
      promptId,
      () => stopOne(promptId),
      () => true,
    )

  return {
    name: host,
    probe,
    stage: (file) => upload.stage(file),
    choices: catalogue.choices,
    check: catalogue.check,

    async submit(prompt, watch) {
      const watched = watching.watch(prompt.promptId, prompt.graph, watch)
      const given = await handOver(prompt, watch.onPreview !== undefined)
      if (!given.ok) {
        watched.letGo()
        // Whatever it disliked, a staged file may be what it misses, or a node that was there before.
        if (given.failure.type === 'bad-graph') upload.forget()
        if (given.failure.type !== 'host-down') catalogue.forget()
        return given
      }
      // Wished for while the call was under way, and so perhaps before the host knew of it.
      if (watching.isUnwanted(prompt.promptId)) await cancel(prompt.promptId)
      return ok({ ended: watched.end(prompt.outputNode) })
    },

    async attach({ promptId, outputNode, graph }, watch) {
      const standing = await look(promptId)
      if (standing.at === 'unknown') return fail(standing.failure)
      if (standing.at === 'lost') return ok(null)
      if (standing.at === 'ended') return ok({ ended: Promise.resolve(standing.result(outputNode)) })
      return ok({ ended: watching.watch(promptId, graph ?? null, watch).end(outputNode) })
    },

    cancel,
    withdraw: (promptId) =>
      watching.without(
        promptId,
        () => withdraw(promptId),
        (done) => done.ok && done.value === 'withdrawn',
      ),
    fetch: (file, signal) => download(host, http, file, signal),

    async stop() {
      stopped.abort()
      listening.stop()
      await http.stop()
    },
  }
}
