/** A ComfyUI server as a GPU host: HTTP says what is so, the socket only says when to look. */
import { fail, ok } from '../../src/domain/result.ts'
import type { Graph } from '../../src/domain/workflow.ts'
import type { GpuHost, RenderProgress } from '../../src/ports/gpu-host.ts'
import type { Log } from '../../src/ports/log.ts'
import { choicesOf } from '../../workflows/object-info.ts'
import { createCancel } from './cancel.ts'
import { download } from './download.ts'
import { hostDown, unexpected } from './failures.ts'
import type { Follow, Patience } from './follow.ts'
import { PATIENCE, createFollow } from './follow.ts'
import { createHandOver } from './hand-over.ts'
import { createHttp } from './http.ts'
import { createListening } from './listening.ts'
import type { SocketMessage } from './messages.ts'
import { zNodeClasses } from './messages.ts'
import { createProgress } from './progress.ts'
import { createLook } from './standing.ts'
import { createUpload } from './upload.ts'

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
  const { name: host, url, headers = {}, clientId = crypto.randomUUID(), log } = o
  const patience: Patience = { ...PATIENCE, ...o.patience }
  const http = createHttp({ url, headers })
  const look = createLook(host, http)
  const upload = createUpload(host, http)
  const stopOne = createCancel({ host, http, look, patience })
  const handOver = createHandOver({ host, clientId, http, look, cancel: stopOne, patience })
  const listening = createListening({ host, url, headers, clientId, log, reopenMs: patience.lookEveryMs })
  const stopped = new AbortController()
  /** The same prompt may be followed twice: submitted, and gone back to. */
  const followed = new Set<Follow>()
  const cancelled = new Set<string>()

  /** Listens from now on, so that nothing between here and the host's answer is missed. */
  function watch(promptId: string, graph: Graph | null, onProgress: (p: RenderProgress) => void) {
    const follow = createFollow({
      host,
      promptId,
      look,
      patience,
      stopped: stopped.signal,
      isCancelled: () => cancelled.has(promptId),
    })
    followed.add(follow)
    const progress = createProgress(graph, onProgress)
    const heardBefore = listening.heard()
    const unlisten = listening.listen({
      promptId,
      onOpen: () => follow.hint(),
      onMessage(message) {
        progress(message)
        if (isEnd(message)) follow.hint()
      },
    })
    const letGo = () => {
      unlisten()
      followed.delete(follow)
      if (follows(promptId).length === 0) cancelled.delete(promptId)
    }
    return {
      letGo,
      end(outputNode: string) {
        let deafAt = performance.now() + patience.deafAfterMs
        return follow
          .end(outputNode, () => {
            if (listening.heard() > heardBefore || performance.now() < deafAt) return
            deafAt = performance.now() + patience.deafAfterMs
            listening.startOver()
          })
          .finally(letGo)
      },
    }
  }

  async function cancel(promptId: string) {
    cancelled.add(promptId)
    const result = await stopOne(promptId)
    const waiting = follows(promptId)
    if (waiting.length === 0) cancelled.delete(promptId)
    for (const follow of waiting) follow.hint()
    return result
  }

  const follows = (promptId: string) => [...followed].filter((f) => f.promptId === promptId)

  return {
    name: host,
    stage: (file) => upload.stage(file),

    async choices(nodeClass, input) {
      const asked = await http.ask(`/api/object_info/${encodeURIComponent(nodeClass)}`)
      if (!asked.answered) return fail(hostDown(host, asked.reason))
      const classes = zNodeClasses.safeParse(asked.answer.json)
      if (asked.answer.status !== 200 || !classes.success) return fail(unexpected(host, asked.answer))
      const inputs = classes.data[nodeClass]?.input
      if (inputs === undefined) return ok(null)
      return ok(choicesOf(inputs.required?.[input] ?? inputs.optional?.[input] ?? []) ?? [])
    },

    async submit(prompt, onProgress) {
      const watching = watch(prompt.promptId, prompt.graph, onProgress)
      const given = await handOver(prompt)
      if (!given.ok) {
        watching.letGo()
        // Whatever it disliked, a staged file may be what it misses.
        if (given.failure.type === 'bad-graph') upload.forget()
        return given
      }
      // Wished for while the call was under way, and so perhaps before the host knew of it.
      if (cancelled.has(prompt.promptId)) await cancel(prompt.promptId)
      return ok({ ended: watching.end(prompt.outputNode) })
    },

    async attach({ promptId, outputNode }, onProgress) {
      const standing = await look(promptId)
      if (standing.at === 'unknown') return fail(standing.failure)
      if (standing.at === 'lost') return ok(null)
      if (standing.at === 'ended') return ok({ ended: Promise.resolve(standing.result(outputNode)) })
      return ok({ ended: watch(promptId, null, onProgress).end(outputNode) })
    },

    cancel,
    fetch: (file, signal) => download(host, http, file, signal),

    async stop() {
      stopped.abort()
      listening.stop()
      await http.stop()
    },
  }
}

/** Each is a hint that the prompt is over; the row that proves it may not be written yet. */
const isEnd = (message: SocketMessage): boolean =>
  message.type === 'execution_success' ||
  message.type === 'execution_error' ||
  message.type === 'execution_interrupted' ||
  (message.type === 'executing' && message.data.node === null)
