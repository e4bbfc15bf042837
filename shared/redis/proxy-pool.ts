import { RedisProxy } from './proxy.ts'

/** Proxies in front of one Redis, used again from check to check. */
export class ProxyPool {
  readonly #target: string
  readonly #namespace: string
  readonly #free: RedisProxy[] = []
  readonly #retired: RedisProxy[] = []

  /**
   * @param target Where Redis is, with its password if it has one.
   * @param namespace What all names have to begin with on a server that is not ours.
   */
  constructor(target: string, namespace: string) {
    this.#target = target
    this.#namespace = namespace
  }

  /** A proxy that nothing is connected to. */
  async take(): Promise<RedisProxy> {
    return this.#free.pop() ?? (await RedisProxy.open(this.#target, this.#namespace))
  }

  /**
   * Takes a proxy back. One that is still connected, or may be connected to later, is not used again: what an
   * earlier check has left would be seen by a later one. It stays open, so that what was left comes to no harm.
   */
  give(proxy: RedisProxy, clean: boolean): void {
    proxy.onEvent = undefined
    proxy.faults.listener = undefined
    proxy.restore()
    if (clean && proxy.links.size === 0) this.#free.push(proxy)
    else this.#retired.push(proxy)
  }

  /** Closes all of them. */
  async close(): Promise<void> {
    await Promise.all([...this.#free.splice(0), ...this.#retired.splice(0)].map((proxy) => proxy.close()))
  }
}
