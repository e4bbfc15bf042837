// Yours. Fill in the TODOs, then check: npm test lessons/08

import type { Envelope, Schemas } from '../../lessons/05-event-bus/contract.ts'
import { listener } from '../../solutions/05-event-bus/event-listener.ts'
import type { Service, ServiceName, ServiceOptions, ShopEvents } from './contract.ts'
import { receiptsFor } from './receipts.ts'
import { presenceOf, shopOf } from './workbook/given/events.ts'
import type { Shop } from './workbook/given/types.ts'

/** Resolves after Redis has confirmed all subscriptions. `listen` subscribes to the events. */
export async function startService(
  name: ServiceName,
  options: ServiceOptions,
  listen: (shop: Shop) => Promise<void>,
  schemas: Schemas<ShopEvents> = {},
): Promise<Service> {
  const { url, namespace, report, connect, graceMs } = options
  const base = { url, namespace, report }
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
    // Before this, close `events`. Report what pubsub.close() rejects with.
    await pubsub.close()
  }

  let ending: Promise<void> | undefined
  const close = () => {
    ending ??= end()
    return ending
  }

  try {
    await listen({ events, handled })
    // Last, so that a service that is counted receives events.
    await pubsub.subscribe(presenceOf(namespace, name), () => {})
  } catch (error) {
    await close()
    throw error
  }
  return { close }
}
