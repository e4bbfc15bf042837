/** Lesson 06: the interfaces you implement. @module */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'

/** Your guess for 20 messages. */
export interface Expected {
  /** The sum of the counts that PUBLISH returns. */
  readonly counted: number
  /** How many different messages a subscriber receives in total. */
  readonly pubsub: number
  /** How many different entries a consumer receives in total. */
  readonly streams: number
}
/** The eight outages. */
export type Outage = 'down' | 'away' | 'restarted' | 'persisted' | 'slow' | 'frozen' | 'half-open' | 'replica'
/** The export of `predictions.ts`: your guesses, whole numbers from 0 to 20. The checks accept wrong guesses. */
export interface PredictionsContract {
  readonly predictions: Readonly<Record<Outage, Expected>>
}
/** The names and values of an entry. */
export type Fields = Readonly<Record<string, string>>

/** An entry of a stream, as a consumer receives it. */
export interface Entry {
  /** The ID that XADD returned, such as `1712345678901-0`. It stays the same when the entry is delivered again. */
  readonly id: string
  readonly fields: Fields
  /** How many times Redis has delivered the entry to the group, including this time. The first delivery is 1. */
  readonly attempt: number
}

/** The options of `feed`. */
export interface FeedOptions extends ConnectOptions {
  /** The full name of the stream. */
  readonly stream: string
  /** Task 06.6: Redis keeps at least this many entries, and may keep some more. Default: all entries. */
  readonly maxLength?: number
}

/** Adds entries to one stream. */
export interface Feed {
  /**
   * Adds an entry with these fields, and with a unique `key` unless `fields` has a `key`. Does not change `fields`.
   * Resolves with the ID. Rejects if Redis refuses, for example with OOM.
   * If the connection is lost, the entry may have been added.
   */
  add(fields: Fields): Promise<string>
  /** Closes the connection, even if Redis is down. Calling it again does nothing. */
  close(): Promise<void>
}

/** The options of `consumer`. */
export interface ConsumerOptions extends ConnectOptions {
  /** The full name of the stream. It does not have to exist. */
  readonly stream: string
  /** The consumer group. Its consumers share the entries. A new group starts with the oldest entry. */
  readonly group: string
  /** The name of this consumer, unique in its group. */
  readonly name: string
  /** Handles one entry. If it throws or rejects, the entry is not acknowledged. */
  handle(entry: Entry): void | Promise<void>
  /** How long an entry stays pending, in milliseconds, before any consumer of the group may take it over. */
  readonly idleMs: number
  /** The maximum number of deliveries of an entry. */
  readonly maxAttempts: number
  /** The full name of the stream for entries that failed `maxAttempts` times. */
  readonly deadLetter: string
  /** How many entries to read at a time. Default: 100. */
  readonly count?: number
}

/** Reads a stream as a member of a consumer group. */
export interface Consumer {
  /**
   * Takes no more entries, handles those it has taken, and closes all connections, without further delay. Can be called
   * again. Always waits for a running handler, never for a Redis that is down, and at most 4 seconds for a frozen one.
   */
  close(): Promise<void>
}

/** The commands of one consumer: `connect` in `node-redis.ts` or `ioredis.ts`. `consumer.ts` decides when to call them. */
export interface StreamCommands {
  /** Creates the group, and the stream if there is none. Does nothing if the group exists; throws all other errors. */
  createGroup(): Promise<void>
  /** Reads at most `count` new entries, as attempt 1. Waits a while for the first; returns none if none arrive. */
  read(): Promise<Entry[]>
  /** Tells Redis that an entry is done. */
  acknowledge(id: string): Promise<void>
  /** Lists entries that have been pending for `idleMs` with any consumer, including this one. */
  idle(): Promise<{ id: string; deliveries: number }[]>
  /** Claims one entry and returns its fields, or undefined if it was claimed, acknowledged, or deleted meanwhile. */
  claim(id: string): Promise<Fields | undefined>
  /** Adds `letter` to the dead-letter stream, then acknowledges the entry. Rejects if Redis refuses `letter`. */
  moveToDeadLetter(id: string, letter: Fields): Promise<void>
  /** Whether Redis is connected. */
  isReady(): boolean
  /** Closes both connections, even if Redis is down. */
  close(): Promise<void>
}

/** The exports of `node-redis.ts` and of `ioredis.ts`. */
export interface StreamsContract {
  /** Connects a feed. */
  feed(options: FeedOptions): Promise<Feed>
  /**
   * Joins the consumer group and starts to read. Handles entries in stream order, one at a time, and acknowledges each
   * after its handler succeeded: at-least-once delivery. Takes over entries that have been pending for `idleMs`.
   * After `maxAttempts` deliveries without success, moves the entry to `deadLetter` with its fields and `dead:id`,
   * `dead:attempts` (the deliveries; a claim made only to move the entry does not count), and `dead:reason` (the last
   * error, or an explanation). These replace fields of the same name.
   *
   * Reports handler errors, and entries that it gives up without calling the handler, with kind `handler` and the
   * stream as `channel`; lost connections and refused commands with kind `connection`. Then pauses and continues.
   * Resolves once Redis has the group, and tries again while Redis is unreachable or loading its data. Rejects if Redis
   * refuses for another reason, such as WRONGTYPE, and leaves no connection open.
   */
  consumer(options: ConsumerOptions): Promise<Consumer>
}

/** The exports of all files. */
export type Contract = StreamsContract & PredictionsContract
