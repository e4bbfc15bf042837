import type { PubSub } from '../../02-patterns/contract.ts'

/** A fault of a lent adapter. */
export type Fault =
  /** The promise rejects. */
  | 'publish'
  | 'subscribe'
  | 'unsubscribe'
  /** `publish` resolves with 1, but sends nothing. */
  | 'swallow'

/** A `PubSub` adapter as a monitor gets it, with the means of a check to make it fail. */
export interface InterceptedPubSub {
  readonly pubsub: PubSub
  readonly faults: Set<Fault>
  /** How many calls were refused or swallowed. */
  readonly refused: number
  /** How many times the monitor has subscribed. */
  readonly subscribes: number
  /** Whether the monitor has closed it. */
  readonly closed: boolean
  /** Ends all subscriptions made through it, without the monitor's knowledge. */
  loseSubscriptions(): Promise<void>
}

/** Lends an adapter to a monitor. It can be made to fail, and closing it has no effect. */
export function interceptPubSub(adapter: PubSub): InterceptedPubSub {
  const faults = new Set<Fault>()
  const undo: (() => Promise<void>)[] = []
  let refused = 0
  let subscribes = 0
  let closed = false

  const sent = async (send: () => Promise<number>): Promise<number> => {
    if (faults.has('publish')) throw refusal('publish')
    if (!faults.has('swallow')) return send()
    refused++
    return 1
  }
  const subscribed = async (subscribe: () => Promise<void>, end: () => Promise<void>): Promise<void> => {
    subscribes++
    if (faults.has('subscribe')) throw refusal('subscribe')
    undo.push(end)
    await subscribe()
  }
  const unsubscribed = async (unsubscribe: () => Promise<void>): Promise<void> => {
    if (faults.has('unsubscribe')) throw refusal('unsubscribe')
    await unsubscribe()
  }
  const refusal = (what: string) => {
    refused++
    return new Error(`refused by the check: ${what}`)
  }

  const pubsub: PubSub = {
    publish: (channel, text) => sent(() => adapter.publish(channel, text)),
    publishJson: (channel, value) => sent(() => adapter.publishJson(channel, value)),
    subscribe: (channel, handler) =>
      subscribed(
        () => adapter.subscribe(channel, handler),
        () => adapter.unsubscribe(channel, handler),
      ),
    subscribeJson: (channel, handler) =>
      subscribed(
        () => adapter.subscribeJson(channel, handler),
        () => adapter.unsubscribe(channel, handler),
      ),
    psubscribe: (pattern, handler) =>
      subscribed(
        () => adapter.psubscribe(pattern, handler),
        () => adapter.punsubscribe(pattern, handler),
      ),
    unsubscribe: (channel, handler) => unsubscribed(() => adapter.unsubscribe(channel, handler)),
    punsubscribe: (pattern, handler) => unsubscribed(() => adapter.punsubscribe(pattern, handler)),
    unsubscribeAll: () => unsubscribed(() => adapter.unsubscribeAll()),
    async close() {
      closed = true
    },
  }
  return {
    pubsub,
    faults,
    get refused() {
      return refused
    },
    get subscribes() {
      return subscribes
    },
    get closed() {
      return closed
    },
    async loseSubscriptions() {
      await Promise.all(undo.splice(0).map((end) => end()))
    },
  }
}
