/**
 * Lesson 05: the bus, which emits events.
 *
 * @module
 */
// #region given-imports
import { randomUUID } from 'node:crypto'
import type { BusOptions, EmitOptions, EventBus, EventName } from '../../lessons/05-event-bus/contract.ts'
import { writeEnvelope } from './envelope.ts'
import { Sender } from './sender.ts'

// #endregion

// #region given-factory
export function bus<E extends object>(options: BusOptions<E>): EventBus<E> {
  return new Bus(options)
}
// #endregion

class Bus<E extends object> implements EventBus<E> {
  // #region given-constructor
  readonly #sender: Sender

  constructor(options: BusOptions<E>) {
    this.#sender = new Sender(options)
  }
  // #endregion

  async emit<K extends EventName<E>>(event: K, data: E[K], options: EmitOptions = {}): Promise<number> {
    // #region 05.1-emit
    //- // Build the envelope with writeEnvelope(). `options` may contain an ID; otherwise make one with randomUUID().
    //- const text = JSON.stringify({ event, data, timestamp: new Date() })
    const { id = randomUUID(), key } = options
    const text = writeEnvelope({ id, event, timestamp: new Date().toISOString(), key, data })
    // #endregion
    // Given: publishes the text on the channel `namespace + event`.
    return this.#sender.send(text, event, data, options.key)
  }

  close(): Promise<void> {
    return this.#sender.close()
  }
}
