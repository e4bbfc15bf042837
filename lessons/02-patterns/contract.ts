/**
 * Lesson 02: the interfaces that you implement.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { BasicPubSub, Handler } from '../01-basic-pubsub/contract.ts'

/** Receives the messages of all channels that match `pattern`. It may be async, and is not awaited. */
export type PatternHandler = (message: string, channel: string, pattern: string) => void | Promise<void>

/** Lesson 01's interface, with patterns. */
export interface PubSub extends BasicPubSub {
  /**
   * Calls `handler` once for each message on a channel that matches `pattern`, independently of its other patterns.
   * Subscribing it to the same pattern again does nothing.
   *
   * Failing handlers are reported with kind `handler`. After a reconnect, the pattern is subscribed
   * again, and a refusal reported with kind `connection`.
   *
   * @returns Resolves after Redis confirms. Rejects if Redis refuses, or does not reply within 6 seconds.
   */
  psubscribe(pattern: string, handler: PatternHandler): Promise<void>

  /**
   * Stops calling `handler` for exactly this `pattern`. Does nothing if it is not subscribed.
   *
   * @returns Settles like `psubscribe`. Redis keeps no subscription for a pattern without handlers.
   */
  punsubscribe(pattern: string, handler: PatternHandler): Promise<void>

  /** Unsubscribes all handlers from all channels and all patterns. You can subscribe again afterwards. */
  unsubscribeAll(): Promise<void>
}

/** The exports of `node-redis.ts` and of `ioredis.ts`. */
export interface PubSubModule {
  /** As in lesson 01. */
  connect(options: ConnectOptions): Promise<PubSub>
}

/** The meaning of a channel name. */
export type Parsed =
  /** An event, such as `user:login`. */
  | { readonly kind: 'event'; readonly resource: string; readonly action: string }
  /** A chat room, such as `chat:room:42`. */
  | { readonly kind: 'room'; readonly id: string }

/**
 * Builds and parses channel names.
 *
 * Resources, actions, and IDs can be any strings without lone surrogates: empty, or with colons and wildcards.
 * Different values get different names. ASCII letters, digits, `-`, and `_` stay as they are.
 */
export interface Channels {
  /** The namespace, then `resource:action`. */
  event(resource: string, action: string): string

  /** The namespace, then `chat:room:` and the ID. */
  room(id: string): string

  /** A pattern for one resource's events, and nothing outside the namespace. For `chat`, it also matches rooms. */
  eventsOf(resource: string): string

  /** A pattern for all rooms, and nothing else. */
  rooms(): string

  /**
   * Reads a channel name, and never throws.
   *
   * @returns `undefined` if the name is outside the namespace, has the wrong number of parts, or cannot be decoded.
   */
  parse(channel: string): Parsed | undefined
}

/** A pattern and its handler. */
export interface Route {
  /** A complete pattern, with its namespace. */
  readonly pattern: string
  readonly handler: Handler<string>
}

/** The options of `route`. */
export interface RouteOptions extends ConnectOptions {
  /** It can carry the caller's own subscriptions. */
  readonly pubsub: PubSub
  /** The table. Patterns and handlers can occur in several rows. */
  readonly routes: readonly Route[]
}

/** A subscribed table. */
export interface Router {
  /** Ends only the table's subscriptions. You can call it again. */
  close(): Promise<void>
}

/** The exports of all your files. */
export interface Contract extends PubSubModule {
  /** From `channels.ts`. In names and patterns, the namespace is taken literally, even if it contains wildcards. */
  channels(options: Pick<ConnectOptions, 'namespace'>): Channels

  /**
   * From `router.ts`. Calls each handler once for each message that matches any of its patterns, and subscribes to no
   * other patterns. Each failure is reported once, as by `psubscribe`.
   *
   * @returns Resolves after Redis confirms all subscriptions. If Redis refuses one, rejects with its error.
   */
  route(options: RouteOptions): Promise<Router>
}
