import { BroadcastChannel } from 'node:worker_threads'
import type { Client } from '#shared/core/manifest.ts'
import type { CheckResult } from './report/result.ts'

const CHANNEL = 'workbook-results'

/** What has begun: a check, or, without one, the loading of the file. */
export interface Begun {
  readonly client: Client
  readonly check?: CheckResult['check']
}

/** What a test file has told so far. */
export interface Progress {
  readonly results: CheckResult[]
  readonly begun: Begun[]
}

type Posted = { readonly file: string } & ({ readonly result: CheckResult } | { readonly begun: Begun })

/** Tells other threads how the checks get on. */
export interface ResultsPoster {
  /** A check begins; or, without one, the file is loaded. */
  begin(client: Client, check?: CheckResult['check']): void
  post(result: CheckResult): void
  close(): void
}

/**
 * Posts results at once. Vitest sends its own in batches, and those of a thread that is then blocked are lost.
 *
 * @param file The test file that the checks belong to.
 */
export function resultsPoster(file: string): ResultsPoster {
  const channel = new BroadcastChannel(CHANNEL)
  const send = (posted: Posted) => channel.postMessage(posted)
  return {
    begin: (client, check) => send({ file, begun: check ? { client, check } : { client } }),
    post: (result) => send({ file, result }),
    close: () => channel.close(),
  }
}

/** Collects what other threads post, by test file. */
export function collectResults(): { readonly byFile: ReadonlyMap<string, Progress>; close(): void } {
  const channel = new BroadcastChannel(CHANNEL)
  const byFile = new Map<string, Progress>()
  channel.onmessage = (event: unknown) => {
    const posted = (event as { data: Posted }).data
    const progress = byFile.get(posted.file) ?? { results: [], begun: [] }
    byFile.set(posted.file, progress)
    if ('result' in posted) progress.results.push(posted.result)
    else progress.begun.push(posted.begun)
  }
  channel.unref()
  return { byFile, close: () => channel.close() }
}
