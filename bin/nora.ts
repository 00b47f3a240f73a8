/**
 * The command line: `start`, `demo`, `comfyui`, `workflow`, `doctor`, `migrate`. Parses the words, reads the configuration, and never shows a stack trace.
 * A command's parts are loaded once it is known that it can begin, so that a slip is answered at once.
 */
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { callerFolder, loadConfig } from './config.ts'
import { sortWords } from './demo-words.ts'
import { Stopped } from './stopped.ts'

const USAGE = `Nora makes films from briefs.

  npm start                                   the service: HTTP API and workers
  npm run demo -- "<brief>" [file …]          one film, here and now, from a brief and any pictures, footage, sound or script
  npm run demo -- --review "…" …               the same, and then you talk about it: approve, or say what to change
  npm run comfyui -- verify <URL>             can Nora work with this ComfyUI server, and what does it lack?
  npm run workflow -- check <file>            what Nora finds in a ComfyUI workflow; --host URL asks a server, --save NAME keeps it
  npm run doctor                              do the chat platforms give Nora what she needs?
  npm run migrate                             bring the database up to date, and stop

Settings are environment variables or lines of .env; the README lists them.
`

async function main(): Promise<number> {
  const [command = 'help', ...rest] = process.argv.slice(2)
  switch (command) {
    case 'start':
      noMore(rest)
      return (await import('./start.ts')).start(loadConfig())
    case 'migrate':
      noMore(rest)
      return (await import('./migrate.ts')).migrateDatabase(loadConfig())
    case 'doctor':
      noMore(rest)
      return (await import('./doctor.ts')).examine(loadConfig())
    case 'demo': {
      const { positionals, values } = parseArgs({
        args: rest,
        allowPositionals: true,
        options: { review: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
      })
      if (values.help) return help()
      const config = loadConfig()
      const given = await sortWords(positionals, callerFolder())
      return (await import('./demo.ts')).demo(config, given, values)
    }
    case 'comfyui':
      return comfyui(rest)
    case 'workflow':
      return workflow(rest)
    case 'help':
    case '--help':
    case '-h':
      return help()
    default:
      throw new Stopped(`There is no command "${command}".\n\n${USAGE}`)
  }
}

async function comfyui(rest: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...rest],
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h', default: false } },
  })
  const [verb, url, more] = positionals
  if (values.help) return help()
  if (verb !== 'verify' || url === undefined || more !== undefined)
    throw new Stopped('Name one ComfyUI server: npm run comfyui -- verify http://10.0.0.5:8188')
  if (!isHttpUrl(url))
    throw new Stopped(
      `verify: expected the URL of a ComfyUI server, got "${url}". For example: npm run comfyui -- verify http://10.0.0.5:8188`,
    )
  return (await import('./comfyui.ts')).verify(loadConfig(), url)
}

const isHttpUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

async function workflow(rest: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...rest],
    allowPositionals: true,
    options: {
      host: { type: 'string' },
      output: { type: 'string' },
      save: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const [verb, file, more] = positionals
  if (values.help) return help()
  if (verb !== 'check' || file === undefined || more !== undefined)
    throw new Stopped('Name one exported workflow: npm run workflow -- check my-flow.json --host http://10.0.0.5:8188')
  const { host = null, output = null, save = null } = values
  if (host !== null && !isHttpUrl(host))
    throw new Stopped(
      `--host: expected the URL of a ComfyUI server, got "${host}". For example: --host http://10.0.0.5:8188`,
    )
  const { checkWorkflow } = await import('./workflow.ts')
  return checkWorkflow(loadConfig(), { file: path.resolve(callerFolder(), file), host, output, save })
}

function help(): number {
  process.stdout.write(USAGE)
  return 0
}

function noMore(rest: readonly string[]): void {
  if (rest[0] === '--help' || rest[0] === '-h') throw new Stopped(USAGE)
  if (rest.length > 0) throw new Stopped(`Unexpected ${JSON.stringify(rest[0])}: this command takes nothing more.`)
}

/** What a person can act on is said in one sentence; a bug says what broke and where the log is. */
function sentence(error: unknown): string {
  if (error instanceof Error && 'forPeople' in error && error.forPeople === true) return error.message
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
