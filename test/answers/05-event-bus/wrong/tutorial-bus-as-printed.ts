// event-bus, whole file, rejected by 05.1-envelope, 05.1-no-json, 05.7-bus
// The tutorial's class. The ID is undefined, so JSON leaves it out.
import type { BusOptions, EventBus, EventName } from '../../lessons/05-event-bus/contract.ts'

const generateUniqueId = () => undefined

export function bus<E extends object>(options: BusOptions<E>): EventBus<E> {
  return new TutorialBus(options)
}

class TutorialBus<E extends object> implements EventBus<E> {
  readonly publisher: BusOptions<E>['pubsub']
  readonly namespace: string

  constructor({ pubsub, namespace }: BusOptions<E>) {
    this.publisher = pubsub
    this.namespace = namespace
  }

  async emit<K extends EventName<E>>(event: K, data: E[K]): Promise<number> {
    const message = JSON.stringify({ event, data, timestamp: new Date(), id: generateUniqueId() })
    return this.publisher.publish(this.namespace + event, message)
  }

  // The tutorial has none.
  async close(): Promise<void> {}
}
