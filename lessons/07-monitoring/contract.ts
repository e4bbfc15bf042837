/**
 * Lesson 07: what your code must do.
 *
 * An inspector asks Redis who has subscribed. A monitor sends a canary through Redis, again and again, and says
 * whether messages arrive. The rest tells others about it: a load balancer, Prometheus, your log.
 *
 * @module
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { PubSub } from '../02-patterns/contract.ts'

/** What one Redis server says of its subscriptions. It is the same for both clients. */
export interface PubSubSnapshot {
  /**
   * How many connections have subscribed to each channel, by the channel's complete name: PUBSUB CHANNELS and
   * PUBSUB NUMSUB. It has the channels whose names begin with the namespace, and of these only such that have a
   * subscriber. Subscriptions by pattern are not in it.
   */
  readonly channels: ReadonlyMap<string, number>
  /** What PUBSUB NUMPAT returned. It is about the whole server: Redis does not tell whose patterns they are. */
  readonly patterns: number
}

/** What a Redis server is. After a failover, a client may stay connected to a master that has become a replica. */
export type ServerRole = 'master' | 'replica'

/** Asks Redis who has subscribed. */
export interface Inspector {
  /**
   * Asks Redis. However many channels there are, it takes only a few commands.
   *
   * If it takes several commands, clients come and go between two replies: a channel that loses its last subscriber
   * meanwhile is left out.
   *
   * @throws When Redis is unreachable, refuses a command, or does not reply within six seconds.
   */
  snapshot(): Promise<PubSubSnapshot>

  /**
   * What the server is now (task 07.6).
   *
   * @throws As `snapshot()` does.
   */
  role(): Promise<ServerRole>

  /** Ends the connection. While Redis does not reply, it ends within six seconds all the same. */
  close(): Promise<void>
}

/** What `node-redis.ts` and `ioredis.ts` export. */
export interface InspectorContract {
  /**
   * Opens an inspector.
   *
   * @param base The namespace may hold any marks, and means nothing but itself.
   */
  openInspector(base: ConnectOptions): Promise<Inspector>
}

/** Whether messages arrive. */
export type Status =
  /** The last canary came back in time. */
  | 'up'
  /** It came back, but late. */
  | 'degraded'
  /** It could not be sent, or it has not come back. */
  | 'down'

/** What the last canary has shown. */
export interface Health {
  readonly status: Status
  /** From PUBLISH until the canary was here again, in milliseconds; null when it is missing. */
  readonly latencyMs: number | null
  /** When this was found out, as an ISO 8601 date. */
  readonly checkedAt: string
}

/** What a monitor is made of. */
export interface MonitorOptions extends ConnectOptions {
  /**
   * Publish and subscribe, as your program uses it. The canary goes the way that the program's own messages go: it
   * takes these connections and opens none. It belongs to the caller, who closes it.
   */
  readonly pubsub: PubSub
  /**
   * How long it rests before the next canary, in milliseconds. The rest begins when a canary is back or missing: one
   * canary at a time.
   */
  readonly everyMs: number
  /** A canary that takes longer than this is late, in milliseconds. */
  readonly degradedAfterMs: number
  /**
   * A canary that is not back after this is missing, in milliseconds. If it comes later, it does not count, even if
   * only your own process was busy until then.
   */
  readonly downAfterMs: number
  /**
   * Is called when the status changes, once for each change, and never after `close()`. The first status is not a
   * change. `health()` already returns the new health. It never throws.
   *
   * @param health What the last canary has shown.
   * @param before The status until now.
   */
  onChange?(health: Health, before: Status): void
}

/** A canary at work. */
export interface Monitor {
  /** What the last canary has shown. After `close()` it is `down`, for nobody looks any more. */
  health(): Health

  /**
   * Ends it: no canary is sent any more, and its channel has no subscription. `pubsub` stays open.
   * Calling it again does nothing.
   *
   * It never rejects. While Redis is unreachable or does not reply, it resolves within six seconds.
   */
  close(): Promise<void>
}

/** What `monitor.ts` exports. */
export interface MonitorContract {
  /**
   * Sends a canary through Redis, again and again.
   *
   * Every monitor has a channel of its own: `<namespace>canary:`, and then something that no other monitor has. It
   * subscribes to it once: whoever subscribes anew for each canary mends what it should find. A text on that channel
   * which is not the canary that is awaited means nothing.
   *
   * It goes on whatever happens. What rejects is reported with kind `connection`. A promise of `pubsub` that never
   * settles holds nothing up.
   *
   * @returns Resolves when the first canary is back or is missing, also while Redis is away. It does not reject.
   */
  startMonitor(options: MonitorOptions): Promise<Monitor>
}

/** Answers a request of HTTP, in a server that somebody else has. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void

/** What `health.ts` exports. */
export interface HealthContract {
  /**
   * Answers `GET /health` for load balancers.
   *
   * The code is 200 when the monitor says `up` or `degraded`, and 503 when it says `down`. The body is what
   * `monitor.health()` returns, as JSON, and nothing else. Nobody may keep the answer (`cache-control: no-store`).
   *
   * It answers at once from what the monitor knows: a request sends no canary and waits for nobody.
   */
  healthHandler(monitor: Pick<Monitor, 'health'>): HttpHandler
}

/** Something that changed between two snapshots. */
export type ChannelEvent =
  /** A channel has subscribers that had none. */
  | { readonly kind: 'appeared'; readonly channel: string; readonly subscribers: number }
  /** A channel has lost its last subscriber. */
  | { readonly kind: 'vanished'; readonly channel: string }

/** What a watch is made of. */
export interface ChannelWatchOptions extends ConnectOptions {
  /** It belongs to the caller, who closes it. */
  readonly inspector: Pick<Inspector, 'snapshot'>
  /**
   * How long it rests before the next snapshot, in milliseconds. The rest begins when a snapshot is there or has
   * failed: one snapshot at a time.
   */
  readonly everyMs: number
  /** Is called for each change, and never after `close()`. It never throws. */
  onEvent(event: ChannelEvent): void
}

/** A watch at work. */
export interface ChannelWatch {
  /** Ends it at once. Calling it again is no error. */
  close(): Promise<void>
}

/** What `channel-watch.ts` exports. */
export interface ChannelWatchContract {
  /**
   * Tells which channels came, and which lost their last subscriber.
   *
   * Each snapshot is compared with the one before it; the first one is only compared with. A snapshot that fails is
   * reported with kind `connection` and shows nothing: the next one that works is compared with the last one that did.
   *
   * @returns Resolves when the first snapshot has been taken, and rejects when that fails.
   */
  watchChannels(options: ChannelWatchOptions): Promise<ChannelWatch>
}

/** What `/metrics` is made of. */
export interface MetricsOptions {
  readonly monitor: Pick<Monitor, 'health'>
  readonly inspector: Pick<Inspector, 'snapshot'>
  /** How long a scrape waits for a snapshot, in milliseconds. */
  readonly snapshotWithinMs: number
}

/** What `metrics.ts` exports. */
export interface MetricsContract {
  /**
   * Answers `GET /metrics` in the text format of Prometheus.
   *
   * | metric | |
   * |---|---|
   * | `redis_pubsub_channel_subscribers{channel="…"}` | subscribers of each channel of the snapshot |
   * | `redis_pubsub_patterns` | patterns of the snapshot |
   * | `redis_pubsub_canary_up` | 0 when the monitor says `down`, else 1 |
   * | `redis_pubsub_canary_latency_seconds` | what the last canary took, in seconds; absent when it is missing |
   *
   * All are gauges. Each scrape takes a snapshot, and shows that one alone: a channel that has gone is not in it.
   * When the snapshot fails or takes too long, the first two are absent, and the answer still has code 200.
   *
   * A process may have several of these handlers. None shows anything of another.
   */
  metricsHandler(options: MetricsOptions): HttpHandler
}

/** What your files export, put together. */
export interface Contract
  extends InspectorContract,
    MonitorContract,
    HealthContract,
    ChannelWatchContract,
    MetricsContract {}
