import type { CodeRef } from './scenario-context.ts'

/** What every process with a service in it is started with. It travels as a message, so it holds plain values only. */
export interface ServiceOptions extends CodeRef {
  /** The way to Redis. It holds no password. */
  readonly redisUrl: string
  readonly namespace: string
  /** How long the service waits for what is in hand when it closes, in milliseconds. */
  readonly graceMs: number
}

/** What every such process tells the one that has started it. A lesson adds what its services do. */
export type ServiceEvent =
  /** The code is loaded, and its service is asked to begin. */
  | { readonly what: 'loaded' }
  /** The service is there. */
  | { readonly what: 'ready' }
  /** The code has printed something. */
  | { readonly what: 'printed'; readonly text: string }
  | { readonly what: 'closed' }
  /** The answer to `ping`. */
  | { readonly what: 'pong' }
  /** The code needs a task that is not done. Nothing more is to be expected. */
  | { readonly what: 'not-started'; readonly task: string }
  /** An error was not caught. No more messages follow. */
  | { readonly what: 'failed'; readonly message: string }

/** What every such process is told. */
export type ServiceCommand =
  | { readonly what: 'close' }
  /** To be answered, as a sign of life. */
  | { readonly what: 'ping' }
