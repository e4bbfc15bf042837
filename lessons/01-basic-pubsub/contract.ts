/**
 * Lesson 01: the interface that you implement.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'

/**
 * Receives the messages of a channel. It can be async: neither other handlers nor the next message waits for it.
 */
export type Handler<T> = (message: T, channel: string) => void | Promise<void>

/** If Redis refuses a command, the method rejects with the error from Redis. */
export interface BasicPubSub {
  /**
   * Publishes a string, unmodified.
   *
   * Messages from concurrent calls can arrive in any order.
   *
   * @returns The count from Redis.
   */
  publish(channel: string, text: string): Promise<number>

  /**
   * Publishes a value as JSON.
   *
   * @returns The count from Redis.
   * @throws TypeError if the value is `undefined`, a function, or a BigInt. Nothing is published.
   */
  publishJson(channel: string, value: unknown): Promise<number>

  /**
   * Calls the handler once for each message of the channel, in order.
   *
   * A channel can have several handlers, and a handler several channels. Repeating a call changes nothing.
   *
   * A handler that throws, or whose promise rejects, is reported with kind `handler`. Everything else continues.
   *
   * @returns Resolves after Redis has confirmed the subscription.
   */
  subscribe(channel: string, handler: Handler<string>): Promise<void>

  /**
   * Subscribes like `subscribe`, but decodes each message as JSON first.
   *
   * Invalid JSON is reported with kind `payload`, and the handler is not called.
   */
  subscribeJson(channel: string, handler: Handler<unknown>): Promise<void>

  /**
   * Unsubscribes one handler from one channel. Does nothing if it is not subscribed.
   *
   * @returns Resolves after Redis has confirmed. A channel without handlers has no subscription left.
   */
  unsubscribe(channel: string, handler: Handler<never>): Promise<void>

  /**
   * Unsubscribes every handler from every channel. You can subscribe again afterwards.
   *
   * @returns Resolves after Redis has confirmed.
   */
  unsubscribeAll(): Promise<void>

  /**
   * Closes all connections. Nothing reconnects afterwards.
   *
   * Calling it again does nothing.
   *
   * @returns Resolves within six seconds, even if Redis is down or does not reply.
   */
  close(): Promise<void>
}

/** The exports of `node-redis.ts` and of `ioredis.ts`. */
export interface Contract {
  /**
   * Connects to Redis. While Redis is down, it retries at least every five seconds, and reports each failure with kind
   * `connection`.
   *
   * A lost connection is reported at least once and reopened in the same way, including its
   * subscriptions. While Redis is down, `publish` can reject.
   *
   * @returns Resolves when Redis is ready to use.
   */
  connect(options: ConnectOptions): Promise<BasicPubSub>
}
