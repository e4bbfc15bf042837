import { Redis, type RedisOptions } from 'ioredis'
import { createClient, type RedisClientOptions } from 'redis'
import { findPrograms } from '#shared/redis/programs.ts'
import { RedisProxy } from '#shared/redis/proxy.ts'
import type { WireEvent } from '#shared/redis/wire.ts'
import { RawClient } from './raw-client.ts'

/** Whether there is a server program, which can do what the embedded server cannot. */
export const HAS_PROGRAM = findPrograms(process.env).length > 0

/** The servers that are on this machine. */
export const SERVERS = HAS_PROGRAM ? (['embedded', 'server'] as const) : (['embedded'] as const)

const create = (options: RedisClientOptions) => createClient(options)
/** A client of node-redis, with what it has told of itself. */
export type NodeRedis = ReturnType<typeof create> & { readonly told: string[] }
/** A client of ioredis, with what it has told of itself. */
export type IORedis = Redis & { readonly told: string[] }

const TOLD = ['connect', 'ready', 'error', 'close', 'end', 'reconnecting']

/** A proxy in front of a server, and the clients of one test, which end with it. */
export class ProxyFixture {
  readonly proxy: RedisProxy
  readonly events: WireEvent[] = []
  readonly #target: string
  readonly #endings: (() => unknown)[] = []

  private constructor(proxy: RedisProxy, target: string) {
    this.proxy = proxy
    this.#target = target
    proxy.onEvent = (event) => this.events.push(event)
  }

  static async open(target: string): Promise<ProxyFixture> {
    return new ProxyFixture(await RedisProxy.open(target, ''), target)
  }

  /** A client of node-redis through the proxy, or past it with another `url`. */
  async nodeRedis(options: RedisClientOptions = {}): Promise<NodeRedis> {
    const client = Object.assign(create({ url: this.proxy.url, ...options }), { told: tale() })
    listen(client, client.told)
    this.#endings.push(() => client.isOpen && client.destroy())
    await client.connect()
    return client
  }

  /** A client of ioredis through the proxy. */
  ioredis(options: RedisOptions = {}, url = this.proxy.url): IORedis {
    const client = Object.assign(new Redis(url, options), { told: tale() })
    listen(client, client.told)
    this.#endings.push(() => client.disconnect())
    return client
  }

  /** A client that goes past the proxy: what it sees is what Redis says. */
  direct(): IORedis {
    return this.ioredis({}, this.#target)
  }

  /** A bare connection through the proxy. */
  async raw(): Promise<RawClient> {
    const client = await RawClient.connect(this.proxy.url)
    this.#endings.push(() => client.destroy())
    return client
  }

  /** The events of one kind. */
  seen<What extends WireEvent['what']>(what: What): Extract<WireEvent, { what: What }>[] {
    return this.events.filter((event): event is Extract<WireEvent, { what: What }> => event.what === what)
  }

  async close(): Promise<void> {
    for (const end of this.#endings) end()
    await this.proxy.close()
  }
}

const tale = (): string[] => []

function listen(client: { on(name: string, listener: (error?: unknown) => void): unknown }, told: string[]) {
  for (const name of TOLD) {
    client.on(name, (error) => {
      const code = (error as NodeJS.ErrnoException | undefined)?.code
      told.push(name === 'error' && code ? `error ${code}` : name)
    })
  }
}
