import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They need a browser, or programs of others: `npm run test:browser`, `npm run test:peers`.
    exclude: ['test/**/*.browser.test.ts', 'test/peers/**'],
    globalSetup: ['test/support/global-setup.ts'],
    execArgv: ['--import', new URL('bin/boot.mjs', import.meta.url).href],
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { NO_COLOR: '1' },
  },
})
