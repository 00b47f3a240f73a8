/** The journal as JSON lines, to standard output or to a file; known secrets never reach it. */
import pino from 'pino'
import type { Log } from '../../src/ports/log.ts'

/** `secrets` are replaced wherever they stand, also inside messages and as JSON writes them. `file` null: standard output. */
export function createLog(o: {
  readonly file: string | null
  readonly secrets: readonly string[]
}): Log & { flush(): void } {
  const written = o.secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
  // The longest first: what is left of one whose part went first could be read.
  const secrets = [...new Set(written)].toSorted((a, b) => b.length - a.length)
  const hide = (text: string): string => secrets.reduce((t, secret) => t.replaceAll(secret, '[secret]'), text)
  const destination = pino.destination({ dest: o.file ?? 1, sync: true, mkdir: true })
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { error: pino.stdSerializers.err } },
    { write: (line: string) => destination.write(hide(line)) },
  )
  return {
    info: (event, record) => logger.info(record ?? {}, event),
    warn: (event, record) => logger.warn(record ?? {}, event),
    error: (event, record) => logger.error(record ?? {}, event),
    flush: () => destination.flushSync(),
  }
}
