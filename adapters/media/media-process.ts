/** Keeps the media process: started when first needed, started again after a crash, in which running calls fail. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { fail, type Result } from '../../src/domain/result.ts'
import type { MediaFailure, Ticking } from '../../src/ports/media.ts'
import type { Log } from '../../src/ports/log.ts'
import type { Answer, Operation } from './protocol.ts'

export type MediaProcess = {
  readonly pid: number | null
  call(operation: Operation, args: unknown, o?: Ticking): Promise<Result<unknown, MediaFailure>>
  stop(): Promise<void>
}

type Call = {
  readonly operation: Operation
  readonly tick: ((done: number) => void) | undefined
  settle(result: Result<unknown, MediaFailure>): void
  /** The work has stopped after an abort. */
  abandon(): void
}

/** After this a process that does not listen is killed, in ms. */
const STOP_MS = 2_000

export function createMediaProcess(log?: Log): MediaProcess {
  let child: ChildProcess | null = null
  let lastId = 0
  const calls = new Map<number, Call>()

  function start(): ChildProcess {
    const started = fork(fileURLToPath(new URL('child.ts', import.meta.url)), {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Not ours, which preload what only the service needs. A small nursery: frames are large and live outside the heap.
      execArgv: ['--max-semi-space-size=4'],
      // Nothing of ours, which has secrets that a process that reads strangers' files need not hold. Two arenas, since
      // glibc otherwise keeps one a thread: together 219 MB instead of 274 at a cut of 30 shots.
      env: { MALLOC_ARENA_MAX: '2', FONTCONFIG_FILE: fileURLToPath(new URL('font/fonts.conf', import.meta.url)) },
    })
    let said = ''
    started.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2_000)
    })
    started.on('message', (answer: Answer) => heard(answer))
    started.on('error', (error) => ended(started, error.message))
    started.on('exit', (code, signal) => ended(started, `${signal ?? code} ${lastWords(said)}`.trim()))
    return started
  }

  function heard(answer: Answer) {
    if ('ready' in answer) return
    const call = calls.get(answer.id)
    if (!call) return
    if ('done' in answer) return call.tick?.(answer.done)
    calls.delete(answer.id)
    if ('aborted' in answer) call.abandon()
    else call.settle(answer.result)
  }

  function ended(which: ChildProcess, how: string) {
    if (child !== which) return
    child = null
    if (calls.size > 0) log?.error('media.crashed', { how, calls: calls.size })
    for (const [id, call] of calls) {
      calls.delete(id)
      call.settle(fail({ type: 'media-failed', operation: call.operation, reason: `the media process ended (${how})` }))
    }
  }

  return {
    get pid() {
      return child?.pid ?? null
    },
    call(operation, args, { signal, tick } = {}) {
      return new Promise((resolve, reject) => {
        const aborted = () => reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'))
        if (signal?.aborted) return aborted()
        const id = ++lastId
        const onAbort = () => child?.send({ abort: id })
        signal?.addEventListener('abort', onAbort, { once: true })
        const over = () => signal?.removeEventListener('abort', onAbort)
        calls.set(id, {
          operation,
          tick,
          settle(result) {
            over()
            if (signal?.aborted) aborted()
            else resolve(result)
          },
          abandon() {
            over()
            aborted()
          },
        })
        child ??= start()
        // A process that just died says so by its exit, not here.
        child.send({ id, operation, args }, () => {})
      })
    },
    async stop() {
      const stopped = child
      if (!stopped || stopped.exitCode !== null || stopped.signalCode !== null) return
      await new Promise<void>((resolve) => {
        const kill = setTimeout(() => stopped.kill('SIGKILL'), STOP_MS)
        stopped.once('exit', () => {
          clearTimeout(kill)
          resolve()
        })
        if (stopped.connected) stopped.disconnect()
      })
    },
  }
}

/** The error in what a dying process said, else its last line. */
function lastWords(said: string): string {
  const lines = said.trim().split('\n')
  return (lines.findLast((line) => line.includes('Error')) ?? lines.at(-1) ?? '').slice(0, 300)
}
