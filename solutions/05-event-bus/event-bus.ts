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
    const text = writeEnvelope({ id, event, timestamp: now(), key, data })
    // #endregion
    const item = this.#inHand.begin(event)
    try {
      return await this.#send(event, data, text, options.key)
    } finally {
      this.#inHand.end(item)
    }
  }

  /** Publishes an event, if its data fits its schema. */
  #send(event: string, data: unknown, text: string, key: string | undefined): Promise<number> {
    const { pubsub, namespace, schemas } = this.#options
    const channel = namespace + event
    // #region 05.8-send
    //- return pubsub.publish(channel, text)
    if (!schemas) return pubsub.publish(channel, text)
    const conforming = conform(schemas, event, data)
    if (!(conforming instanceof Promise) && key === undefined) return pubsub.publish(channel, text)
    return this.#sendWhenChecked(conforming, channel, text, key)
    // #endregion
  }

  // #region 05.8-sendWhenChecked
  //-
  async #sendWhenChecked(
    conforming: unknown,
    channel: string,
    text: string,
    key: string | undefined,
  ): Promise<number> {
    const { pubsub } = this.#options
    if (key === undefined) {
      await conforming
      return pubsub.publish(channel, text)
    }
    // While it waits for its turn, nobody else looks after it.
    if (conforming instanceof Promise) conforming.catch(() => {})
    // What is checked sooner must not overtake what was emitted before. Redis need not be waited for: it keeps the order.
    const { reply } = await this.#inOrder(key, async () => {
      await conforming
      return { reply: pubsub.publish(channel, text) }
    })
    return reply
  }
  // #endregion

  async close(): Promise<void> {
    // #region 05.7-closeBus
    //- // Here what is in hand is waited for.
    this.#isClosed = true
    await this.#inHand.drained(CLOSE_WITHIN_MS)
    // #endregion
  }
}

// #region 05.1-now
//-
/** The last time that was written down, and how. */
let written = { at: 0, text: '' }

/** The time as a text. To write it anew for every event of a millisecond takes longer than all the rest. */
function now(): string {
  const at = Date.now()
  if (at !== written.at) written = { at, text: new Date(at).toISOString() }
  return written.text
}
// #endregion
