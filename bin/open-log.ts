/** Where the journal goes: a file under NORA_HOME while a person watches the terminal, else standard output. */
import path from 'node:path'
import { createLog } from '../adapters/log/pino-log.ts'
import type { Config } from './config.ts'

export type LogPlace = 'stdout' | 'file'

export const openLog = (config: Config, place: LogPlace) =>
  createLog({ file: place === 'file' ? path.join(config.home, 'nora.log') : null, secrets: config.secrets })
