import { BroadcastChannel } from 'node:worker_threads'
import type { CheckResult } from './report/result.ts'

const CHANNEL = 'workbook-results'

interface Posted {
  /** The test file that the check belongs to. */
  readonly file: string
  readonly result: CheckResult
}

/**
 * Posts results at once. Vitest sends its own in batches, and those of a thread that is then blocked are lost.
 *
 * @returns `post` for one result, `close` for the end.
 */
export function resultsPoster(file: string): { post(result: CheckResult): void; close(): void } {
  const channel = new BroadcastChannel(CHANNEL)
  return {
    post: (result) => channel.postMessage({ file, result } satisfies Posted),
    close: () => channel.close(),
  }
}

/** Collects what other threads post, by test file. */
export function collectResults(): { readonly byFile: ReadonlyMap<string, CheckResult[]>; close(): void } {
  const channel = new BroadcastChannel(CHANNEL)
  const byFile = new Map<string, CheckResult[]>()
  channel.onmessage = (event: unknown) => {
    const { file, result } = (event as { data: Posted }).data
    byFile.set(file, [...(byFile.get(file) ?? []), result])
  }
  channel.unref()
  return { byFile, close: () => channel.close() }
}
