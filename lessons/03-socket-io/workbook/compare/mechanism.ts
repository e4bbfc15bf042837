import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'
import type { Client } from '../../../../shared/workbook/manifest.ts'
import type { ChatServer } from '../../contract.ts'
import type { Counts } from './counts.ts'

/** What one Socket.IO server is connected to Redis with. */
export interface Joint {
  readonly io: ChatServer
  /** The way of this server to Redis. */
  readonly base: ConnectOptions
  /** Which client library is used. */
  readonly client: Client
}

/** A server's link to Redis. */
export interface Linked {
  /** Ends the bridge. An adapter has nothing to do here: Socket.IO closes it. */
  detach(): Promise<void>
  /** Ends the connections to Redis, after Socket.IO has been closed. */
  close(): Promise<void>
}

/** One way to make several Socket.IO servers act as one. */
export interface Mechanism {
  /** As it is called in the table. */
  readonly name: string
  /** The lowest major version of Redis, where it needs more than the workbook does. */
  readonly needs?: number
  /** What a server has as soon as it takes part: adapters do not say when that is. */
  readonly ready: { readonly subscriptions: number; readonly streamReaders: number }
  /**
   * Puts the chat on a server and connects that server to Redis.
   */
  connect(joint: Joint): Promise<Linked>
  /** What it gives and what it costs: one line each, with figures of the run. */
  remarks(counts: Counts): readonly [gives: string, costs: string]
}
