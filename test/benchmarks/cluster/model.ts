/**
 * What a message costs the servers of a cluster, and how much it sends over the network.
 *
 * @module
 */

/** What servers spend, in microseconds of a processor. */
export interface Costs {
  /** To read PUBLISH or SPUBLISH, and to reply. */
  readonly publish: number
  /** To write the message to one subscriber. */
  readonly delivery: number
  /** To send the message to one other node over the cluster bus. */
  readonly busOut: number
  /** To receive it from the bus. */
  readonly busIn: number
}

/** A load, and what it runs on. */
export interface Load {
  readonly kind: 'plain' | 'sharded'
  readonly masters: number
  /** Of each master. */
  readonly replicas: number
  /** Messages published in a second. */
  readonly messages: number
  /** Subscriptions that each message is delivered to, on all nodes together. */
  readonly subscribers: number
  /** The length of the payload in bytes. */
  readonly payload: number
  /** The length of the channel's name in bytes. */
  readonly channel: number
}

/** What a load takes in a second, on all nodes together. */
export interface Need {
  readonly busMessages: number
  readonly busBytes: number
  readonly deliveries: number
  readonly deliveryBytes: number
  /** Seconds of a processor in a second: the processors that are busy. */
  readonly processors: number
}

/** What a message on the cluster bus has in addition to its channel and its payload: bytes. */
export const BUS_HEADER = 2263
/** What `message` has in addition to its channel and its payload over RESP2, with lengths of two or three digits: bytes. */
export const DELIVERY_HEADER = 31

/** How many nodes receive a message over the bus: every other node, or only the shard's replicas. */
export function busTargets({ kind, masters, replicas }: Pick<Load, 'kind' | 'masters' | 'replicas'>): number {
  return kind === 'plain' ? masters * (1 + replicas) - 1 : replicas
}

/** The microseconds that all nodes together spend on one message. */
export function serverMicroseconds(
  costs: Costs,
  load: Pick<Load, 'kind' | 'masters' | 'replicas' | 'subscribers'>,
): number {
  return costs.publish + busTargets(load) * (costs.busOut + costs.busIn) + load.subscribers * costs.delivery
}

/** What a load needs. */
export function needOf(load: Load, costs: Costs): Need {
  const { kind, messages, subscribers, payload, channel } = load
  const busMessages = messages * busTargets(load)
  const deliveries = messages * subscribers
  // Over RESP2, a sharded message is called `smessage`.
  const header = DELIVERY_HEADER + (kind === 'sharded' ? 1 : 0)
  return {
    busMessages,
    busBytes: busMessages * (BUS_HEADER + channel + payload),
    deliveries,
    deliveryBytes: deliveries * (header + channel + payload),
    processors: (messages * serverMicroseconds(costs, load)) / 1e6,
  }
}

/**
 * How many masters a load needs if none of them may be busier than `busiest`, a part of a processor. A Redis node runs
 * commands on one.
 *
 * @param busiest Default: half of a processor.
 * @returns Undefined if plain channels can't be enough: each node receives every message, however many there are.
 */
export function mastersFor(load: Load, costs: Costs, busiest = 0.5): number | undefined {
  for (let masters = 1; masters <= 1000; masters++) {
    const { processors } = needOf({ ...load, masters }, costs)
    if (processors / (masters * (load.kind === 'plain' ? 1 + load.replicas : 1)) <= busiest) return masters
  }
  return undefined
}

/**
 * The costs that the sizing guide calculates with: publishers send one command at a time, as clients do. From a run of
 * `npm run bench cluster` on two shared processors that had much else to do, so they are rather too high.
 */
export const COSTS: Costs = { publish: 16, delivery: 0.7, busOut: 3.3, busIn: 3.3 }
