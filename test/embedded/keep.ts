/** A process that keeps a database, tells its parent, and stops when its parent goes or says so. */
import { keepPostgres } from '../../adapters/postgres/keep-embedded.ts'

const [home = '', ...programCaches] = process.argv.slice(2)
const quiet = { info() {}, warn() {}, error() {} }
try {
  const kept = await keepPostgres(home, {
    log: quiet,
    durable: false,
    ...(programCaches.length > 0 ? { programCaches } : {}),
  })
  process.on('message', () => void kept.stop().then(() => process.disconnect()))
  process.on('disconnect', () => void kept.stop())
  process.send?.({ url: kept.url, pid: kept.pid, adopted: kept.adopted })
} catch (error) {
  process.send?.({ refused: error instanceof Error ? `${error.name}: ${error.message}` : '' })
  process.disconnect()
}
