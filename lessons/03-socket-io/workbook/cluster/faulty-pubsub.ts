import type { PubSub } from '../../../02-patterns/contract.ts'

/** What can be made to fail. */
export type Fault = 'publish' | 'subscribe' | 'unsubscribe'

/** A port whose calls are refused, as long as a check wants it. */
export function faultyPubSub(pubsub: PubSub, faults: ReadonlySet<Fault>): PubSub {
  const unless = async <T>(fault: Fault, call: () => Promise<T>): Promise<T> => {
    if (faults.has(fault)) throw new Error(`refused by the check: ${fault}`)
    return call()
  }
  return {
    publish: (channel, text) => unless('publish', () => pubsub.publish(channel, text)),
    publishJson: (channel, value) => unless('publish', () => pubsub.publishJson(channel, value)),
    subscribe: (channel, handler) => unless('subscribe', () => pubsub.subscribe(channel, handler)),
    subscribeJson: (channel, handler) => unless('subscribe', () => pubsub.subscribeJson(channel, handler)),
    psubscribe: (pattern, handler) => unless('subscribe', () => pubsub.psubscribe(pattern, handler)),
    unsubscribe: (channel, handler) => unless('unsubscribe', () => pubsub.unsubscribe(channel, handler)),
    punsubscribe: (pattern, handler) => unless('unsubscribe', () => pubsub.punsubscribe(pattern, handler)),
    unsubscribeAll: () => unless('unsubscribe', () => pubsub.unsubscribeAll()),
    close: () => pubsub.close(),
  }
}
