import type { ProxyConnection } from './connection-filter.ts'
import type { HeldReply } from './held-reply.ts'
import type { Intervention } from './proxy-answer.ts'
import type { RespValue } from './resp.ts'
import type { WireEvent } from './wire.ts'

/** What a connection, a `Link`, needs of its proxy. */
export interface LinkOwner<Link extends ProxyConnection> {
  tell(event: WireEvent): void
  /** The connection is over for the client; Redis may not have noticed yet. */
  over(link: Link): void
  /** Both sockets are closed. */
  gone(link: Link): void
  /** True when the next reply of some connection is to be held. */
  readonly holding: boolean
  /** The hold that takes this reply, if any. */
  holdFor(link: ProxyConnection, command: string): HeldReply | undefined
  /** True when some command may be replaced or kept. */
  readonly intervening: boolean
  /** What becomes of a command. `silence`: of this and all later ones. `stall`: of the whole connection. */
  intervene(
    link: Link,
    name: string,
    args: readonly RespValue[],
  ): Intervention | 'silence' | 'stall' | undefined
}
