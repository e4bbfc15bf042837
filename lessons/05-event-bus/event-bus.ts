// Yours. Fill in the TODOs, then check: npm test lessons/05

import type { BusOptions, EmitOptions, EventBus, EventName } from './contract.ts'
import { writeEnvelope } from './envelope.ts'
import { inFlight } from './in-flight.ts'
import { inOrder } from './in-order.ts'
import { conform } from './schemas.ts'

/** How long close() waits for Redis, in milliseconds. */
const CLOSE_MS = 2000

/** Given, and extended in Go further: publishes each event on its channel. */
export function bus<E extends object>(options: BusOptions<E>): EventBus<E> {
  return new Bus(options)
}

class Bus<E extends object> implements EventBus<E> {
  readonly #options: BusOptions<object>
  readonly #inFlight = inFlight()
  readonly #inOrder = inOrder()
  #isClosed = false

  constructor(options: BusOptions<E>) {
    this.#options = options
  }

  async emit<K extends EventName<E>>(event: K, data: E[K], options: EmitOptions = {}): Promise<number> {
    const text = writeEnvelope(event, data, options)
    return this.#send(text, event, data, options.key)
  }

  async #send(text: string, event: string, data: unknown, key: string | undefined): Promise<number> {
    if (this.#isClosed) throw new Error('This bus is closed.')
    const item = this.#inFlight.begin(event)
    try {
      return await this.#publish(text, event, data, key)
    } finally {
      this.#inFlight.end(item)
    }
  }

  async #publish(text: string, event: string, data: unknown, key: string | undefined): Promise<number> {
    const { pubsub, namespace, schemas } = this.#options
    const channel = namespace + event
    // TODO 05.8: Validate data with any schema library
    // Check the data first, in the order of the key.
    return pubsub.publish(channel, text)
  }

  async close(): Promise<void> {
    // TODO 05.7: Drain before closing
    // Refuse new events, and wait for those in flight.
  }
}
