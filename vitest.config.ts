import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{lessons,solutions,test}/**/*.test.ts'],
    // In threads an endless loop can be found and ended; a forked process would stay behind.
    pool: 'threads',
    globalSetup: './shared/checks/setup.ts',
    // A check has its own limit. This one is for what stands outside.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxConcurrency: 6,
    // Much of a run goes by in waiting, so no processor need be left free.
    maxWorkers: '100%',
    // Transforming our modules takes longer than a lesson's checks.
    experimental: { fsModuleCache: true },
  },
})
