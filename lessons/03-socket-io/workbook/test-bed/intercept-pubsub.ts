import type { PubSub } from '../../../02-patterns/contract.ts'

/** The calls that can be rejected. */
type Call = 'publish' | 'subscribe' | 'unsubscribe'
/** A call, for every channel or for one. */
export type Fault = Call | `${Call} ${string}`

/** A `PubSub` that rejects the calls in `faults`, and makes those in `delays` wait. */
export function interceptPubSub(
  pubsub: PubSub,
  faults: ReadonlySet<Fault>,
  delays: ReadonlyMap<Fault, Promise<void>> = new Map(),
): PubSub {
  const unless = async <T>(fault: Call, channel: string, call: () => Promise<T>): Promise<T> => {
    if (faults.has(fault) || faults.has(`${fault} ${channel}`))
      throw new Error(`rejected by the check: ${fault}`)
    await delays.get(`${fault} ${channel}`)
    return call()
  }
  return {
    publish: (channel, text) => unless('publish', channel, () => pubsub.publish(channel, text)),
    publishJson: (channel, value) => unless('publish', channel, () => pubsub.publishJson(channel, value)),
    subscribe: (channel, handler) => unless('subscribe', channel, () => pubsub.subscribe(channel, handler)),
    subscribeJson: (channel, handler) =>
      unless('subscribe', channel, () => pubsub.subscribeJson(channel, handler)),
    psubscribe: (pattern, handler) => unless('subscribe', pattern, () => pubsub.psubscribe(pattern, handler)),
    unsubscribe: (channel, handler) =>
      unless('unsubscribe', channel, () => pubsub.unsubscribe(channel, handler)),
    punsubscribe: (pattern, handler) =>
      unless('unsubscribe', pattern, () => pubsub.punsubscribe(pattern, handler)),
    unsubscribeAll: () => unless('unsubscribe', '', () => pubsub.unsubscribeAll()),
    close: () => pubsub.close(),
  }
}
