/** The command line: `start`, `demo`, `migrate`. Parses the words, reads the configuration, and never shows a stack trace. */
import process from 'node:process'
import { parseArgs } from 'node:util'
import { CannotListen } from '../adapters/http/listen.ts'
import { PostgresRefused } from '../adapters/postgres/postgres-refused.ts'
import { callerFolder, ConfigError, loadConfig } from './config.ts'
import { demo } from './demo.ts'
import { migrateDatabase } from './migrate.ts'
import { start } from './start.ts'
import { Stopped } from './stopped.ts'

const USAGE = `Nora makes films from briefs.

  npm start                                   the service: HTTP API and workers
  npm run demo -- "<brief>" [file …]          one film, here and now, from a brief and any pictures, footage, sound or script
  npm run migrate                             bring the database up to date, and stop

Settings are environment variables or lines of .env; the README lists them.
`

async function main(): Promise<number> {
  const [command = 'help', ...rest] = process.argv.slice(2)
  switch (command) {
    case 'start':
      noMore(rest)
      return start(loadConfig())
    case 'migrate':
      noMore(rest)
      return migrateDatabase(loadConfig())
    case 'demo': {
      const { positionals } = parseArgs({ args: rest, allowPositionals: true, options: {} })
      return demo(loadConfig(), positionals, callerFolder())
    }
    case 'help':
    case '--help':
    case '-h':
      process.stdout.write(USAGE)
      return 0
    default:
      throw new Stopped(`There is no command "${command}".\n\n${USAGE}`)
  }
}

function noMore(rest: readonly string[]): void {
  if (rest.length > 0) throw new Stopped(`Unexpected ${JSON.stringify(rest[0])}: this command takes nothing more.`)
}

/** Errors whose message is one sentence for the person who started Nora. */
const SAYS_IT_ALL = [Stopped, ConfigError, PostgresRefused, CannotListen]

/** What a person can act on is said in one sentence; a bug says what broke and where the log is. */
function sentence(error: unknown): string {
  if (SAYS_IT_ALL.some((kind) => error instanceof kind) && error instanceof Error) return error.message
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    return error.message
  return `Nora stopped: ${error instanceof Error ? error.message : String(error)}. The log in NORA_HOME says more.`
}

// Whoever read the output has gone (`| head`): there is nobody left to tell, and that is no error.
process.stdout.on('error', () => {})

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`)
  process.exitCode = 1
}
