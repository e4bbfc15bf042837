/**
 * Lesson 08: the service that notifies users.
 *
 * @module
 */
import type { EventHandler, EventOf } from '../../lessons/05-event-bus/contract.ts'
import type {
  Notification,
  NotificationOptions,
  Service,
  ShopEvents,
} from '../../lessons/08-multi-service-app/contract.ts'
import { schemas } from '../../lessons/08-multi-service-app/workbook/given/events.ts'
import { startService } from './service.ts'

export function notification(options: NotificationOptions): Promise<Service> {
  return startService(
    'notification',
    options,
    async ({ events, handled }) => {
      // #region 08.4-listen
      //- // Write one handler that returns handled(event, work). The work sends notificationOf(event).
      //- // Subscribe it with events.on() to all three events.
      //- return todo('08.4')
      // One handler for all three: the listener keeps the order for each handler.
      const notify: EventHandler<ShopEvents> = (_data, event) =>
        handled(event, () => options.send(notificationOf(event)))
      await Promise.all([
        events.on('user.created', notify),
        events.on('order.placed', notify),
        events.on('payment.completed', notify),
      ])
      // #endregion
    },
    // #region given-schemas
    schemas,
    // #endregion
  )
}

/** What a user is told about an event. */
export function notificationOf({ id, event, data }: EventOf<ShopEvents>): Notification {
  const { userId } = data
  if (event === 'user.created') return { id, userId, kind: 'welcome', text: `Welcome, ${data.name}!` }
  if (event === 'order.placed') {
    return { id, userId, kind: 'confirmation', text: `You ordered ${data.quantity} × ${data.item}.` }
  }
  const amount = (data.amount / 100).toFixed(2)
  return { id, userId, kind: 'receipt', text: `We received ${amount} for your order ${data.orderId}.` }
}
