/**
 * Lesson 05: the bus, which emits events.
 *
 * @module
 */
// #region given-imports
import { randomUUID } from 'node:crypto'
import type { BusOptions, EmitOptions, EventBus, EventName } from '../../lessons/05-event-bus/contract.ts'
import { writeEnvelope } from './envelope.ts'
import { inFlight } from './in-flight.ts'
import { inOrder } from './in-order.ts'
import { conform } from './schemas.ts'

// #endregion

// #region given-factory
/** How long close() waits for Redis, in milliseconds. */
const CLOSE_MS = 2000

export function bus<E extends object>(options: BusOptions<E>): EventBus<E> {
  return new Bus(options)
}
// #endregion

class Bus<E extends object> implements EventBus<E> {
  // #region given-constructor
  readonly #options: BusOptions<E>
  readonly #inFlight = inFlight()
  readonly #inOrder = inOrder()
  #isClosed = false

  constructor(options: BusOptions<E>) {
    this.#options = options
  }
  // #endregion

  async emit<K extends EventName<E>>(event: K, data: E[K], options: EmitOptions = {}): Promise<number> {
    if (this.#isClosed) throw new Error('This bus is closed.')
    // #region 05.1-emit
    //- // Build the envelope with writeEnvelope(). `options` may contain an ID; otherwise make one with randomUUID().
    //- const text = JSON.stringify({ event, data, timestamp: new Date() })
    const { id = randomUUID(), key } = options
    const text = writeEnvelope({ id, event, timestamp: new Date().toISOString(), key, data })
    // #endregion
    // #region given-tracked
    const item = this.#inFlight.begin(event)
    try {
      return await this.#send(event, data, text, options.key)
    } finally {
      this.#inFlight.end(item)
    }
    // #endregion
  }

  // #region given-send
  async #send(event: string, data: unknown, text: string, key: string | undefined): Promise<number> {
    const { pubsub, namespace, schemas } = this.#options
    const channel = namespace + event
    // #endregion
    // #region 05.8-send
    //- // Go further: check the data first.
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
    //- // Go further: refuse new events, and wait for those in flight.
    this.#isClosed = true
    await this.#inFlight.drained(CLOSE_MS)
    // #endregion
  }
}
