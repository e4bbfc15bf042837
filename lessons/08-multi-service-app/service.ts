// Yours. Lesson 08, A shop of three services: fill in the tasks marked TODO. Check with: npm test lessons/08

import type { Envelope, EventListener, Schemas } from '../../lessons/05-event-bus/contract.ts'
import { listener } from '../../solutions/05-event-bus/event-listener.ts'
import type { Receipt, Service, ServiceName, ServiceOptions, ShopEvents } from './contract.ts'
import { presenceOf, receiptsOf, shopOf } from './events.ts'

/** What a service is given to listen by. */
export interface Shop {
  /** The listener of lesson 05, for the events of the shop. */
  readonly events: EventListener<ShopEvents>
  /** Does what is to be done for an event, and tells that it is done. What `work` throws is thrown again. */
  handled(event: Envelope, work: () => void | Promise<void>): Promise<void>
}

/**
 * Starts a service.
 *
 * @param listen Subscribes to what the service wants to handle.
 * @param schemas What data must look like; events whose data does not fit are reported, and not handled.
 * @returns Resolves when events will arrive. When Redis refuses that, it rejects, and nothing is left open.
 */
export async function startService(
  name: ServiceName,
  options: ServiceOptions,
  listen: (shop: Shop) => Promise<void>,
  schemas: Schemas<ShopEvents> = {},
): Promise<Service> {
  const { url, namespace, report, connect, graceMs } = options
  const base = { url, namespace, report }
  // Waits until Redis is there, however long it takes.
  const pubsub = await connect(base)
  const events = listener<ShopEvents>({
    ...base,
    namespace: shopOf(namespace),
    pubsub,
    schemas,
    drainMs: graceMs,
  })

  async function handled({ id }: Envelope, work: () => void | Promise<void>): Promise<void> {
    // TODO 08.5: receipts, and a status that says what became of the events
    await work()
  }

  let ending: Promise<void> | undefined
  const close = () => {
    ending ??= end()
    return ending
  }

  async function end(): Promise<void> {
    // TODO 08.7: close, and finish what is in hand
    // Whatever is in hand is lost.
    await pubsub.close().catch((error: unknown) => report({ kind: 'connection', error }))
  }

  try {
    await listen({ events, handled })
    // The last one, so that who is seen to be there does hear.
    await pubsub.subscribe(presenceOf(namespace, name), () => {})
  } catch (error) {
    await close()
    throw error
  }
  return { close }
}
