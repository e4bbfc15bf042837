import type { Client } from '#shared/core/manifest.ts'
import type { Server } from '#shared/redis/server.ts'

/** What a benchmark is given. */
export interface BenchOptions {
  /** A redis-server of our own, which has no other clients. */
  readonly server: Server
  /** Those that were named, or both. */
  readonly clients: readonly Client[]
}

/** What `test/benchmarks/<name>/bench.ts` exports as `run`. It prints its figures and resolves with the exit code. */
export type RunBench = (options: BenchOptions) => Promise<number>
