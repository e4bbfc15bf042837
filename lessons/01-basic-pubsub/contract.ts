/**
 * Lesson 01: what your code must do.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'

/**
 * Is called with every message of a channel, in the order of their arrival.
 *
 * It may be async. Nobody waits for it: the next message is handed over at once.
 *
 * @typeParam T `string` for {@link BasicPubSub.subscribe}, the decoded value for {@link BasicPubSub.subscribeJson}.
 */
export type Handler<T> = (message: T, channel: string) => void | Promise<void>

/**
 * Publish and subscribe on one Redis.
 *
 * A method that sends a command rejects with the error of Redis when Redis refuses it, and within six seconds when
 * Redis does not reply. Redis may have run such a command all the same.
 */
export interface BasicPubSub {
  /**
   * Sends a string to every client that is subscribed to `channel` at this moment. Nothing is kept for later.
   * Messages that are published at once may arrive in any order.
   *
   * While Redis cannot be reached, it may reject at once or wait for a connection.
   * On a Redis that has become a replica, PUBLISH reaches that replica's own subscribers only, and this is no error.
   *
   * @returns How many subscriptions the server handed the message to: what PUBLISH returned.
   */
  publish(channel: string, text: string): Promise<number>

  /**
   * Sends a value as JSON.
   *
   * @returns As {@link BasicPubSub.publish}.
   * @throws TypeError, and sends nothing, when JSON has no form for the value: `undefined`, a function, a BigInt.
   */
  publishJson(channel: string, value: unknown): Promise<number>

  /**
   * Calls `handler` with each text that is published to `channel` from now on.
   *
   * A channel may have many handlers, and a handler many channels. The same handler on the same channel again
   * changes nothing: it is still called once for each message. A handler that is added while a message of its
   * channel is being handed out may get that message too.
   *
   * A handler that throws, or whose promise rejects, is reported with kind `handler`. Nobody else notices it.
   *
   * @returns Resolves when Redis has acknowledged the subscription, not before, whatever else is on its way.
   *   When it rejects, `handler` is not subscribed, and no later subscription calls it.
   */
  subscribe(channel: string, handler: Handler<string>): Promise<void>

  /**
   * As {@link BasicPubSub.subscribe}, but `handler` gets the value that the JSON text stands for.
   *
   * A text that is no JSON is reported once with kind `payload`, and `handler` is not called with it.
   */
  subscribeJson(channel: string, handler: Handler<unknown>): Promise<void>

  /**
   * Ends what `subscribe` or `subscribeJson` began for this handler on this channel, and for no other handler.
   * With the last handler gone, Redis no longer has a subscription for the channel, even after a reconnect.
   * A handler that is subscribed at the same time stays. Unsubscribing a handler that is not subscribed does nothing.
   */
  unsubscribe(channel: string, handler: Handler<never>): Promise<void>

  /** Ends every subscription. When it has resolved, new ones may follow. */
  unsubscribeAll(): Promise<void>

  /**
   * Closes every connection, within six seconds even if Redis is unreachable or does not reply. None comes back.
   * Calling it again does nothing.
   */
  close(): Promise<void>
}

/** What each of your files exports. */
export interface Contract {
  /**
   * Connects to Redis.
   *
   * @param base Where Redis is, and where problems go.
   * @returns Resolves when Redis can be used. Until then it tries at least every five seconds, and reports every failure.
   *   A connection that is lost later is reported with kind `connection`, opened again in the same way, and has its
   *   subscriptions back. A subscription that Redis then refuses is reported with kind `connection`, too.
   */
  connect(base: ConnectOptions): Promise<BasicPubSub>
}
