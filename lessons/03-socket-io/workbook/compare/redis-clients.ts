import { Redis } from 'ioredis'
import { createClient } from 'redis'
import type { Base } from '../../../../shared/lesson/base.ts'
import type { Client } from '../../../../shared/workbook/manifest.ts'

/** A client of either library, as far as this comparison needs it. */
export interface RedisClient {
  /** What is handed to an adapter; the adapters find out by themselves which library it is of. */
  readonly client: unknown
  close(): void
}

/** Opens a connected client, as the documentation of the adapters shows it. */
export async function openClient(library: Client, { url, report }: Base): Promise<RedisClient> {
  const failed = (error: unknown) => report({ kind: 'connection', error })
  if (library === 'node-redis') {
    const client = createClient({ url })
    client.on('error', failed)
    await client.connect()
    return { client, close: () => client.destroy() }
  }
  const client = new Redis(url, { lazyConnect: true })
  client.on('error', failed)
  await client.connect()
  return { client, close: () => client.disconnect() }
}
