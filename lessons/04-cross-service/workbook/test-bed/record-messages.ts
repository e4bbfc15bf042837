import type { PubSub } from '../../../02-patterns/contract.ts'

/** The messages that a `PubSub` receives, and a way to deliver others without Redis. */
export interface Hearing {
  /** The messages that handlers received, in order. Those of `subscribeJson` are converted to JSON again. */
  readonly heard: readonly string[]
  /** Calls the handlers of a channel, as the `PubSub` would. Ignores their errors. */
  deliver(channel: string, text: string): void
}

type Listener = (message: never, channel: string, pattern: string) => void | Promise<void>
type Deliver = (channel: string, text: string) => unknown

/** Wraps a `PubSub`, and records its messages. */
export function recordMessages(pubsub: PubSub): { pubsub: PubSub; hearing: Hearing } {
  const heard: string[] = []
  const deliveries: Deliver[] = []
  const wrappers = new WeakMap<Listener, Listener>()

  /** Wraps a handler. The same handler always gets the same wrapper, so that it can be unsubscribed. */
  function wrap<H extends Listener>(handler: H): H {
    const wrapper =
      wrappers.get(handler) ??
      ((message: never, channel: string, pattern: string) => {
        heard.push(typeof message === 'string' ? message : JSON.stringify(message))
        return handler(message, channel, pattern)
      })
    wrappers.set(handler, wrapper)
    return wrapper as H
  }

  const recorded: PubSub = {
    publish: (channel, text) => pubsub.publish(channel, text),
    publishJson: (channel, value) => pubsub.publishJson(channel, value),
    subscribe(channel, handler) {
      deliveries.push((from, text) => from === channel && handler(text, channel))
      return pubsub.subscribe(channel, wrap(handler))
    },
    subscribeJson(channel, handler) {
      deliveries.push((from, text) => from === channel && handler(JSON.parse(text), channel))
      return pubsub.subscribeJson(channel, wrap(handler))
    },
    psubscribe(pattern, handler) {
      deliveries.push((from, text) => handler(text, from, pattern))
      return pubsub.psubscribe(pattern, wrap(handler))
    },
    unsubscribe: (channel, handler) => pubsub.unsubscribe(channel, wrap(handler)),
    punsubscribe: (pattern, handler) => pubsub.punsubscribe(pattern, wrap(handler)),
    unsubscribeAll: () => pubsub.unsubscribeAll(),
    close: () => pubsub.close(),
  }
  const deliver = (channel: string, text: string) => {
    for (const one of deliveries) void (async () => one(channel, text))().catch(() => {})
  }
  return { pubsub: recorded, hearing: { heard, deliver } }
}
