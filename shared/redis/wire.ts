/** One thing that passed between a client and Redis. Connections are numbered from 1 per proxy. */
export type WireEvent =
  /** `refused`: a client tried to connect while the proxy refused it. The number is not used again. */
  | { readonly what: 'connected' | 'refused'; readonly connection: number }
  /** A connection is over; `by` says who ended it. `fault`: it was cut on purpose. */
  | { readonly what: 'closed'; readonly connection: number; readonly by: 'client' | 'redis' | 'fault' }
  /**
   * A command on its way to Redis; told before Redis gets it. `name` is in capitals.
   * Passwords in it (of AUTH, HELLO, ACL and CONFIG) are masked.
   */
  | {
      readonly what: 'command'
      readonly connection: number
      readonly name: string
      readonly args: readonly string[]
    }
  /**
   * The answer to a command; told before the client gets it. Subscribe commands have none, unless Redis refuses
   * them. `value` is a plain JS value; an error is an `Error`. `held`: the client does not get it for now.
   */
  | {
      readonly what: 'reply'
      readonly connection: number
      readonly name: string
      readonly args: readonly string[]
      readonly value: unknown
      readonly held: boolean
      /** True when a fault made it, and not Redis. */
      readonly byFault?: true
    }
  /** Redis acknowledged a change of subscriptions; `kind` is e.g. `psubscribe`, `count` what the connection has now. */
  | {
      readonly what: 'acknowledged'
      readonly connection: number
      readonly kind: string
      readonly name: string | null
      readonly count: number
      readonly held: boolean
    }
  /**
   * A message that Redis delivered; told before the client gets it. `pattern` when it came by a pattern.
   * `message` is the payload as UTF-8; `bytes` its length in bytes.
   */
  | {
      readonly what: 'delivered'
      readonly connection: number
      readonly channel: string
      readonly message: string
      readonly bytes: number
      readonly pattern?: string
    }

/** Takes what passes on the wire, in its order. A fault made in here takes effect before what was told passes. */
export type WireListener = (event: WireEvent) => void
