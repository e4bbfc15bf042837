// Yours. Lesson 08, A shop of three services: fill in the tasks marked TODO. Check with: npm test lessons/08

import type { Envelope, EventListener, Schemas } from '../../lessons/05-event-bus/contract.ts'
import { listener } from '../../solutions/05-event-bus/event-listener.ts'
import type { Service, ServiceName, ServiceOptions, ShopEvents } from './contract.ts'
import { presenceOf, shopOf } from './events.ts'
import { receiptsFor } from './receipts.ts'

/** What a service listens with. */
export interface Shop {
  /** The listener of lesson 05. */
  readonly events: EventListener<ShopEvents>
  /** Does the work for an event. Task 08.8 adds a receipt. */
  handled(event: Envelope, work: () => void | Promise<void>): Promise<void>
}

/**
 * Starts a service.
 *
 * @param listen Subscribes to the events that the service handles.
 * @param schemas Events whose data doesn't conform are reported, and not handled.
 * @returns Resolves after Redis has confirmed all subscriptions. If Redis refuses one, it rejects.
 */
export async function startService(
  name: ServiceName,
  options: ServiceOptions,
  listen: (shop: Shop) => Promise<void>,
  schemas: Schemas<ShopEvents> = {},
): Promise<Service> {
  const { url, namespace, report, connect, graceMs } = options
  const base = { url, namespace, report }
  // If Redis is down, this waits until it is up.
  const pubsub = await connect(base)
  const giveReceipt = receiptsFor(name, options, pubsub)
  const events = listener<ShopEvents>({
    ...base,
    namespace: shopOf(namespace),
    pubsub,
    schemas,
    drainMs: graceMs,
  })

  async function handled({ id }: Envelope, work: () => void | Promise<void>): Promise<void> {
    // TODO 08.8: Find out what was missed
    await work()
  }

  async function end(): Promise<void> {
    // TODO 08.7: Shut down without losing work
    // First close `events`: it unsubscribes, then waits for handlers. Catch and report what pubsub.close() rejects with.
    await pubsub.close()
  }

  let ending: Promise<void> | undefined
  const close = () => {
    ending ??= end()
    return ending
  }

  try {
    await listen({ events, handled })
    // The last subscription: a service that is counted also receives events.
    await pubsub.subscribe(presenceOf(namespace, name), () => {})
  } catch (error) {
    await close()
    throw error
  }
  return { close }
}
