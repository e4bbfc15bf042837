import type { Server } from '../redis/server.ts'
import type { Client } from './manifest.ts'

/** What a benchmark is given. */
export interface BenchOptions {
  /** A redis-server of our own, which nobody else uses. */
  readonly server: Server
  /** Those that were named, or both. */
  readonly clients: readonly Client[]
}

/** What `benchmarks/<name>/bench.ts` exports as `run`. It prints its figures and resolves with the exit code. */
export type RunBench = (options: BenchOptions) => Promise<number>
