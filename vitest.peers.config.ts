/** The tests against stand-ins for the chat platforms that others wrote: `npm run test:peers`. */
import { mergeConfig } from 'vitest/config'
import plain from './vitest.config.ts'

const { test } = plain
export default mergeConfig(
  { ...plain, test: { ...test, include: [], exclude: [] } },
  { test: { include: ['test/peers/*.peer.test.ts'] } },
)
