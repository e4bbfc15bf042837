/**
 * Lesson 05: the bus, which emits events.
 *
 * @module
 */
// #region given-imports
import type { BusOptions, EmitOptions, EventBus, EventName } from '../../lessons/05-event-bus/contract.ts'
import { writeEnvelope } from './envelope.ts'
import { inFlight } from './in-flight.ts'
import { inOrder } from './in-order.ts'
import { conform } from './schemas.ts'

// #endregion

// #region given-factory
/** How long close() waits for Redis, in milliseconds. */
const CLOSE_MS = 2000

/** Given, and extended in Go further: publishes each event on its channel. */
export function bus<E extends object>(options: BusOptions<E>): EventBus<E> {
  return new Bus(options)
}
// #endregion

class Bus<E extends object> implements EventBus<E> {
  // #region given-constructor
  readonly #options: BusOptions<object>
  readonly #inFlight = inFlight()
  readonly #inOrder = inOrder()
  #isClosed = false

  constructor(options: BusOptions<E>) {
    this.#options = options
  }
  // #endregion

  async emit<K extends EventName<E>>(event: K, data: E[K], options: EmitOptions = {}): Promise<number> {
    // #region given-emit
    const text = writeEnvelope(event, data, options)
    // #endregion
    return this.#send(text, event, data, options.key)
  }

  // #region given-send
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
    // #endregion
    // #region 05.8-send
    //- // Check the data first, in the order of the key.
    //- return pubsub.publish(channel, text)
    const checked = conform(schemas, event, data)
    // It may reject while an earlier event with the same key is checked. Until then, nothing awaits it.
    checked.catch(() => {})
    await (key === undefined ? checked : this.#inOrder(key, () => checked))
    return pubsub.publish(channel, text)
    // #endregion
  }

  async close(): Promise<void> {
    // #region 05.7-closeBus
    //- // Refuse new events, and wait for those in flight.
    this.#isClosed = true
    await this.#inFlight.drained(CLOSE_MS)
    // #endregion
  }
}
