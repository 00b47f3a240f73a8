/** The media process: does one operation a message, as many at once as are asked for. Ends when its parent lets go of it. */
import { AV_LOG_ERROR } from 'node-av/constants'
import { Log } from 'node-av/lib'
import sharp from 'sharp'
import { fail } from '../../src/domain/result.ts'
import { toFailure } from './failing.ts'
import { operations } from './operations.ts'
import type { Answer, Message } from './protocol.ts'
import type { Task } from './task.ts'

Log.setLevel(AV_LOG_ERROR)
// Each picture is used once; the cache would only hold memory.
sharp.cache(false)
const running = new Map<number, AbortController>()

process.on('message', (message: Message) => {
  if ('abort' in message) running.get(message.abort)?.abort()
  else void perform(message)
})
process.on('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole group; the parent decides what becomes of running work.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
say({ ready: true })

async function perform({ id, operation, args }: Extract<Message, { id: number }>) {
  const abort = new AbortController()
  running.set(id, abort)
  let ticked = 0
  const task: Task = {
    signal: abort.signal,
    tick(done) {
      const now = performance.now()
      if (now - ticked < 100) return
      ticked = now
      say({ id, done })
    },
  }
  try {
    const perform = operations[operation] as (
      args: unknown,
      task: Task,
    ) => Promise<Extract<Answer, { result: unknown }>['result']>
    say({ id, result: await perform(args, task) })
  } catch (error) {
    say(abort.signal.aborted ? { id, aborted: true } : { id, result: fail(toFailure(operation, error)) })
  } finally {
    running.delete(id)
  }
}

function say(answer: Answer) {
  if (process.connected) process.send?.(answer)
}
