/**
 * Lesson 08: what the logger and the notification service have in common.
 *
 * @module
 */
import type { Envelope, Schemas } from '../../lessons/05-event-bus/contract.ts'
import type {
  Service,
  ServiceName,
  ServiceOptions,
  ShopEvents,
} from '../../lessons/08-multi-service-app/contract.ts'
import { presenceOf, shopOf } from '../../lessons/08-multi-service-app/workbook/given/events.ts'
import type { Shop } from '../../lessons/08-multi-service-app/workbook/given/types.ts'
import { listener } from '../../solutions/05-event-bus/event-listener.ts'
import { receiptsFor } from './receipts.ts'

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
    // #region 08.8-handled
    //- await work()
    let ok = false
    try {
      await work()
      ok = true
    } finally {
      // The listener reports the error. The next event doesn't wait for the receipt.
      void giveReceipt(id, ok)
    }
    // #endregion
  }

  async function end(): Promise<void> {
    // #region 08.7-end
    //- // Before this, close `events`. Report what pubsub.close() rejects with.
    //- await pubsub.close()
    await events.close()
    await pubsub.close().catch((error: unknown) => report({ kind: 'connection', error }))
    // #endregion
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
