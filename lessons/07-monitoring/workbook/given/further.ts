/**
 * Lesson 07: the interface of the tasks under *Go further*.
 *
 * @module
 */
import type { ConnectOptions } from '#shared/lesson/connect-options.ts'
import type { HttpHandler, Inspector, Monitor } from '../../contract.ts'

/** The role of a Redis server. After a failover, clients can stay connected to what is now a Redis replica. */
export type ServerRole = 'master' | 'replica'

/** A difference between two snapshots: a channel has its first subscriber, or has lost its last one. */
export type ChannelEvent =
  | { readonly kind: 'appeared'; readonly channel: string; readonly subscribers: number }
  | { readonly kind: 'vanished'; readonly channel: string }

/** The options of a channel watch. */
export interface ChannelWatchOptions extends ConnectOptions {
  /** The caller closes it. */
  readonly inspector: Pick<Inspector, 'snapshot'>
  /** The pause between the end of one snapshot and the start of the next one, in milliseconds. */
  readonly everyMs: number
  /** Called once for each difference, and never after `close()`. It never throws. */
  onEvent(event: ChannelEvent): void
}

/** A running channel watch. */
export interface ChannelWatch {
  /** Stops watching at once. Calling it again does nothing. */
  close(): Promise<void>
}

/** The exports of `channel-watch.ts`. */
export interface ChannelWatchContract {
  /**
   * Takes one snapshot after another, and compares each with the last one that succeeded.
   *
   * A snapshot that fails is reported with kind `connection`, and says nothing about the channels.
   *
   * @returns Resolves after the first snapshot, and rejects if it fails. The first one calls `onEvent` for no channel.
   */
  watchChannels(options: ChannelWatchOptions): Promise<ChannelWatch>
}

/** The options of the metrics handler. */
export interface MetricsOptions {
  readonly monitor: Pick<Monitor, 'health'>
  readonly inspector: Pick<Inspector, 'snapshot'>
  /** How long a scrape waits for the snapshot, in milliseconds. */
  readonly snapshotWithinMs: number
}

/** The exports of `metrics.ts`. */
export interface MetricsContract {
  /**
   * Responds with these gauges, in the text format of Prometheus:
   *
   * | Metric | Value |
   * |---|---|
   * | `redis_pubsub_channel_subscribers{channel="…"}` | the subscribers of each channel of the snapshot |
   * | `redis_pubsub_patterns` | the patterns of the snapshot |
   * | `redis_pubsub_canary_up` | 0 if the monitor says `down`, otherwise 1 |
   * | `redis_pubsub_canary_latency_seconds` | the latency of the last canary; absent if it is missing |
   *
   * Each scrape takes a new snapshot. If that fails or takes too long, the first two metrics are absent, and the status
   * code is still 200. Several handlers in one process are independent.
   */
  metricsHandler(options: MetricsOptions): HttpHandler
}
