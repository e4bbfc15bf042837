import { RedisProxy, subscribers } from '#shared/redis/proxy.ts'

/** The network between a program and Redis, which can fail without closing a connection. */
export async function openNetwork(redisUrl: string) {
  const proxy = await RedisProxy.open(redisUrl, '')
  return {
    /** The address that the program connects to. */
    url: proxy.url,
    /** From now on, messages from Redis don't reach subscribers. */
    block: () => proxy.stall(subscribers),
    /** Delivers what was blocked. */
    unblock: () => proxy.resume(),
    /** From now on, nothing passes in either direction. */
    freeze: () => proxy.freeze(),
  }
}
