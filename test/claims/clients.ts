/**
 * Clients without a wrapper, as the tutorial uses them, connected to the Redis of this test run.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { Redis, type RedisOptions } from 'ioredis'
import { createClient } from 'redis'
import { expect, inject, onTestFinished, vi } from 'vitest'
import type { PredictionContext } from '#shared/runner/predictions.ts'

/** Closes something when the test ends, in reverse order. */
export function closeLater(close: () => unknown): void {
  // A client is closed before its proxy, so that it doesn't try to reconnect.
  onTestFinished(async () => void (await close()))
}

/** The URL of Redis. */
export function redisUrl(): string {
  return inject('server').url
}

/** The context that the tutorial's code runs in. */
export function openContext(): PredictionContext {
  return {
    url: redisUrl(),
    namespace: inject('server').namespace,
    name: unique,
    cleanup: closeLater,
    until: (holds) =>
      vi.waitFor(async () => expect(await holds()).toBeTruthy(), { timeout: 5000, interval: 5 }),
  }
}

/** A name that no other test uses. */
export function unique(name: string): string {
  return `${inject('server').namespace}${name}-${randomBytes(4).toString('hex')}`
}

/** A node-redis client that has not connected yet. Options go into `createClient`. */
export function unconnected(options: Parameters<typeof createClient>[0] = {}) {
  const client = createClient({ url: redisUrl(), ...options })
  client.on('error', () => {})
  closeLater(() => client.isOpen && client.destroy())
  return client
}

/** A connected node-redis client. */
export async function nodeRedis(options: Parameters<typeof createClient>[0] = {}) {
  const client = unconnected(options)
  await client.connect()
  return client
}

/** An ioredis client, which connects by itself. */
export function ioredis(options: RedisOptions = {}, url = redisUrl()): Redis {
  const client = new Redis(url, options)
  client.on('error', () => {})
  closeLater(() => client.disconnect())
  return client
}
