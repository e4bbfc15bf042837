/**
 * Lesson 09: the interfaces that you implement.
 *
 * @module
 */
import type { ConnectOptions, Report } from '../../shared/lesson/connect-options.ts'
import type { Handler } from '../01-basic-pubsub/contract.ts'
import type { PubSub } from '../02-patterns/contract.ts'

/** The options of `connect`. */
export interface ClusterOptions extends Omit<ConnectOptions, 'url'> {
  /** The addresses of some nodes. The client discovers the others. */
  readonly nodes: readonly string[]
}

/** A client of a cluster. If Redis refuses a command, the method rejects. */
export interface ClusterPubSub {
  /**
   * Counts the subscriptions to a plain channel on all masters and replicas.
   *
   * @returns The sum. Rejects if a node does not reply.
   */
  countSubscribers(channel: string): Promise<number>

  /**
   * Publishes a string to a sharded channel.
   *
   * @returns The count of one node.
   */
  publish(channel: string, text: string): Promise<number>

  /**
   * Calls `handler` once for each message of these sharded channels, whose slots can differ. Repeating a call changes
   * nothing. A handler that fails is reported with kind `handler`.
   *
   * If a channel gets another master, its messages arrive again within ten seconds, even if the client has read an
   * outdated slot map.
   *
   * @returns Resolves after Redis confirms all channels.
   */
  subscribe(channels: readonly string[], handler: Handler<string>): Promise<void>

  /**
   * Stops calling `handler` for these channels. Does nothing for channels that do not have it.
   *
   * @returns Resolves after Redis confirms. A channel without handlers has no subscription left.
   */
  unsubscribe(channels: readonly string[], handler: Handler<string>): Promise<void>

  /** Closes all connections. Calls in flight may reject. */
  close(): Promise<void>
}

/** Receives numbered messages. */
export interface Inbox {
  /** Takes messages from `subscribe`. Throws if one is not numbered. */
  readonly receive: Handler<string>
  /** The numbers below the highest that arrived, down to the first that arrived, without those that arrived, ascending. */
  missing(): readonly {
    readonly channel: string
    readonly sender: string
    readonly numbers: readonly number[]
  }[]
}

/** Sends numbered messages. */
export interface Outbox {
  /**
   * Publishes `{ sender, number, text }` as JSON. Each channel has its own numbers: 1, 2, 3, …
   *
   * If an attempt rejects, or takes longer than `attemptMs`, waits for `pauseMs` and tries again with the same number.
   * A count of 0 is a success.
   *
   * @returns True once an attempt resolves, or false after `deadlineMs`. Never rejects.
   */
  send(channel: string, text: string): Promise<boolean>
  /** The messages whose `send` resolved with false. They may have been delivered. */
  unconfirmed(): readonly { readonly channel: string; readonly number: number; readonly text: string }[]
}

/** The options of `createOutbox`, in milliseconds. */
export interface OutboxOptions {
  /** Unique. */
  readonly sender: string
  /** One attempt. */
  readonly publish: (channel: string, text: string) => Promise<number>
  readonly attemptMs: number
  readonly pauseMs: number
  readonly deadlineMs: number
}

/** The exports of your files. */
export interface Contract {
  /** From `node-redis.ts` or `ioredis.ts`. Reports connection problems with kind `connection`. */
  connect(options: ClusterOptions): Promise<ClusterPubSub>
  /** From `messages.ts`. All channels of a room have the same slot. Different rooms have different names. */
  channelOf(namespace: string, room: string, topic: string): string
  /** From `messages.ts`. Calls `handler` once per number, even if it arrives late. */
  createInbox(handler: Handler<string>): Inbox
  /** From `messages.ts`. */
  createOutbox(options: OutboxOptions): Outbox
  /** Go further, from `pubsub.ts`: lesson 02 on sharded channels. `psubscribe` rejects. */
  toPubSub(cluster: ClusterPubSub, report: Report): PubSub
}
