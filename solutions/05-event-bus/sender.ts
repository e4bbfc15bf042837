/**
 * Lesson 05: the events that the bus is sending.
 *
 * @module
 */
// #region given-imports
import type { BusOptions } from '../../lessons/05-event-bus/contract.ts'
import { inFlight } from './in-flight.ts'
import { inOrder } from './in-order.ts'
import { conform } from './schemas.ts'

// #endregion

// #region given-Sender
/** How long close() waits for Redis, in milliseconds. */
const CLOSE_MS = 2000

/** Given, and extended in Go further: publishes each event on its channel. */
export class Sender {
  readonly #options: BusOptions<object>
  readonly #inFlight = inFlight()
  readonly #inOrder = inOrder()
  #isClosed = false

  constructor(options: BusOptions<object>) {
    this.#options = options
  }

  async send(text: string, event: string, data: unknown, key: string | undefined): Promise<number> {
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
