import type { Client } from '#shared/core/manifest.ts'
import type { ConnectOptions } from '#shared/lesson/connect-options.ts'
import type { ChatServer } from '../../contract.ts'
import type { Counts } from './counts.ts'

/** What a mechanism connects: a Socket.IO server and Redis. */
export interface Joint {
  readonly io: ChatServer
  /** This server's connections to Redis. */
  readonly base: ConnectOptions
  /** The client library. */
  readonly client: Client
}

/** A server's link to Redis. */
export interface Linked {
  /** Closes the gateway. For an adapter it does nothing: Socket.IO closes it. */
  detach(): Promise<void>
  /** Ends the connections to Redis, after Socket.IO has been closed. */
  close(): Promise<void>
}

/** One way to connect several Socket.IO servers. */
export interface Transport {
  /** Its name in the table. */
  readonly name: string
  /** The lowest major version of Redis, if it needs a newer one than the workbook. */
  readonly needs?: number
  /** What a server has once it is ready. Adapters don't say when that is. */
  readonly ready: { readonly subscriptions: number; readonly streamReaders: number }
  /** Adds the chat to a server, and connects the server to Redis. */
  connect(joint: Joint): Promise<Linked>
  /** Its benefits and its costs: one line each, with figures of this run. */
  remarks(counts: Counts): readonly [gives: string, costs: string]
}
