import { mergeConfig } from 'vitest/config'
import plain from './vitest.config.ts'

const { test } = plain
export default mergeConfig(
  { ...plain, test: { ...test, include: [], exclude: [] } },
  { test: { include: ['test/**/*.browser.test.ts'], maxWorkers: 1, testTimeout: 60_000 } },
)
