import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They need a browser: `npm run test:browser`.
    exclude: ['test/**/*.browser.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    execArgv: ['--import', new URL('bin/boot.mjs', import.meta.url).href],
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { NO_COLOR: '1' },
  },
})
