import type { PubSub } from '../../../02-patterns/contract.ts'

/** What comes by a port, and a way to hand over something that Redis has not sent. */
export interface Hearing {
  /** The messages that were handed over, in their order; with `subscribeJson`, as JSON once more. */
  readonly heard: readonly string[]
  /** Calls the handlers of a channel, as the port would. What goes wrong in them is of no interest. */
  deliver(channel: string, text: string): void
}

type Listener = (message: never, channel: string, pattern: string) => void | Promise<void>
type Deliver = (channel: string, text: string) => unknown

/** A port whose messages are seen. */
export function heardBy(pubsub: PubSub): { port: PubSub; hearing: Hearing } {
  const heard: string[] = []
  const deliveries: Deliver[] = []
  const stands = new WeakMap<Listener, Listener>()

  /** Stands for a handler, always the same: a handler is found again by what it is. */
  function standFor<H extends Listener>(handler: H): H {
    const stand =
      stands.get(handler) ??
      ((message: never, channel: string, pattern: string) => {
        heard.push(typeof message === 'string' ? message : JSON.stringify(message))
        return handler(message, channel, pattern)
      })
    stands.set(handler, stand)
    return stand as H
  }

  const port: PubSub = {
    publish: (channel, text) => pubsub.publish(channel, text),
    publishJson: (channel, value) => pubsub.publishJson(channel, value),
    subscribe(channel, handler) {
      deliveries.push((from, text) => from === channel && handler(text, channel))
      return pubsub.subscribe(channel, standFor(handler))
    },
    subscribeJson(channel, handler) {
      deliveries.push((from, text) => from === channel && handler(JSON.parse(text), channel))
      return pubsub.subscribeJson(channel, standFor(handler))
    },
    psubscribe(pattern, handler) {
      deliveries.push((from, text) => handler(text, from, pattern))
      return pubsub.psubscribe(pattern, standFor(handler))
    },
    unsubscribe: (channel, handler) => pubsub.unsubscribe(channel, standFor(handler)),
    punsubscribe: (pattern, handler) => pubsub.punsubscribe(pattern, standFor(handler)),
    unsubscribeAll: () => pubsub.unsubscribeAll(),
    close: () => pubsub.close(),
  }
  const deliver = (channel: string, text: string) => {
    for (const one of deliveries) void (async () => one(channel, text))().catch(() => {})
  }
  return { port, hearing: { heard, deliver } }
}
