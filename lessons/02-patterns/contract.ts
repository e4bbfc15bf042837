/**
 * Lesson 02: the interfaces that you implement.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { BasicPubSub, Handler } from '../01-basic-pubsub/contract.ts'

/**
 * A function that receives the messages of all channels that match a pattern.
 *
 * It may be async. The next message does not wait for its promise.
 *
 * @param pattern The pattern that was passed to {@link PubSub.psubscribe}.
 */
export type PatternHandler = (message: string, channel: string, pattern: string) => void | Promise<void>

/** Lesson 01's interface, with patterns. All later lessons are built on it. */
export interface PubSub extends BasicPubSub {
  /**
   * Calls `handler` for each message on a channel whose name matches `pattern`: once for each of its patterns that
   * match. Subscribing a handler to the same pattern again has no effect.
   *
   * A handler that throws or rejects is reported with kind `handler` and the message's channel. Other handlers and
   * messages are unaffected. After a lost connection, the subscription comes back; if Redis refuses it then, that is
   * reported with kind `connection`.
   *
   * @returns Resolves after Redis confirms. Rejects if Redis refuses or does not reply within 6 seconds; the handler
   *   is not subscribed then.
   */
  psubscribe(pattern: string, handler: PatternHandler): Promise<void>

  /**
   * Stops calling `handler` for `pattern`, which must be exactly the string that was subscribed. Other handlers and
   * patterns are unaffected. Does nothing if the handler is not subscribed to the pattern.
   *
   * @returns Resolves after Redis confirms. Redis keeps no subscription for a pattern without handlers. Rejects as
   *   `psubscribe` does.
   */
  punsubscribe(pattern: string, handler: PatternHandler): Promise<void>

  /** Unsubscribes all handlers from all channels and all patterns. You can subscribe again afterwards. */
  unsubscribeAll(): Promise<void>
}

/** The exports of `node-redis.ts` and of `ioredis.ts`. */
export interface PubSubModule {
  /** Connects to Redis, as lesson 01's `connect` does: it reports lost connections and reconnects. */
  connect(options: ConnectOptions): Promise<PubSub>
}

/** What a channel name says. */
export type Parsed =
  /** An event of a resource, such as `user:login`. */
  | { readonly kind: 'event'; readonly resource: string; readonly action: string }
  /** A chat room, such as `chat:room:42`. */
  | { readonly kind: 'room'; readonly id: string }

/**
 * Builds and parses channel names.
 *
 * A resource, an action, or an ID can be any string without lone surrogates, including the empty string and strings
 * that contain colons or wildcards. Two different values never get the same name. ASCII letters, digits, `-` and `_`
 * stay as they are.
 */
export interface Channels {
  /** The channel of an event: the namespace, then `resource:action`. */
  event(resource: string, action: string): string

  /** The channel of a chat room: the namespace, then `chat:room:` and the ID. */
  room(id: string): string

  /**
   * A pattern that matches all events of one resource and no event of another resource. It matches nothing outside
   * the namespace. `eventsOf('chat')` also matches the rooms, because `*` matches colons.
   */
  eventsOf(resource: string): string

  /** A pattern that matches all rooms, no events, and nothing outside the namespace. */
  rooms(): string

  /**
   * Reads a channel name. It never throws.
   *
   * @returns The values that the name was built from. `undefined` for a name outside the namespace, with too many or
   *   too few parts, or with a part that cannot be decoded.
   */
  parse(channel: string): Parsed | undefined
}

/** One row of the table that you pass to `route`. */
export interface Route {
  /** The complete pattern: `route` adds no namespace. */
  readonly pattern: string
  /** A handler can stand in several rows. */
  readonly handler: Handler<string>
}

/** The options of `route`. */
export interface RouteOptions extends ConnectOptions {
  /** Stays open. The caller can have subscriptions of its own on it, even to the same patterns. */
  readonly pubsub: PubSub
  /** The rows, in any order. A pattern can stand in several rows. */
  readonly routes: readonly Route[]
}

/** A table in use. */
export interface Router {
  /** Ends the table's subscriptions and no others. No handler is called afterwards. Can be called again. */
  close(): Promise<void>
}

/** The exports of all your files. */
export interface Contract extends PubSubModule {
  /** From `channels.ts`. Every name and pattern begins with the namespace, in which wildcards have no meaning. */
  channels(options: Pick<ConnectOptions, 'namespace'>): Channels

  /**
   * From `router.ts`. Calls each handler exactly once for each message whose channel matches at least one of the
   * handler's patterns. Two messages with the same text are two messages. Only the table's own patterns are
   * subscribed. A handler that throws or rejects is reported once, as by `psubscribe`.
   *
   * @returns Resolves after Redis confirms all subscriptions. Rejects with the error of `psubscribe` if one of them
   *   is refused.
   */
  route(options: RouteOptions): Promise<Router>
}
