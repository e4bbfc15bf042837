import { Redis } from 'ioredis'
import { createClient } from 'redis'
import type { Client } from '#shared/core/manifest.ts'
import type { ConnectOptions } from '#shared/lesson/connect-options.ts'
import { waitFor } from './waiting.ts'

/** A client of either library, as far as this comparison needs it. */
export interface RedisClient {
  /** What is handed to an adapter; the adapters find out by themselves which library it is of. */
  readonly client: unknown
  /** Waits for what an adapter has sent without waiting for it. */
  close(): Promise<void>
}

/** Milliseconds that a client has for coming back before it is closed. */
const BACK_WITHIN = 1_000

/** Opens a connected client, as the documentation of the adapters shows it. */
export function openClient(library: Client, base: ConnectOptions): Promise<RedisClient> {
  return library === 'node-redis' ? openNodeRedis(base) : openIoredis(base)
}

async function openNodeRedis({ url, report }: ConnectOptions): Promise<RedisClient> {
  const client = createClient({ url })
  client.on('error', (error) => report({ kind: 'connection', error }))
  await client.connect()
  return {
    client,
    async close() {
      if (await waitFor(BACK_WITHIN, () => client.isReady)) await client.close()
      else client.destroy()
    },
  }
}

async function openIoredis({ url, report }: ConnectOptions): Promise<RedisClient> {
  const client = new Redis(url, { lazyConnect: true })
  client.on('error', (error) => report({ kind: 'connection', error }))
  await client.connect()
  return {
    client,
    async close() {
      if (await waitFor(BACK_WITHIN, () => client.status === 'ready')) await client.quit()
      else client.disconnect()
    },
  }
}
