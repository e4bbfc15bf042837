import { defineConfig, type Plugin } from 'vitest/config'
import { nativeScope } from './shared/runner/native-scope.ts'

/**
 * Keeps the transformed modules of test threads, and not those of the main process: there Vitest 4.1 reads what it
 * has kept as bytes, and the first stack of an error ends it with "code.charCodeAt is not a function".
 */
const keptForThreadsOnly: Plugin = {
  name: 'workbook:kept-for-threads-only',
  configureVitest({ experimental_defineCacheKeyGenerator: define }) {
    define(({ environment }) => (environment.name === '__vitest__' ? false : undefined))
  },
}

export default defineConfig({
  plugins: [keptForThreadsOnly, nativeScope],
  test: {
    include: ['{lessons,solutions,test}/**/*.test.ts'],
    // In threads an endless loop can be found and ended; a forked process would stay behind.
    pool: 'threads',
    globalSetup: './shared/runner/setup.ts',
    // A check has its own limit. This one is for what stands outside.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxConcurrency: 16,
    experimental: { fsModuleCache: true },
  },
})
