/** The journal as JSON lines, to standard output or to a file; known secrets never reach it. */
import pino from 'pino'
import type { Log } from '../../src/ports/log.ts'

/** Without what was sent: words of people, which are no business of a journal. */
function read(error: unknown): unknown {
  const shown: unknown = error instanceof Error ? pino.stdSerializers.err(error) : error
  if (typeof shown !== 'object' || shown === null) return shown
  const { requestBody: _, ...rest } = shown as Readonly<Record<string, unknown>>
  return rest
}

/** Addresses that let whoever has them speak as Nora for a while: Discord's interactions and webhooks, Slack's hooks. */
const SPEAKING = /(\/(?:interactions|webhooks)\/\d+\/|\/\/hooks\.slack\.com\/)[^\s"\\?]+/g

/** `secrets` are replaced wherever they stand, also inside messages and as JSON writes them. `file` null: standard output. */
export function createLog(o: {
  readonly file: string | null
  readonly secrets: readonly string[]
}): Log & { flush(): void } {
  const written = o.secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
  // The longest first: what is left of one whose part went first could be read.
  const secrets = [...new Set(written)].toSorted((a, b) => b.length - a.length)
  const hide = (text: string): string =>
    secrets.reduce((t, secret) => t.replaceAll(secret, '[secret]'), text).replaceAll(SPEAKING, '$1[secret]')
  const destination = pino.destination({ dest: o.file ?? 1, sync: true, mkdir: true })
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { error: read } },
    { write: (line: string) => destination.write(hide(line)) },
  )
  return {
    info: (event, record) => logger.info(record ?? {}, event),
    warn: (event, record) => logger.warn(record ?? {}, event),
    error: (event, record) => logger.error(record ?? {}, event),
    flush: () => destination.flushSync(),
  }
}
