import type { PubSub } from '../../02-patterns/contract.ts'

/** What a lent port does not do as it should. */
export type Fault =
  /** The promise rejects. */
  | 'publish'
  | 'subscribe'
  | 'unsubscribe'
  /** PUBLISH seems to work and returns 1, but nothing is sent. */
  | 'swallow'

/** A port as a monitor gets it, and what a check can do to it. */
export interface LentPort {
  readonly pubsub: PubSub
  readonly faults: Set<Fault>
  /** How often something was refused or swallowed. */
  readonly refused: number
  /** How often it was asked to subscribe. */
  readonly subscribes: number
  /** Whether the one that it was lent to has closed it. */
  readonly closed: boolean
  /** Ends all subscriptions that were made by it, unnoticed by who made them. */
  loseSubscriptions(): Promise<void>
}

/** Lends a port: it can be made to fail, and whoever has it cannot close it. */
export function lend(port: PubSub): LentPort {
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
    publish: (channel, text) => sent(() => port.publish(channel, text)),
    publishJson: (channel, value) => sent(() => port.publishJson(channel, value)),
    subscribe: (channel, handler) =>
      subscribed(
        () => port.subscribe(channel, handler),
        () => port.unsubscribe(channel, handler),
      ),
    subscribeJson: (channel, handler) =>
      subscribed(
        () => port.subscribeJson(channel, handler),
        () => port.unsubscribe(channel, handler),
      ),
    psubscribe: (pattern, handler) =>
      subscribed(
        () => port.psubscribe(pattern, handler),
        () => port.punsubscribe(pattern, handler),
      ),
    unsubscribe: (channel, handler) => unsubscribed(() => port.unsubscribe(channel, handler)),
    punsubscribe: (pattern, handler) => unsubscribed(() => port.punsubscribe(pattern, handler)),
    unsubscribeAll: () => unsubscribed(() => port.unsubscribeAll()),
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
