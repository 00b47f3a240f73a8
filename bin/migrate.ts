/** `npm run migrate`: brings the database up to date and stops. `start` and `demo` do the same by themselves. */
import process from 'node:process'
import { openDatabase } from './build.ts'
import type { Config } from './config.ts'
import { openLog } from './open-log.ts'

export async function migrateDatabase(config: Config): Promise<number> {
  const database = await openDatabase(config, openLog(config, 'file'))
  await database.stop()
  process.stdout.write('The database is up to date.\n')
  return 0
}
