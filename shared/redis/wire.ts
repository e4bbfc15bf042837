/** One thing that passed between a client and Redis. Connections are numbered from 1 per proxy. */
export type WireEvent =
  | { readonly what: 'connected' | 'closed'; readonly connection: number }
  /** A command on its way to Redis. Arguments of AUTH and HELLO are masked. */
  | { readonly what: 'command'; readonly connection: number; readonly name: string; readonly args: readonly string[] }
  /** The answer to a command, outside the subscribe family. `value` is a plain JS value; an error is an `Error`. */
  | { readonly what: 'reply'; readonly connection: number; readonly name: string; readonly args: readonly string[]; readonly value: unknown }
  /** Redis acknowledged a change of subscriptions; `kind` is e.g. `psubscribe`, `count` what the connection has now. */
  | { readonly what: 'acknowledged'; readonly connection: number; readonly kind: string; readonly name: string | null; readonly count: number }
  /** A message that Redis delivered; `pattern` when it came by a pattern. */
  | { readonly what: 'delivered'; readonly connection: number; readonly channel: string; readonly message: string; readonly pattern?: string }

/** Takes what passes on the wire, in its order. */
export type WireListener = (event: WireEvent) => void
