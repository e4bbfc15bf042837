import type { Client } from '#shared/core/manifest.ts'
import type { LessonCommand } from '#shared/runner/lesson-command.ts'
import { classicAdapter, shardedAdapter, streamsAdapter } from './adapters.ts'
import { bridgeRowInThread } from './bridge-in-thread.ts'
import { rowOf } from './row.ts'
import type { Row } from './table.ts'

/** Plays the story on the gateway and on each adapter, one after the other. */
export async function rowsOf({ area, own, server }: LessonCommand, client: Client): Promise<Row[]> {
  const { url, namespace, version } = server
  const rows = [await bridgeRowInThread({ area, own, client, server: { url, namespace, version } })]
  for (const transport of [classicAdapter, shardedAdapter, streamsAdapter]) {
    rows.push(await rowOf(transport, server, client))
  }
  return rows
}
