import { Cluster, type Redis } from 'ioredis'

type Listener = (...args: string[]) => void

/**
 * What a check uses of its own connection, on a cluster: its commands for plain channels become those for sharded ones.
 */
export class ShardedRedis {
  readonly #urls: readonly string[]
  readonly #cluster: Cluster

  constructor(urls: readonly string[]) {
    this.#urls = urls
    this.#cluster = new Cluster([...urls], { shardedSubscribers: true, slotsRefreshInterval: 1000 })
    this.#cluster.on('error', () => {})
  }

  publish(channel: string, message: string): Promise<number> {
    return this.#cluster.spublish(channel, message) as Promise<number>
  }

  /** PUBSUB NUMSUB of one channel, on all masters. */
  async pubsub(_numsub: string, channel: string): Promise<[string, number]> {
    const asking = this.#cluster.nodes('master').map((node) => node.pubsub('SHARDNUMSUB', channel))
    const replies = (await Promise.all(asking)) as [string, number][]
    return [channel, replies.reduce((sum, [, count]) => sum + count, 0)]
  }

  /** Publishes everything at once. */
  pipeline(): { publish(channel: string, message: string): void; exec(): Promise<unknown> } {
    const messages: [string, string][] = []
    return {
      publish: (channel, message) => messages.push([channel, message]),
      exec: () => Promise.all(messages.map(([channel, message]) => this.publish(channel, message))),
    }
  }

  ping(): Promise<unknown> {
    return Promise.all(this.#cluster.nodes('master').map((node) => node.ping()))
  }

  call(command: string, ...args: string[]): Promise<unknown> {
    return this.#cluster.call(command, ...args)
  }

  duplicate(): ShardedRedis {
    return new ShardedRedis(this.#urls)
  }

  on(event: 'message', listener: Listener): void {
    this.#cluster.on(`s${event}`, listener)
  }

  subscribe(channel: string): Promise<unknown> {
    return this.#cluster.ssubscribe(channel)
  }

  disconnect(): void {
    this.#cluster.disconnect()
  }
}

/** In place of a connection to a single server. */
export function shardedRedis(urls: readonly string[]): Redis {
  return new ShardedRedis(urls) as unknown as Redis
}
