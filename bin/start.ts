/** `npm start`: the service. Runs until it is told to stop, then puts its work down and goes. */
import process from 'node:process'
import { build } from './build.ts'
import type { Config } from './config.ts'

export async function start(config: Config): Promise<number> {
  const app = await build(config, { log: 'stdout' })
  const told = Promise.withResolvers<void>()
  process.once('SIGINT', told.resolve).once('SIGTERM', told.resolve)
  try {
    if (config.roles.includes('http')) {
      const { url } = await app.listen()
      process.stdout.write(`Nora is at ${url} in your browser. Stop her with Ctrl-C.\n`)
    }
    if (config.roles.includes('work')) await app.work()
    // A platform that does not answer keeps nobody from stopping her.
    if (config.roles.includes('chat')) await Promise.race([app.talk(), told.promise])
    await told.promise
  } finally {
    await app.stop()
  }
  return 0
}
