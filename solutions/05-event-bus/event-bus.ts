/**
 * Lesson 05: the side that tells what has happened.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { BusOptions, EmitOptions, EventBus, EventName } from '../../lessons/05-event-bus/contract.ts'
import { writeEnvelope } from './envelope.ts'
import { inHand } from './in-hand.ts'
import { inOrder } from './in-order.ts'
import { conform } from './schemas.ts'

/** How long closing may take while Redis is away, in milliseconds. */
const CLOSE_WITHIN_MS = 2000

export function bus<E extends object>(options: BusOptions<E>): EventBus<E> {
  return new Bus(options)
}

class Bus<E extends object> implements EventBus<E> {
  readonly #options: BusOptions<E>
  readonly #inHand = inHand()
  readonly #inOrder = inOrder()
  #isClosed = false

  constructor(options: BusOptions<E>) {
    this.#options = options
  }

  async emit<K extends EventName<E>>(event: K, data: E[K], options: EmitOptions = {}): Promise<number> {
    if (this.#isClosed) throw new Error('This bus is closed.')
    // #region 05.1-emit
    //- // The id is made by generateUniqueId(), says the document, and nobody has written that.
    //- const text = JSON.stringify({ event, data, timestamp: new Date(), id: undefined })
    const { id = randomUUID(), key } = options
    const text = writeEnvelope({ id, event, timestamp: new Date().toISOString(), key, data })
    // #endregion
    const sent = this.#send(event, data, text, options.key)
    this.#inHand.add(sent, event)
    return sent
  }

  /** Publishes an event whose data fits its schema. */
  async #send(event: string, data: unknown, text: string, key: string | undefined): Promise<number> {
    const { pubsub, namespace, schemas = {} } = this.#options
    const publish = () => pubsub.publish(namespace + event, text)
    // #region 05.8-send
    //- return publish()
    const conforming = conform(schemas, event, data)
    // One that takes its time may wait here for its turn, and nobody else looks after it.
    if (conforming instanceof Promise) conforming.catch(() => {})
    if (key === undefined) {
      if (conforming instanceof Promise) await conforming
      return publish()
    }
    // What is checked sooner must not overtake what was emitted before. Redis need not be waited for: it keeps the order.
    const { reply } = await this.#inOrder(key, async () => {
      await conforming
      return { reply: publish() }
    })
    return reply
    // #endregion
  }

  async close(): Promise<void> {
    // #region 05.7-closeBus
    //- // Here what is in hand is waited for.
    this.#isClosed = true
    await this.#inHand.drained(CLOSE_WITHIN_MS)
    // #endregion
  }
}
