/**
 * Lesson 02: what your code must do.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { BasicPubSub, Handler } from '../01-basic-pubsub/contract.ts'

/**
 * Is called with every message of every channel whose name fits a pattern.
 *
 * It may be async. Nobody waits for it: the next message is handed over at once.
 *
 * @param pattern The pattern as it was given to {@link PubSub.psubscribe}.
 */
export type PatternHandler = (message: string, channel: string, pattern: string) => void | Promise<void>

/** What lesson 01 made, with patterns. Every later lesson is built on it. */
export interface PubSub extends BasicPubSub {
  /**
   * Calls `handler` with each text that is published from now on to a channel that `pattern` matches.
   *
   * A pattern may have many handlers, and a handler many patterns. It is called once for each pattern of its own
   * that matches, whatever else is subscribed. The same handler on the same pattern again changes nothing.
   *
   * A handler that throws, or whose promise rejects, is reported with kind `handler` and the message's channel.
   * Nobody else notices it.
   *
   * A subscription by pattern survives a lost connection like any other. One that Redis then refuses is reported
   * with kind `connection`. All methods reject as those of lesson 01 when Redis refuses or does not reply.
   *
   * A handler that is added while a message of its pattern is being handed out may get that message too.
   *
   * @returns Resolves when Redis has acknowledged the subscription, not before. When it rejects, `handler` is not
   *   subscribed, and no later subscription calls it.
   */
  psubscribe(pattern: string, handler: PatternHandler): Promise<void>

  /**
   * Ends what `psubscribe` began for this handler on this pattern, and for no other handler.
   * With the last handler gone, Redis no longer has a subscription for the pattern.
   *
   * The pattern is taken letter by letter: `chat:*` does not end `chat:room:*`.
   * Unsubscribing a handler that is not subscribed does nothing.
   */
  punsubscribe(pattern: string, handler: PatternHandler): Promise<void>

  /** Ends every subscription, including those by pattern. When it has resolved, new ones may follow. */
  unsubscribeAll(): Promise<void>
}

/** What `node-redis.ts` and `ioredis.ts` export. */
export interface PubSubModule {
  /**
   * Connects to Redis.
   *
   * @param base Where Redis is, and where problems go.
   * @returns As `connect` of lesson 01: resolves when Redis can be used, survives a lost connection, reports it.
   */
  connect(base: ConnectOptions): Promise<PubSub>
}

/** What a channel's name says. */
export type Parsed =
  /** Something happened to a resource. */
  | { readonly kind: 'event'; readonly resource: string; readonly action: string }
  /** A message for a chat room. */
  | { readonly kind: 'room'; readonly id: string }

/**
 * The names of the channels of one program.
 *
 * A resource, an action and an id may be any well-formed text: empty, with spaces, colons or the marks of a pattern.
 * Two that differ never give the same name. The letters a to z and A to Z, digits, `-` and `_` stay as they are.
 */
export interface Channels {
  /** The channel of an event: the namespace, then `resource:action`. For example `user:login`. */
  event(resource: string, action: string): string

  /** The channel of a chat room: the namespace, then `chat:room:id`. For example `chat:room:42`. */
  room(id: string): string

  /**
   * A pattern that matches the channels of all events of one resource, and none of another resource, or of a
   * namespace that does not begin with this one.
   * It may match more, for `*` does not stop at a colon: {@link Channels.parse} tells what a channel is.
   */
  eventsOf(resource: string): string

  /** A pattern that matches the channels of all rooms, and none of an event, or of a namespace that does not begin with this one. */
  rooms(): string

  /**
   * Reads a name.
   *
   * @returns What it was made from, or undefined for every name that `event` and `room` do not make. It never throws.
   */
  parse(channel: string): Parsed | undefined
}

/** One line of the table that {@link Contract.route} is given. */
export interface Route {
  /** Complete: nothing is put before it. */
  readonly pattern: string
  /** May stand in several routes. */
  readonly handler: Handler<string>
}

/** What {@link Contract.route} is given. */
export interface RouteOptions extends ConnectOptions {
  /** Where messages come from. It stays open, and it may have other subscriptions, also by the same patterns. */
  readonly pubsub: PubSub
  /** In any order. A pattern may stand in several routes. */
  readonly routes: readonly Route[]
}

/** A table of routes at work. */
export interface Router {
  /**
   * Ends the routes and nothing else. When it has resolved, no handler is called any more.
   * Calling it again is no error.
   */
  close(): Promise<void>
}

/** What your files export, put together. */
export interface Contract extends PubSubModule {
  /**
   * The names of the channels, from `channels.ts`.
   *
   * @param base The namespace stands before every name and pattern. It may hold any marks, and means nothing but itself.
   */
  channels(base: Pick<ConnectOptions, 'namespace'>): Channels

  /**
   * Hands messages to handlers by a table, from `router.ts`.
   *
   * Each handler is called exactly once for each message that is published to a channel which at least one of its
   * patterns matches, however many of them do. Two messages with the same text are two messages.
   *
   * Nothing is subscribed but patterns of the table: a wider one would bring messages that nobody wants.
   *
   * A handler that throws, or whose promise rejects, is reported once with kind `handler` and the channel, and
   * nobody else notices it.
   *
   * @returns Resolves when Redis has acknowledged all that is needed. Rejects with the error of
   *   `psubscribe`, and leaves nothing subscribed, when a subscription is refused or its answer gets lost.
   */
  route(options: RouteOptions): Promise<Router>
}
