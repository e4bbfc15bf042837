/** One connection of a client through the proxy to Redis. */
export interface ProxyConnection {
  /** Its number, as in the events. */
  readonly id: number
  /** The channels that it has subscribed to, as Redis has acknowledged them. */
  readonly subscribed: ReadonlySet<string>
  readonly patterns: ReadonlySet<string>
  readonly shardChannels: ReadonlySet<string>
  /** True for one over RESP2 with subscriptions: Redis takes nothing but Pub/Sub commands from it. */
  readonly pubSubOnly: boolean
  /** Every command that it has sent, in capitals. */
  readonly commands: ReadonlySet<string>
  /** True when it can no longer be followed (MONITOR, or bytes that are not RESP): it passes, but tells nothing. */
  readonly passthrough: boolean
}

/** How a connection is cut: in good order (`fin`), or as when a process is killed (`rst`). */
export type Cut = 'fin' | 'rst'

/** Chooses the connections that a fault is for. */
export type ConnectionFilter = (link: ProxyConnection) => boolean

/** Every connection. */
export const allConnections: ConnectionFilter = () => true

/** Connections with a subscription of any kind. */
export const subscribers: ConnectionFilter = (link) =>
  link.subscribed.size + link.patterns.size + link.shardChannels.size > 0

/** Connections that have subscribed to this channel or pattern, exactly as it was written. */
export function subscribedTo(name: string): ConnectionFilter {
  return (link) => link.subscribed.has(name) || link.patterns.has(name) || link.shardChannels.has(name)
}

/** Connections that have published and have no subscription. */
export const publishers: ConnectionFilter = (link) =>
  (link.commands.has('PUBLISH') || link.commands.has('SPUBLISH')) && !subscribers(link)
