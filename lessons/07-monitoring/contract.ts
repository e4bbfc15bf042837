/**
 * Lesson 07: the interface you implement.
 *
 * @module
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { PubSub } from '../02-patterns/contract.ts'
import type { ChannelWatchContract, MetricsContract, ServerRole } from './workbook/given/further.ts'

export type * from './workbook/given/further.ts'

/** The subscriptions on one Redis server, in the same form with both clients. */
export interface PubSubSnapshot {
  /**
   * The number of subscribers of each channel, by its full name. Contains only channels that begin with the namespace
   * and have a subscriber. Pattern subscriptions are not counted.
   */
  readonly channels: ReadonlyMap<string, number>
  /** The number of different patterns on the whole server. */
  readonly patterns: number
}

/** Asks Redis. */
export interface Inspector {
  /**
   * Takes a snapshot with a few commands, however many channels there are.
   *
   * @throws If Redis is down, refuses a command, or does not reply within six seconds.
   */
  snapshot(): Promise<PubSubSnapshot>

  /** Returns the current role of the server. Rejects like `snapshot`. See task 07.6. */
  role(): Promise<ServerRole>

  /** Closes the connection within six seconds, even if Redis does not reply. */
  close(): Promise<void>
}

/** The exports of `node-redis.ts` and of `ioredis.ts`. */
export interface InspectorContract {
  /** Connects to Redis. In the namespace, special characters such as `*` stand for themselves. */
  openInspector(options: ConnectOptions): Promise<Inspector>
}

/**
 * `up`: the last canary came back in time. `degraded`: it came back late. `down`: it is missing, or the monitor is
 * closed.
 */
export type Status = 'up' | 'degraded' | 'down'

/** The result of a canary. */
export interface Health {
  readonly status: Status
  /** The time from PUBLISH to the arrival of the canary, in milliseconds. It is null if the status is `down`. */
  readonly latencyMs: number | null
  /** When the status was determined: an ISO 8601 string. */
  readonly checkedAt: string
}

/** The options of a monitor. */
export interface MonitorOptions extends ConnectOptions {
  /** The connections of your application. Canaries travel on them, and on no others. The caller closes them. */
  readonly pubsub: PubSub
  /** The pause after one canary ends and before the next starts, in milliseconds. */
  readonly everyMs: number
  /** A canary is late if it takes longer than this, in milliseconds. */
  readonly degradedAfterMs: number
  /** A canary is missing if it takes longer than this, in milliseconds. If it arrives later, it is ignored. */
  readonly downAfterMs: number
  /** Called after each change of the status, but not for the first status, and never after `close()`. */
  onChange?(health: Health, before: Status): void
}

/** A running monitor. */
export interface Monitor {
  /** Returns the result of the last canary. */
  health(): Health

  /**
   * Stops publishing canaries, and unsubscribes from their channel. From then on, the status is `down`.
   *
   * It does not wait for a canary in flight, and resolves within six seconds, even if Redis is down. Calling it again
   * does nothing.
   */
  close(): Promise<void>
}

/** The exports of `monitor.ts`. */
export interface MonitorContract {
  /**
   * Publishes one canary after another, and keeps doing so even if some fail.
   *
   * Each monitor subscribes once, to a channel of its own: `<namespace>canary:` and a random name. Other messages on
   * that channel are ignored. Rejected commands are reported with kind `connection`.
   *
   * @returns Resolves when the first canary has come back or is missing, even if Redis is down.
   */
  startMonitor(options: MonitorOptions): Promise<Monitor>
}

/** Handles an HTTP request. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void

/** The exports of `health.ts`. */
export interface HealthContract {
  /**
   * Responds with the current `monitor.health()` as JSON: with status code 503 if the status is `down`, otherwise with
   * 200. The header `cache-control: no-store` forbids caching.
   */
  healthHandler(monitor: Pick<Monitor, 'health'>): HttpHandler
}

/** All exports. */
export interface Contract
  extends InspectorContract,
    MonitorContract,
    HealthContract,
    ChannelWatchContract,
    MetricsContract {}
