import type { Client } from '#shared/core/manifest.ts'

/** The two transports of Redis. */
export const REDIS_TRANSPORTS = ['pubsub', 'streams'] as const
/** The name of a mechanism. */
export type RedisTransport = (typeof REDIS_TRANSPORTS)[number]
/** A mechanism, or the message queue that it is compared with. */
export type Transport = RedisTransport | 'rabbitmq'

/** How messages travel: the same for the sender and the receiver. */
export interface Route {
  readonly transport: Transport
  readonly client: Client
  /** The name of the channel, of the stream, or of the exchange and its queue. */
  readonly name: string
  /** The name of the consumer. */
  readonly receiver: string
  /** How often an entry is delivered before it moves to the dead-letter stream. Default: 10. */
  readonly maxAttempts?: number
}

/** Sends messages. */
export interface Sender {
  /** @returns The count from PUBLISH; undefined for a stream. */
  send(message: number, text: string): Promise<number | undefined>
  /** Whether Redis accepts messages: a publisher refuses them while Redis restarts. */
  isReady(): Promise<boolean>
  close(): Promise<void>
}

/** Receives messages. */
export interface Receiver {
  close(): Promise<void>
}

/** Handles the message with this number. */
export type Handle = (message: number) => void | Promise<void>

/** The dead-letter stream. */
export function deadLetterOf({ name }: Pick<Route, 'name'>): string {
  return `${name}:dead`
}
