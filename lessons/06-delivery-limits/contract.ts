/**
 * Lesson 06: what your code must do.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'

/** One entry of a stream, as a consumer gets it. */
export interface Entry {
  /** What XADD returned, for example `1712345678901-0`. It is the same at every delivery of this entry. */
  readonly id: string
  /** As they were added, with `key`. */
  readonly fields: Readonly<Record<string, string>>
  /** How often the entry has been delivered, this time included: 1 at first. Redis counts it, for the whole group. */
  readonly attempt: number
}

/** What {@link StreamsContract.feed} is given. */
export interface FeedOptions extends ConnectOptions {
  /** The stream's name, complete. */
  readonly stream: string
  /**
   * About how many entries the stream keeps: at least this many, and some more where that is cheaper for Redis
   * (`MAXLEN ~`). The oldest go first, whether somebody has read them or not. Default: all are kept.
   */
  readonly maxLength?: number
}

/** Writes to one stream. */
export interface Feed {
  /**
   * Adds an entry.
   *
   * @param fields At least one. Names and values are any strings. The object itself is not changed. If it has no field
   *   `key`, one is added, with a value that no other entry has: should the client send this entry twice, both have
   *   the same key. A `key` that is given stays, even an empty one.
   * @returns The entry's id, when Redis has it.
   * @throws What Redis says when it refuses, for example OOM, READONLY or LOADING: then nothing was added. When the
   *   connection is lost the entry may have been added: add it again with the same `key`.
   */
  add(fields: Readonly<Record<string, string>>): Promise<string>

  /**
   * Closes the connection. It resolves even if Redis is unreachable, and within four seconds if Redis is frozen.
   * Calling it again does nothing.
   */
  close(): Promise<void>
}

/** What {@link StreamsContract.consumer} is given. */
export interface ConsumerOptions extends ConnectOptions {
  /** The stream's name, complete. It need not exist yet. */
  readonly stream: string
  /** Consumers with the same group share the entries. A new group begins with the oldest entry that is there. */
  readonly group: string
  /** Who this consumer is in its group. No two that run at the same time have the same name. */
  readonly name: string
  /**
   * Does the work for one entry. The next one is handed over when its promise has resolved.
   *
   * Resolving means: done, never deliver it again. Throwing or rejecting means: not done.
   */
  handle(entry: Entry): void | Promise<void>
  /** Milliseconds after which an entry that was delivered and not acknowledged is taken over by any consumer. */
  readonly idleMs: number
  /** How often an entry is delivered at most. */
  readonly maxAttempts: number
  /** The stream for entries that have failed as often as that. Complete. It need not exist yet. */
  readonly deadLetter: string
  /** How many entries it takes at a time. Default: 100. */
  readonly count?: number
  /** Is told of entries that this group will not get any more. It never throws. Optional, as task 06.6 and 06.7 are. */
  onGap?(gap: Gap): void
}

/** Entries that a group has lost. */
export type Gap =
  /**
   * The stream was trimmed beyond the group's place: what was between `after`, the last entry that the group got, and
   * `before`, the oldest that is left, is gone. `before` is null when none is left. It is told with the next read,
   * by whoever reads. (Redis 6.2 does not tell enough to know it.)
   */
  | { readonly why: 'trimmed'; readonly after: string; readonly before: string | null }
  /** An entry was delivered, never acknowledged, and is gone from the stream. */
  | { readonly why: 'deleted'; readonly id: string }
  /** Redis has forgotten the stream or the group. A read that Redis ends with UNBLOCKED does not say so. */
  | { readonly why: 'emptied' }

/** Reads one stream for one group. */
export interface Consumer {
  /**
   * Takes nothing more, and resolves when all that was taken is handled and acknowledged and every connection is
   * closed. In any case it waits for the entry that is being handled. Then, while Redis is unreachable, it does not
   * wait for an acknowledgement; while Redis is frozen, it resolves within four seconds. What is left stays pending,
   * and is not handed over any more. Afterwards no timer of the consumer keeps the process running. Calling it again
   * does nothing else.
   */
  close(): Promise<void>
}

/** What `node-redis.ts` and `ioredis.ts` export. */
export interface StreamsContract {
  /** Opens a way to add entries. It resolves when Redis can be used, and lost connections are survived and reported. */
  feed(options: FeedOptions): Promise<Feed>

  /**
   * Joins a group, which is made if it is not there, and begins to read.
   *
   * Every entry is delivered to one consumer of the group, in the order of the stream. It is acknowledged when
   * `handle` has resolved, and never before.
   *
   * An entry that is not acknowledged `idleMs` after its delivery is delivered again, to whichever consumer of the
   * group looks first, and no earlier. So every entry is handled at least once, and now and then twice.
   *
   * An entry that has been delivered `maxAttempts` times or more without success goes to the stream `deadLetter`: all
   * its fields, with `dead:id` (its id), `dead:attempts` (how often it was delivered before; taking it over only to
   * move it does not count) and `dead:reason` (the message of the last error where it is known, else a sentence).
   * These three replace fields of the same names. Then the entry is acknowledged. This includes an entry that ends the
   * process each time. If Redis refuses to add it, it stays pending and is tried again. A consumer that dies while it
   * moves an entry may leave it in `deadLetter` twice, and never loses it.
   *
   * What `handle` throws is reported with kind `handler` and the stream's name as `channel`. A lost connection, and
   * every command that Redis refuses, is reported with kind `connection`, and reading goes on. While Redis loads its
   * data (LOADING), or has become a replica (READONLY), that is what happens until it accepts the commands again. An
   * entry whose acknowledgement is refused or lost stays pending, and may be handled a second time.
   *
   * @returns Resolves when Redis has the group. It tries again when a connection is lost meanwhile, and while Redis
   *   loads its data.
   * @throws What else Redis says, for example WRONGTYPE or NOPERM. Nothing is left open.
   */
  consumer(options: ConsumerOptions): Promise<Consumer>
}

/** What can happen to a subscriber or a consumer. `npm run lesson 06 outages` makes all of it happen. */
export type Outage =
  /** 20 messages are published, and nobody is there. The receiver comes afterwards. */
  | 'nobody'
  /** 5 arrive, then the connection is lost. 10 are published meanwhile, and 5 when it is back. */
  | 'away'
  /** As `away`, but it is Redis that ends and starts again, without persistence, after the 10. */
  | 'restarted'
  /** The same with persistence (an append-only file). */
  | 'persisted'
  /**
   * 5 arrive, then the receiver stops reading. 10 are published, and the first of them is larger than what Redis keeps
   * for a subscriber, so Redis closes the subscriber's connection. Then the receiver reads and connects again, and 5
   * come.
   */
  | 'slow'
  /**
   * The receiver's process is frozen while it handles the 5th, which counts as received. 10 are published, the process
   * is killed, a new one starts, and 5 come.
   */
  | 'frozen'
  /** 5 arrive, then the cable is pulled, and no end of the connection ever notices. 10 are published. Then the connection is given up and made anew, and 5 come. */
  | 'half-open'
  /**
   * 20 are published on the master, and the subscriber listens on a replica. For streams the consumer reads from the
   * master, because reading for a group writes.
   */
  | 'replica'

/** What you expect of 20 messages. */
export interface Expected {
  /** The sum of what PUBLISH returned. */
  readonly counted: number
  /** How many different ones a Pub/Sub subscriber gets in the end. */
  readonly pubsub: number
  /** How many different ones a consumer of a stream gets in the end. */
  readonly streams: number
}

/** What `predictions.ts` exports. */
export interface PredictionsContract {
  /** Your guesses. Nobody marks them. */
  readonly predictions: Readonly<Record<Outage, Expected>>
}

/** What your files export, put together. */
export type Contract = StreamsContract & PredictionsContract
