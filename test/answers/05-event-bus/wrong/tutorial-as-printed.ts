// event-listener, whole file, rejected by 05.1-no-event, 05.2-several, 05.2-off, 05.2-close, 05.4-once
// The tutorial's class: a Map that nothing reads, a function for each on(), and unchecked JSON.
import type {
  EventHandler,
  EventListener,
  EventName,
  ListenerOptions,
} from '../../lessons/05-event-bus/contract.ts'

export function listener<E extends object>(options: ListenerOptions<E>): EventListener<E> {
  return new TutorialListener(options)
}

class TutorialListener<E extends object> implements EventListener<E> {
  readonly subscriber: ListenerOptions<E>['pubsub']
  readonly namespace: string
  readonly handlers = new Map<string, unknown>()

  constructor({ pubsub, namespace }: ListenerOptions<E>) {
    this.subscriber = pubsub
    this.namespace = namespace
  }

  async on<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    this.handlers.set(event, handler)
    await this.subscriber.subscribe(this.namespace + event, async (message) => {
      const envelope = JSON.parse(message)
      await handler(envelope.data, envelope)
    })
  }

  async onPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    await this.subscriber.psubscribe(this.namespace + pattern, async (message) => {
      const envelope = JSON.parse(message)
      await handler(envelope.data, envelope)
    })
  }

  // The tutorial has none of these.
  async off(): Promise<void> {}
  async offPattern(): Promise<void> {}
  async close(): Promise<void> {}
}
