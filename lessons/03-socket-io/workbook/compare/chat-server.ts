import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server as SocketServer } from 'socket.io'
import type { Client } from '#shared/core/manifest.ts'
import type { Report } from '#shared/lesson/connect-options.ts'
import { RedisProxy } from '#shared/redis/proxy.ts'
import type { Server } from '#shared/redis/server.ts'
import type { ChatServer as ChatIo } from '../../contract.ts'
import { HandedOut } from './handed-out.ts'
import type { Linked, Transport } from './transport.ts'
import { waitFor } from './waiting.ts'

/** How long subscriptions and connections may take to end, in milliseconds. */
const LEAVE_WITHIN = 2_000

/** What a server needs. */
export interface ChatServerOptions {
  readonly redis: Pick<Server, 'url'>
  /** The prefix of every channel and key. */
  readonly namespace: string
  readonly client: Client
  readonly transport: Transport
  readonly report: Report
}

/** One of the servers: Socket.IO on loopback, with a Redis proxy of its own. */
export class ChatServer {
  readonly url: string
  readonly io: ChatIo
  /** Its proxy to Redis, which can inject faults. */
  readonly proxy: RedisProxy
  readonly #handedOut = new HandedOut()
  #linked: Linked | undefined

  private constructor(url: string, io: ChatIo, proxy: RedisProxy) {
    this.url = url
    this.io = io
    this.proxy = proxy
    proxy.onEvent = (event) => this.#handedOut.take(event)
  }

  /** Starts one, and connects it to Redis. */
  static async open({ redis, namespace, client, transport, report }: ChatServerOptions): Promise<ChatServer> {
    const http = createServer()
    const io: ChatIo = new SocketServer(http, { transports: ['websocket'], serveClient: false })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const { port } = http.address() as AddressInfo
    const proxy = await RedisProxy.open(redis.url, namespace)
    const server = new ChatServer(`http://127.0.0.1:${port}`, io, proxy)
    try {
      server.#linked = await transport.connect({ io, client, base: { url: proxy.url, namespace, report } })
      return server
    } catch (error) {
      await server.close()
      throw error
    }
  }

  /** The current subscriptions of the server, each as its kind and name. */
  get subscriptions(): Set<string> {
    const all = new Set<string>()
    for (const link of this.proxy.links) {
      for (const name of link.subscribed) all.add(`channel ${name}`)
      for (const name of link.patterns) all.add(`pattern ${name}`)
      for (const name of link.shardChannels) all.add(`shard channel ${name}`)
    }
    return all
  }

  /** The number of its current connections to Redis. */
  get connections(): number {
    return this.proxy.links.size
  }

  /** How many of them wait for stream entries. */
  get streamReaders(): number {
    return [...this.proxy.links].filter((link) => link.commands.has('XREAD')).length
  }

  /** How many messages Redis has sent to it, through subscriptions and streams. */
  get handedOut(): number {
    return this.#handedOut.count
  }

  /** Cuts its connections to Redis, and refuses new ones. */
  cut(): void {
    this.proxy.refuse()
    this.proxy.cut()
  }

  /** Accepts connections to Redis again. */
  mend(): void {
    this.proxy.accept()
  }

  /**
   * Closes it.
   *
   * @returns How many subscriptions were left over.
   */
  async close(): Promise<number> {
    // If one step fails, the rest is closed all the same.
    const ended = await Promise.allSettled([this.#linked?.detach()])
    await this.io.close()
    // The adapters don't wait for UNSUBSCRIBE.
    await waitFor(LEAVE_WITHIN, () => this.subscriptions.size === 0)
    const left = this.subscriptions.size
    ended.push(...(await Promise.allSettled([this.#linked?.close()])))
    await waitFor(LEAVE_WITHIN, () => this.connections === 0)
    await this.proxy.close()
    for (const one of ended) if (one.status === 'rejected') throw one.reason
    return left
  }
}
