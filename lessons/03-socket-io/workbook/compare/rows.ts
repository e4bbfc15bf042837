import type { Client } from '#shared/core/manifest.ts'
import type { Extra } from '#shared/runner/lesson-command.ts'
import { classicAdapter, shardedAdapter, streamsAdapter } from './adapters.ts'
import { bridgeRowInThread } from './bridge-in-thread.ts'
import { rowOf } from './row.ts'
import type { Row } from './table.ts'

/** Plays the story on the gateway and on each adapter, one after the other. */
export async function rowsOf({ area, own, server }: Extra, client: Client): Promise<Row[]> {
  const { url, namespace, version } = server
  const rows = [await bridgeRowInThread({ area, own, client, server: { url, namespace, version } })]
  for (const mechanism of [classicAdapter, shardedAdapter, streamsAdapter]) {
    rows.push(await rowOf(mechanism, server, client))
  }
  return rows
}
